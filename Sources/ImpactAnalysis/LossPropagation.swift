import Domain

/// Follows what is gone: columns and tables of sources, through stars, to the queries that name them and below.
struct LossPropagation {
  /// What is known of one asset on the way down.
  private struct State {
    /// Changes that took the whole relation away.
    var gone: [Cause] = []
    /// Changes that keep it from being built, with the effect that they have on it.
    var down: [Cause] = []
    /// Changes after which it gets no new rows.
    var frozen: [Cause] = []
    /// Columns that are no longer among its outputs.
    var lost: [String: [Cause]] = [:]
  }

  /// A change on its way down.
  private struct Cause {
    var change: ChangeID
    var isReviewOnly: Bool
    var path: [AssetID]
    var evidence: [Evidence]
  }

  private let graph: AssetGraph
  private let lineage: [AssetID: QueryLineage]
  private var states: [AssetID: State] = [:]
  /// Everything that was found, in graph order.
  private(set) var impacts: [ChangeImpact] = []

  /// A walk over a graph.
  init(graph: AssetGraph, lineage: [AssetID: QueryLineage]) {
    self.graph = graph
    self.lineage = lineage
  }

  /// Walks from the sources to the last dashboard.
  mutating func run(_ events: [SourceEvent]) {
    for event in events { take(event) }
    for asset in graph.order {
      if asset.parents.isEmpty || asset.kind == .source {
        judgeSource(asset)
      } else {
        judge(asset)
      }
    }
  }

  private mutating func take(_ event: SourceEvent) {
    var cause = Cause(
      change: event.change.id, isReviewOnly: event.isReviewOnly, path: [event.source], evidence: [])
    if let evidence = event.loaderEvidence { cause.evidence = [evidence] }
    switch event.kind {
    case .tableGone: states[event.source, default: State()].gone.append(cause)
    case .tableFrozen: states[event.source, default: State()].frozen.append(cause)
    case .columnGone(let column):
      states[event.source, default: State()].lost[column, default: []].append(cause)
    case .columnNull, .columnAdded, .column, .grain, .repeats: break
    }
  }

  /// A source is broken by the loss of its table, of a declared column, or of a column that its own settings name.
  private mutating func judgeSource(_ asset: Asset) {
    guard let state = states[asset.id] else { return }
    for cause in state.gone {
      let text = "the table behind source \"\(asset.name)\" is gone"
      note(asset, .broken, cause, Evidence(.declaration, text, location: asset.location))
    }
    for cause in state.frozen {
      let text = "source \"\(asset.name)\" gets no new rows"
      note(asset, .frozen, cause, Evidence(.declaration, text, location: asset.location))
    }
    for (column, causes) in state.lost.sorted(by: { $0.key < $1.key }) {
      if let declared = asset.columns.first(where: { $0.name.lowercased() == column }) {
        let text = "column \"\(column)\" is declared here"
        for cause in causes {
          note(asset, .broken, cause, Evidence(.declaration, text, location: declared.location))
        }
      }
      for use in asset.uses where use.asset == asset.id && use.column.lowercased() == column {
        let text = "\"\(column)\" is named here (\(use.role.rawValue))"
        for cause in causes { note(asset, .broken, cause, Evidence(.use, text, location: use.location)) }
      }
    }
  }

  private mutating func judge(_ asset: Asset) {
    var state = State()
    for parent in asset.parents {
      guard let above = states[parent], let parentAsset = graph.assets[parent] else { continue }
      follow(above, of: parentAsset, to: asset, into: &state)
    }
    let broken = namedLosses(of: asset)
    for (cause, evidence) in broken {
      note(asset, .broken, cause, evidence)
      add(extended(cause, by: asset), to: &state.down)
    }
    carryStars(of: asset, into: &state)
    if asset.kind == .exposure { judgeUnlistedColumns(of: asset) }
    if !(state.down.isEmpty && state.frozen.isEmpty && state.lost.isEmpty) { states[asset.id] = state }
  }

  /// What the whole of a parent does to a child.
  private mutating func follow(_ above: State, of parent: Asset, to asset: Asset, into state: inout State) {
    for cause in above.gone {
      let place = lineage[asset.id]?.reads.first { $0.asset == parent.id }?.location ?? asset.location
      note(asset, .broken, cause, Evidence(.use, "reads \"\(parent.name)\", which is gone", location: place))
      add(extended(cause, by: asset), to: &state.down)
    }
    for cause in above.down {
      let effect: EffectKind =
        asset.kind == .exposure ? downEffect(of: parent, change: cause.change) : .starved
      let text = "stands below \"\(parent.name)\", which is not built"
      note(asset, effect, cause, Evidence(.use, text, location: asset.location))
      add(extended(cause, by: asset), to: &state.down)
    }
    guard asset.kind != .test, asset.kind != .unitTest else { return }
    for cause in above.frozen {
      let text = "reads \"\(parent.name)\", which gets no new rows"
      note(asset, .frozen, cause, Evidence(.use, text, location: asset.location))
      add(extended(cause, by: asset), to: &state.frozen)
    }
  }

  /// Dashboards carry the effect of the model that they stand on.
  private func downEffect(of parent: Asset, change: ChangeID) -> EffectKind {
    impacts.last { $0.asset == parent.id && $0.change == change && $0.effect <= .starved }?.effect ?? .starved
  }

  /// Every use of a lost column that a query or declaration names.
  private func namedLosses(of asset: Asset) -> [(Cause, Evidence)] {
    var found: [(Cause, Evidence)] = []
    let query = lineage[asset.id]
    for use in query?.uses ?? [] where use.isNamed {
      for cause in states[use.input.asset]?.lost[use.input.column] ?? [] {
        let text = "\"\(use.input.column)\" is used here (\(use.clause.rawValue))"
        found.append((cause, Evidence(.use, text, location: use.location)))
      }
    }
    for use in query?.unresolved ?? [] {
      for cause in states[use.input.asset]?.lost[use.input.column] ?? [] {
        let text = "\"\(use.input.column)\" is named here (\(use.clause.rawValue))"
        found.append((cause, Evidence(.use, text, location: use.location)))
      }
    }
    for use in asset.uses where use.asset != asset.id || asset.kind != .source {
      for cause in states[use.asset]?.lost[use.column.lowercased()] ?? [] {
        let text = "\"\(use.column)\" is named here (\(use.role.rawValue))"
        found.append((cause, Evidence(.use, text, location: use.location)))
      }
    }
    return found
  }

  /// A star carries a loss on without naming it: the output is simply no longer there.
  private mutating func carryStars(of asset: Asset, into state: inout State) {
    guard let query = lineage[asset.id] else {
      if asset.isOpaque { noteUnknown(asset) }
      return
    }
    for output in query.outputs where output.isFromStar {
      for column in output.passesOn {
        for cause in states[column.asset]?.lost[column.column] ?? [] {
          add(extended(cause, by: asset), to: &state.lost[output.name, default: []])
        }
      }
    }
    for star in query.stars where !star.isResolved {
      for (column, causes) in (states[star.asset]?.lost ?? [:]).sorted(by: { $0.key < $1.key }) {
        for cause in causes {
          let text = "a star that cannot be resolved may carry \"\(column)\""
          note(asset, .unknown, cause, Evidence(.use, text, location: star.location), isCertain: false)
        }
      }
    }
    judgeShrunkOutputs(of: asset, lost: state.lost, into: &state)
    judgeOwnUses(of: asset, lost: state.lost, into: &state)
    if !query.hasAllOutputs || !query.diagnostics.isEmpty { noteUnknown(asset) }
  }

  /// What a smaller output does to the asset itself: enforced contracts and incremental tables notice it.
  private mutating func judgeShrunkOutputs(
    of asset: Asset, lost: [String: [Cause]], into state: inout State
  ) {
    for (column, causes) in lost.sorted(by: { $0.key < $1.key }) {
      for var cause in causes {
        cause.path = Array(cause.path.dropLast())
        if asset.isContractEnforced {
          let text = "the enforced contract of \"\(asset.name)\" lists \"\(column)\""
          note(asset, .contractViolated, cause, Evidence(.declaration, text, location: asset.location))
          add(extended(cause, by: asset), to: &state.down)
        } else if asset.materialization == "incremental", asset.onSchemaChange != "sync_all_columns" {
          let text = "incremental \"\(asset.name)\" can no longer fill \"\(column)\""
          note(asset, .broken, cause, Evidence(.declaration, text, location: asset.location))
          add(extended(cause, by: asset), to: &state.down)
        }
      }
    }
  }

  /// Settings that name a column of the asset's own result, such as a snapshot's key or an incremental one.
  private mutating func judgeOwnUses(of asset: Asset, lost: [String: [Cause]], into state: inout State) {
    for use in asset.uses where use.asset == asset.id {
      for var cause in lost[use.column.lowercased()] ?? [] {
        cause.path = Array(cause.path.dropLast())
        let text = "\"\(use.column)\" is named here (\(use.role.rawValue))"
        note(asset, .broken, cause, Evidence(.use, text, location: use.location))
        add(extended(cause, by: asset), to: &state.down)
      }
    }
  }

  /// A dashboard that lists no columns may show any column of what it stands on.
  private mutating func judgeUnlistedColumns(of asset: Asset) {
    guard !asset.uses.contains(where: { $0.role == .exposure }) else { return }
    for parent in asset.parents {
      for (column, causes) in (states[parent]?.lost ?? [:]).sorted(by: { $0.key < $1.key }) {
        for cause in causes {
          let text =
            "may show \"\(column)\" of \"\(graph.assets[parent]?.name ?? parent.text)\", which is gone"
          note(asset, .broken, cause, Evidence(.use, text, location: asset.location), isCertain: false)
        }
      }
    }
  }

  /// Something that could not be read stands on something that lost columns.
  private mutating func noteUnknown(_ asset: Asset) {
    for parent in asset.parents {
      for causes in (states[parent]?.lost ?? [:]).sorted(by: { $0.key < $1.key }).map(\.value) {
        for cause in causes {
          let text = "\"\(asset.name)\" could not be read in full"
          note(asset, .unknown, cause, Evidence(.use, text, location: asset.location), isCertain: false)
        }
      }
    }
  }

  /// One cause per change goes further down: the one with the shortest path.
  private func add(_ cause: Cause, to list: inout [Cause]) {
    if let index = list.firstIndex(where: { $0.change == cause.change }) {
      if cause.path.count < list[index].path.count { list[index] = cause }
    } else {
      list.append(cause)
    }
  }

  private func extended(_ cause: Cause, by asset: Asset) -> Cause {
    var copy = cause
    copy.path.append(asset.id)
    return copy
  }

  private mutating func note(
    _ asset: Asset, _ effect: EffectKind, _ cause: Cause, _ evidence: Evidence, isCertain: Bool = true
  ) {
    let path = cause.path.last == asset.id ? cause.path : cause.path + [asset.id]
    impacts.append(
      ChangeImpact(
        change: cause.change, asset: asset.id, effect: effect, isCertain: isCertain,
        isReviewOnly: cause.isReviewOnly || asset.test?.isError == false, namesValue: true,
        evidence: [evidence] + cause.evidence, path: path))
  }
}
