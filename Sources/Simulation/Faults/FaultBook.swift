/// The injected faults that haven't happened yet.
package struct FaultBook: Sendable {
  /// Those that wait for their object to reach a status.
  package private(set) var pending: [ArmedFault] = []
  /// Those whose status was reached, by the number that their timer carries.
  private var due: [Int: ArmedFault] = [:]
  private var dueCount = 0
  /// The session that fails together with all of its datasets, by its connection; nil for none.
  var failingSession: Int?

  mutating func arm(_ fault: ArmedFault) { pending.append(fault) }

  mutating func disarm(_ fault: Fault) { pending.removeAll { $0.fault == fault } }

  mutating func disarmAll() { pending = [] }

  func isArmed(_ fault: Fault) -> Bool { pending.contains { $0.fault == fault } }

  /// Takes the fault that waited for this event.
  ///
  /// - Returns: the number of its timer; nil if none waited.
  mutating func take(_ event: Event) -> Int? {
    guard
      let index = pending.firstIndex(where: { $0.fault.object == event.object && $0.fault.status == event.to })
    else { return nil }
    due[dueCount] = pending.remove(at: index)
    dueCount += 1
    return dueCount - 1
  }

  /// Takes the fault whose timer fires.
  mutating func removeDue(_ number: Int) -> ArmedFault? { due.removeValue(forKey: number) }
}

/// A fault that waits for its status.
package struct ArmedFault: Equatable, Sendable {
  package let fault: Fault
  package let cause: Cause
}
