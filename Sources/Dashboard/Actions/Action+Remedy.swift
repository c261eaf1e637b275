import Queries

extension Action {
  /// The action that carries out a remedy.
  init(_ remedy: Remedy) {
    self =
      switch remedy {
      case .sendLink: .sendLink
      case .reconnect: .reconnect
      case .requeue: .requeue
      case .chooseData: .chooseData
      case .startIntegration: .startIntegration
      case .answer: .answer
      case .stopIntegration: .stopIntegration
      }
  }

  /// The action in a few words, as the hints name it.
  var shortTitle: String { hint?.fixedWord ?? title.lowercased() }
}
