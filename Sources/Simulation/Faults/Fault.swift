import Lifecycles

/// An injected failure: an edge of an object's lifecycle that leads to a failed status.
package struct Fault: Hashable, Codable, Sendable {
  package var object: ObjectRef
  package var trigger: Trigger
  /// An HTTP code; 0 for none.
  package var code: ErrorCode
  /// The status that the fault waits for; nil to fail now.
  package var status: UInt8?

  /// The names in journals.
  private enum CodingKeys: String, CodingKey {
    case object = "entity"
    case trigger, code, status
  }

  package init(_ object: ObjectRef, _ trigger: Trigger, code: ErrorCode = 0, when status: UInt8? = nil) {
    self.object = object
    self.trigger = trigger
    self.code = code
    self.status = status
  }
}

extension Fault {
  /// `FetchError 503`, `FetchError when Fetching`
  package var title: String {
    guard let system = object.system else { return trigger.title }
    let lifecycle = Catalog[system]
    let rule = lifecycle.faults.first { $0.trigger == trigger && (status == nil || $0.from == status) }
    var text = trigger.isMishap ? trigger.title : rule.map { Diagram.shortLabel(lifecycle, $0.to) } ?? trigger.title
    // The same trigger can lead to different statuses. For a fault that happens now, its event names the status.
    if status == nil, !trigger.isMishap, Set(lifecycle.faults.filter { $0.trigger == trigger }.map(\.to)).count > 1 {
      text = trigger.title
    }
    if !code.isNone { text += " \(code.text)" }
    if let status { text += " when \(Diagram.shortLabel(lifecycle, status))" }
    return text
  }
}

/// What was injected about a system owner's answer.
enum AnswerPlan: UInt8, Sendable { case byChance, never, late }
