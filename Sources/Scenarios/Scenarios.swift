/// The built-in scenarios, embedded so that the binary needs no files.
package enum Scenarios {
  /// Name and TOML text of each, in the order in which they are listed.
  package static let all: [(name: String, text: String)] = [
    ("first-link", text(PackageResources.first_link_toml)),
    ("expired-consent", text(PackageResources.expired_consent_toml)),
    ("outage-at-night", text(PackageResources.outage_at_night_toml)),
    ("rate-limit", text(PackageResources.rate_limit_toml)),
    ("connector-weekend", text(PackageResources.connector_weekend_toml)),
    ("missing-webhook", text(PackageResources.missing_webhook_toml)),
    ("deletion-skip", text(PackageResources.deletion_skip_toml)),
    ("deletion-pause", text(PackageResources.deletion_pause_toml)),
    ("bulk-requeue", text(PackageResources.bulk_requeue_toml)),
    ("data-status", text(PackageResources.data_status_toml)),
    ("bad-morning", text(PackageResources.bad_morning_toml)),
    ("auth-error-in-outage", text(PackageResources.auth_error_in_outage_toml)),
  ]

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
