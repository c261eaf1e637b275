import Lifecycles

/// Generates plausible accounts, connections and requests.
///
/// All names are invented. Every choice comes from the seed by way of `Draw`.
struct Population {
  let seed: UInt64

  private static let first = [
    "Alder", "Brightwater", "Cobalt", "Dovetail", "Elmwood", "Fjord", "Granite", "Harbour", "Iris", "Juniper",
    "Kestrel",
    "Lantern", "Meridian", "Northwind", "Oakhurst", "Pinecrest", "Quarry", "Redstone", "Saltmarsh", "Thornbury",
    "Umber",
    "Vantage", "Willow", "Yarrow", "Zephyr", "Amber", "Birchwood", "Copperfield", "Driftwood", "Everglade",
  ]
  private static let second = [
    "Foods", "Partners", "Logistics", "Studio", "Textiles", "Outdoor", "Robotics", "Bakery", "Design", "Energy",
    "Interiors", "Instruments", "Labs", "Markets", "Media", "Motors", "Optics", "Pharma", "Print", "Travel",
  ]
  private static let forms = ["GmbH", "Ltd", "Inc", "AS", "Oy", "SARL", "BV", "SpA", "& Co", "LLC"]
  private static let special = [
    "Zürcher Käse & Söhne AG", "Société Générale du Pain à l'Ancienne", "株式会社みどり商事", "Åse Ødegård Møbler AS",
    "北京晨光科技有限公司", "Żółw i Gęś Spółka z o.o.", "한빛 무역", "Niño y Peña Distribuciones",
    "The Honourable Company of Makers, Menders and Merchants of the Northern Harbours and Adjacent Islands Ltd",
    "O'Dell & D'Arcy",
  ]
  private static let owners = [
    "HR archive", "Legacy CRM", "Warehouse system", "Call centre", "Payroll office", "Mailing list", "Till records",
    "Loyalty cards", "Field sales", "Old web shop",
  ]

  static var ownerNames: [String] { owners }

  func accountName(_ index: Int) -> String {
    // Every fourth of the first forty is a special one, then one in a hundred.
    if index < 40, index % 4 == 3, index / 4 < Self.special.count { return Self.special[index / 4] }
    let first = Self.first[index % Self.first.count]
    let draw = draw(index, 0)
    let second = Self.second[draw.index(Self.second.count)]
    let form = Self.forms[draw.next.index(Self.forms.count)]
    let turn = index / Self.first.count
    let number = turn < 2 ? "" : " \(turn)"
    return turn == 0 ? "\(first) \(second)" : "\(first) \(second)\(number) \(form)"
  }

  private func draw(_ index: Int, _ count: Int) -> Draw {
    Draw(seed: seed, object: UInt64(index), count: UInt64(count), purpose: .population)
  }

  /// Adds generated accounts with their connections, then their requests.
  func fill(_ world: inout World, scenario: Scenario) {
    for index in 0..<scenario.accounts {
      let account = world.apply(.account(name: accountName(index)))
      addConnections(to: account, in: &world, scenario: scenario)
    }
  }

  private func addConnections(to account: Int, in world: inout World, scenario: Scenario) {
    guard !world.providers.isEmpty else { return }
    let count = max(1, scenario.connectionsPerAccount + Int64((account + 1) % 3) - 1)
    var used: [Int] = []
    for number in 0..<Int(count) {
      var provider = draw(account, 10 + number).index(world.providers.count)
      // Generated accounts have each provider once, which also keeps the unique ones unique.
      while used.contains(provider), used.count < world.providers.count {
        provider = (provider + 1) % world.providers.count
      }
      guard !used.contains(provider) else { break }
      used.append(provider)
      let types = dataTypes(of: world.providers[provider], draw: draw(account, 100 + number))
      world.apply(.connection(account: account, provider: provider, types: types))
    }
  }

  /// Some of what the provider offers, and occasionally a type that it does not.
  private func dataTypes(of provider: Provider, draw: Draw) -> DataTypeSet {
    var draw = draw
    var chosen = DataTypeSet()
    let offered = provider.dataTypes.types
    let wanted = min(offered.count, Int(draw.within(8...20)))
    var position = draw.next.index(max(1, offered.count))
    for _ in 0..<wanted {
      draw = draw.next
      chosen.insert(offered[position])
      position = (position + 1 + draw.index(2)) % offered.count
    }
    // A type that the provider dropped, or never had: its syncs end in NotSupported.
    if draw.next.index(12) == 0 {
      let lacking = DataTypeSet(DataType.all).subtracting(provider.dataTypes).types
      if !lacking.isEmpty { chosen.insert(lacking[draw.next.next.index(lacking.count)]) }
    }
    return chosen
  }

  /// Adds the requests. `bootstrapRequest` decides when each is received.
  func addRequests(to world: inout World, scenario: Scenario, contacts: Range<Int>) {
    let count = Int(Int64(scenario.accounts) * scenario.requestsPerHundredAccounts / 100)
    guard scenario.accounts > 0 else { return }
    let firstAccount = world.accounts.count - scenario.accounts
    for number in 0..<count {
      let draw = draw(number, 1_000)
      let account =
        firstAccount
        + (number < scenario.accounts ? (number * 7 + 3) % scenario.accounts : draw.index(scenario.accounts))
      let request = world.apply(
        .request(
          account: account, right: right(number, draw, scenario),
          statute: draw.next.next.index(2) == 0 ? .ccpa : .gdpr))
      addIntegrations(to: request, in: &world, draw: draw.next.next.next, contacts: contacts)
    }
  }

  private func right(_ number: Int, _ draw: Draw, _ scenario: Scenario) -> PrivacyRight {
    if number < 4 { return PrivacyRight.allCases[number] }
    if draw.chance(perMillion: scenario.settings.deletionShare) { return .deletion }
    return [.access, .access, .accessCategories, .portability][draw.next.index(4)]
  }

  private func addIntegrations(to request: Int, in world: inout World, draw: Draw, contacts: Range<Int>) {
    var draw = draw
    let total = Int(draw.within(6...12))
    let own = world.connections(ofAccount: Int(world.requests[request].account))
    let api = min(max(3, total / 2), total - 2)
    for position in 0..<total {
      draw = draw.next
      // API integrations use the account's connections. One connection can serve two of them.
      let connection = position < api && !own.isEmpty ? own[position % own.count] : nil
      world.apply(
        .integration(
          request: request, type: connection == nil ? .directContact : .api, connection: connection,
          contact: contacts.lowerBound + (connection == nil ? (draw.index(contacts.count)) : 0),
          pauses: draw.next.index(2) == 0))
    }
  }
}
