import Lifecycles

/// The category decides which data types a provider's connections can have.
package enum ProviderCategory: UInt8, CaseIterable, Sendable {
  case accounting, banking, commerce, crm

  package var name: String { "\(self)" }

  /// The data types that providers of the category usually offer.
  package var dataTypes: DataTypeSet {
    DataTypeSet(
      DataType.all.filter { type in
        switch self {
        case .accounting: !type.name.contains("-")
        case .banking: type.name.hasPrefix("banking-")
        case .commerce: type.name.hasPrefix("commerce-")
        case .crm: ["company", "customers", "suppliers", "items", "invoices", "payments"].contains(type.name)
        }
      })
  }
}

/// A source of data and how it behaves.
package struct Provider: Equatable, Sendable {
  package var name: String
  package var category: ProviderCategory
  /// Whether it is reached by a connector on the customer's machine, which can be offline.
  package var isOnPremises = false
  /// Whether it sends a webhook when the data is ready. Sessions wait for it.
  package var isAggregator = false
  /// Whether an account can have only one connection to it.
  package var isUnique = false
  /// Whether it is connected without the customer signing in.
  package var needsNoAuthorization = false
  /// Whether sessions include deduplication.
  package var isDeduplicated = false
  package var dataTypes: DataTypeSet
  /// Fetch failures per million.
  package var failuresPerMillion: Int64 = 4_000
  /// How long fetches take, in percent of the usual time.
  package var slownessPercent: Int64 = 100

  package init(name: String, category: ProviderCategory) {
    self.name = name
    self.category = category
    dataTypes = category.dataTypes
  }

  /// The providers of the built-in scenario.
  package static let builtIn: [Provider] = {
    func provider(_ name: String, _ category: ProviderCategory, _ change: (inout Provider) -> Void = { _ in })
      -> Provider
    {
      var provider = Provider(name: name, category: category)
      change(&provider)
      return provider
    }
    let onPremises: (inout Provider) -> Void = {
      $0.isOnPremises = true
      $0.slownessPercent = 180
    }
    let aggregator: (inout Provider) -> Void = {
      $0.isAggregator = true
      $0.failuresPerMillion = 9_000
    }
    return [
      provider("Xero", .accounting) { $0.failuresPerMillion = 2_000 },
      provider("QuickBooks Online", .accounting) { $0.isDeduplicated = true },
      provider("QuickBooks Desktop", .accounting, onPremises),
      provider("Sage 50", .accounting, onPremises),
      provider("Sage Intacct", .accounting) { $0.slownessPercent = 140 },
      provider("NetSuite", .accounting) { $0.slownessPercent = 220 },
      provider("FreeAgent", .accounting),
      provider("MYOB", .accounting),
      provider("Zoho Books", .accounting) { $0.failuresPerMillion = 12_000 },
      provider("Exact", .accounting),
      provider("Clear Books", .accounting) {
        $0.dataTypes = $0.dataTypes.subtracting(DataTypeSet([DataType(name: "profitAndLoss")!]))
      },
      provider("Plaid", .banking) { $0.failuresPerMillion = 9_000 },
      provider("TrueLayer", .banking) { $0.failuresPerMillion = 5_000 },
      provider("Finicity", .banking, aggregator),
      provider("Yodlee", .banking, aggregator),
      provider("Shopify", .commerce) {
        $0.isUnique = true; $0.isDeduplicated = true
      },
      provider("Stripe", .commerce) {
        $0.isUnique = true; $0.failuresPerMillion = 1_000
      },
      provider("Square", .commerce),
      provider("PayPal", .commerce) { $0.isDeduplicated = true },
      provider("WooCommerce", .commerce) { $0.needsNoAuthorization = true },
      provider("BigCommerce", .commerce),
      provider("Amazon", .commerce) { $0.slownessPercent = 160 },
      provider("HubSpot", .crm),
      provider("Salesforce", .crm),
      provider("Gusto", .crm) { $0.isUnique = true },
      provider("BambooHR", .crm) { $0.needsNoAuthorization = true },
    ]
  }()
}

/// A provider's current condition.
package enum ProviderCondition: UInt8, CaseIterable, Codable, Sendable {
  case normal, outage, maintenance, rateLimit, slow, wrongData

  /// The HTTP code that callers see; 0 if all is well.
  package var code: ErrorCode {
    switch self {
    case .normal, .slow, .wrongData: 0
    case .outage: 503
    case .maintenance: 502
    case .rateLimit: 429
    }
  }

  /// Whether calls to the provider fail.
  package var refusesCalls: Bool { !code.isNone }

  package var begin: Trigger {
    switch self {
    case .outage, .normal: .beginOutage
    case .maintenance: .beginMaintenance
    case .rateLimit: .beginRateLimit
    case .slow: .beginSlowness
    case .wrongData: .beginWrongData
    }
  }

  package var end: Trigger {
    switch self {
    case .outage, .normal: .endOutage
    case .maintenance: .endMaintenance
    case .rateLimit: .endRateLimit
    case .slow: .endSlowness
    case .wrongData: .endWrongData
    }
  }

  package var title: String {
    switch self {
    case .normal: "normal"
    case .outage: "outage"
    case .maintenance: "maintenance"
    case .rateLimit: "rate limit"
    case .slow: "slow"
    case .wrongData: "wrong data"
    }
  }
}
