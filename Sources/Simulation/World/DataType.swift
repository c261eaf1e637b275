/// A data type in one byte: an index into the list of documented names.
package struct DataType: Hashable, Codable, Sendable {
  package let index: UInt8

  package init(index: UInt8) { self.index = index }

  package init?(name: String) {
    guard let position = Self.names.firstIndex(of: name) else { return nil }
    index = UInt8(position)
  }

  package var name: String { Self.names[Int(index)] }

  package static let all: [DataType] = names.indices.map { DataType(index: UInt8($0)) }

  package static let names: [String] = [
    "accountTransactions", "balanceSheet", "bankAccounts", "bankTransactions", "billCreditNotes", "billPayments",
    "bills", "cashFlowStatement", "chartOfAccounts", "company", "creditNotes", "customers", "directCosts",
    "directIncomes", "invoices", "itemReceipts", "items", "journalEntries", "journals", "paymentMethods", "payments",
    "profitAndLoss", "purchaseOrders", "salesOrders", "suppliers", "taxRates", "trackingCategories", "transfers",
    "banking-accounts", "banking-accountBalances", "banking-transactions", "banking-transactionCategories",
    "commerce-companyInfo", "commerce-customers", "commerce-disputes", "commerce-locations", "commerce-orders",
    "commerce-payments", "commerce-paymentMethods", "commerce-products", "commerce-productCategories",
    "commerce-taxComponents", "commerce-transactions",
  ]
}

/// A set of data types, as bits.
package struct DataTypeSet: Hashable, Codable, Sendable {
  package var bits: UInt64 = 0

  package init(bits: UInt64 = 0) { self.bits = bits }
  package init(_ types: some Sequence<DataType>) { for type in types { insert(type) } }

  package mutating func insert(_ type: DataType) { bits |= 1 << UInt64(type.index) }
  package func contains(_ type: DataType) -> Bool { bits >> UInt64(type.index) & 1 == 1 }
  package func subtracting(_ other: DataTypeSet) -> DataTypeSet { DataTypeSet(bits: bits & ~other.bits) }
  package var count: Int { bits.nonzeroBitCount }
  package var isEmpty: Bool { bits == 0 }
  package var types: [DataType] { DataType.all.filter(contains) }
}

/// How often a data type syncs automatically (seed 001: the sync setting).
package enum SyncFrequency: UInt8, CaseIterable, Sendable {
  case never, hourly, daily, weekly, monthly

  package var name: String { "\(self)" }

  /// The time between two syncs; nil for never. A month is 30 days.
  package var interval: Milliseconds? {
    switch self {
    case .never: nil
    case .hourly: Span.hour
    case .daily: Span.day
    case .weekly: 7 * Span.day
    case .monthly: 30 * Span.day
    }
  }
}

/// The sync setting of one data type.
package struct SyncSetting: Equatable, Sendable {
  package var frequency: SyncFrequency
  /// Whether the data type is queued when a company first authorizes.
  package var fetchOnFirstLink: Bool

  package init(frequency: SyncFrequency, fetchOnFirstLink: Bool) {
    self.frequency = frequency
    self.fetchOnFirstLink = fetchOnFirstLink
  }

  /// The default settings, one per data type.
  package static let defaults: [SyncSetting] = DataType.names.map { name in
    switch name {
    case "banking-transactions", "commerce-orders", "banking-accountBalances":
      SyncSetting(frequency: .hourly, fetchOnFirstLink: true)
    case "taxRates", "trackingCategories", "paymentMethods", "company", "commerce-companyInfo", "commerce-locations",
      "banking-transactionCategories":
      SyncSetting(frequency: .weekly, fetchOnFirstLink: true)
    case "balanceSheet", "profitAndLoss", "cashFlowStatement":
      SyncSetting(frequency: .monthly, fetchOnFirstLink: true)
    case "journals", "itemReceipts", "commerce-disputes": SyncSetting(frequency: .never, fetchOnFirstLink: false)
    default: SyncSetting(frequency: .daily, fetchOnFirstLink: true)
    }
  }
}
