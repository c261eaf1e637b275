import Simulation

/// Reads the numbers of a scenario, each by its name in the file.
struct SettingsReader {
  let reader: TOMLReader

  static let timers: [(String, any WritableKeyPath<Settings, Milliseconds> & Sendable)] = [
    ("authorization", \.authorizationTimeout), ("webhook", \.webhookTimeout), ("loading", \.loadingTimeout),
    ("consent", \.consentLife), ("fetch_retry", \.fetchRetryBase), ("integration_retry", \.integrationRetryBase),
  ]

  static let timerKeys = timers.map(\.0) + ["direct_contact_days"]

  static let durations: [(String, any WritableKeyPath<Settings, DurationTable> & Sendable)] = [
    ("queue", \.queueDelay), ("fetch", \.fetch), ("mapping", \.mapping), ("validating", \.validating),
    ("storing", \.storing), ("session_step", \.sessionStep), ("structuring", \.structuring), ("substage", \.substage),
    ("webhook", \.webhook), ("customer_opens", \.customerOpens), ("customer_opens_sent_link", \.customerOpensSentLink),
    ("customer_finishes", \.customerFinishes), ("owner_disconnects", \.ownerDisconnects),
    ("owner_reconnects", \.ownerReconnects), ("connector_online", \.connectorOnlineFor),
    ("connector_offline", \.connectorOfflineFor), ("condition_every", \.conditionEvery),
    ("condition_lasts", \.conditionLasts), ("prepare", \.prepareDelay), ("workflow", \.workflowDelay),
    ("start", \.startDelay), ("person", \.personDelay), ("extraction", \.extraction),
    ("contact_answer", \.contactAnswer), ("late_answer", \.lateAnswer), ("close", \.closeDelay),
    ("choice", \.choiceDelay),
  ]

  static let rates: [(String, any WritableKeyPath<Settings, Int64> & Sendable)] = [
    ("hard_fetch_failure", \.hardFetchFailure), ("authorization_loss", \.authorizationLoss),
    ("map_failure", \.mapFailure), ("validation_failure", \.validationFailure),
    ("processing_failure", \.processingFailure), ("internal_failure", \.internalFailure),
    ("webhook_loss", \.webhookLoss), ("deduplication_failure", \.deduplicationFailure),
    ("substage_failure", \.substageFailure), ("link_completion", \.linkCompletion),
    ("wrong_credentials", \.wrongCredentials), ("link_abort", \.linkAbort), ("manual_start", \.manualStart),
    ("no_answer", \.noAnswer), ("contact_failure", \.contactFailure), ("integration_failure", \.integrationFailure),
    ("nothing_found", \.nothingFound), ("deletion_share", \.deletionShare),
  ]

  func read(into settings: inout Settings) throws(ConfigurationError) {
    if let table = try reader.table("timers") {
      try table.allow(Self.timerKeys)
      for (name, path) in Self.timers { if let span = try table.span(name) { settings[keyPath: path] = span } }
      if let days = try table.integer("direct_contact_days", ScenarioLimits.directContactDays) {
        settings.directContactDays = Int64(days)
      }
    }
    if let table = try reader.table("durations") {
      try table.allow(Self.durations.map(\.0))
      for (name, path) in Self.durations {
        if let value = try table.durations(name) { settings[keyPath: path] = value }
      }
    }
    if let table = try reader.table("rates") {
      try table.allow(Self.rates.map(\.0))
      for (name, path) in Self.rates { if let share = try table.share(name) { settings[keyPath: path] = share } }
      let outcomes = settings.linkCompletion + settings.wrongCredentials + settings.linkAbort
      if outcomes > Share.whole {
        throw table.error(
          "link_completion", "link_completion, wrong_credentials and link_abort add up to more than 100%")
      }
    }
    if let table = try reader.table("limits") {
      try table.allow(ScenarioFile.Keys.limits)
      let most = ScenarioLimits.retries
      if let number = try table.integer("fetch_retries", most) { settings.fetchRetries = number }
      if let number = try table.integer("integration_retries", most) { settings.integrationRetries = number }
    }
    if let table = try reader.table("sync") { try readSync(table, &settings) }
  }

  private func readSync(_ table: TOMLReader, _ settings: inout Settings) throws(ConfigurationError) {
    try table.allow(DataType.names)
    for type in DataType.all {
      guard let row = try table.table(type.name) else { continue }
      try row.allow(ScenarioFile.Keys.sync)
      let frequencies = SyncFrequency.allCases.map { ($0.name, $0) }
      if let frequency = try row.choice("frequency", frequencies) {
        settings.sync[Int(type.index)].frequency = frequency
      }
      if let flag = try row.flag("fetch_on_first_link") { settings.sync[Int(type.index)].fetchOnFirstLink = flag }
    }
  }
}
