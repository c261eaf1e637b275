import Lifecycles

/// What a confirmation tells before a command.
extension Simulator {
  /// The immediate effects of a command, counted for a confirmation.
  package func consequences(of command: Command) -> String {
    switch command {
    case .connection(let index, .delete):
      let datasets = world.datasets(ofConnection: index).count { world.datasets[$0].status != StatusID.absentRaw }
      return "Deletes \(Count.text(datasets, "dataset")) and all synced data. This can't be undone."
    case .connection(let index, .disconnect):
      let running = world.datasets(ofConnection: index).count { world.datasets[$0].isRunning }
      let integrations = (side.integrationsByConnection[UInt32(index)] ?? []).count {
        world.integrations[$0].kind == .submitted || world.integrations[$0].kind == .pending
      }
      var parts: [String] = []
      if running > 0 { parts.append("Cancels \(Count.text(running, "running sync")).") }
      if integrations > 0 { parts.append("Fails \(Count.text(integrations, "integration")).") }
      return (parts + ["The data is kept."]).joined(separator: " ")
    case .integration(let index, .start):
      let isDeletion = world.integrations[index].integrationStatus.table?.phase == .deletion
      return isDeletion ? "Starts deleting the data found. This can't be undone." : "Starts extracting the data."
    case .account(let account, .queueAll):
      let datasets = world.connections(ofAccount: account).reduce(0) { sum, connection in
        sum + world.datasets(ofConnection: connection).count { checkQueue($0) == nil }
      }
      return "Queues \(Count.text(datasets, "dataset")) of \(world.accounts[account].name)."
    case .provider(let provider, .begin(let condition, _)):
      let fetching = world.datasets.count {
        $0.status == DatasetStatus.fetching.rawValue && Int(world.connections[Int($0.connection)].provider) == provider
      }
      let links = world.connections.count { Int($0.provider) == provider && $0.isConnected }
      guard condition.refusesCalls else { return "Affects \(Count.text(links, "connection"))." }
      return
        "Affects \(Count.text(links, "connection")), fails \(Count.text(fetching, "running fetch"))."
    case .request(let index, .chooseData(let leftOut)):
      let chosen = Count.text(world.progress(ofRequest: index).total - leftOut.count, "integration")
      return world.requests[index].right.isDeletion
        ? "Starts the deletion for \(chosen). This can't be undone."
        : "Sends the data of \(chosen) to the requester and closes the request."
    case .request(let index, .extendDeadline):
      var extended = world.requests[index]
      extended.isExtended = true
      let (from, to) = (world.requests[index].deadline, extended.deadline)
      return
        """
        Moves it from \(ISO8601.dateText(CivilTime(from))) to \(ISO8601.dateText(CivilTime(to))), once. This can't \
        be undone.
        """
    case .integration(_, .stop): return "Stops waiting for the system owner's answer."
    case .integration(_, .skip): return "Leaves the integration out of this phase."
    case .account, .connection, .session, .dataset, .integration, .provider, .inject, .disarm: return ""
    }
  }
}
