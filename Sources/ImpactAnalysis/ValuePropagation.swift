import Domain

/// A change of values on its way down.
struct Taint: Hashable {
  /// The change.
  var change: ChangeID
  /// What happened to the values.
  var value: ValueChange
  /// Whether the link to the source is one of several possible ones.
  var isReviewOnly: Bool
  /// Whether a query on the way gave the column a type.
  var isCast = false
  /// The chain so far.
  var path: [AssetID]
  /// What the loader does, if that is not simply the change.
  var evidence: [Evidence]
}

/// Follows changed values, as if nothing were lost: literals that no longer match, tests that fail, wrong sums.
struct ValuePropagation {
  /// What is known of the values of one relation.
  struct State {
    var columns: [String: [Taint]] = [:]
    /// Every row may be wrong: a filter or join went wrong, or a row stands for something else.
    var rows: [Taint] = []
    /// The key of a row is another one.
    var grain: [(taint: Taint, key: [String])] = []
    var added: [(taint: Taint, column: String)] = []
  }

  let graph: AssetGraph
  let lineage: [AssetID: QueryLineage]
  let judge: ValueJudge
  var states: [AssetID: State] = [:]
  /// Everything that was found, in graph order.
  private(set) var impacts: [ChangeImpact] = []

  /// A walk over a graph.
  init(graph: AssetGraph, lineage: [AssetID: QueryLineage]) {
    self.graph = graph
    self.lineage = lineage
    judge = ValueJudge()
  }

  /// Walks from the sources to the last dashboard.
  mutating func run(_ events: [SourceEvent]) {
    for event in events { take(event) }
    for asset in graph.order {
      if asset.kind == .source {
        judgeSource(asset)
      } else if asset.kind == .test || asset.kind == .unitTest {
        judgeTest(asset)
      } else if asset.kind == .exposure || asset.query == nil {
        judgeReader(asset)
      } else {
        judgeQuery(asset)
      }
    }
  }

  private mutating func take(_ event: SourceEvent) {
    func taint(_ value: ValueChange) -> Taint {
      Taint(
        change: event.change.id, value: value, isReviewOnly: event.isReviewOnly, path: [event.source],
        evidence: event.loaderEvidence.map { [$0] } ?? [])
    }
    switch event.kind {
    case .tableGone, .tableFrozen, .columnGone: break
    case .columnNull(let column):
      states[event.source, default: State()].columns[column, default: []].append(taint(.null))
    case .column(let column, let value):
      states[event.source, default: State()].columns[column, default: []].append(taint(value))
    case .grain(let key):
      states[event.source, default: State()].grain.append((taint(.otherColumn), key))
    case .repeats(let key):
      var softly = taint(.otherColumn)
      softly.isReviewOnly = true
      states[event.source, default: State()].grain.append((softly, key))
    case .columnAdded(let column):
      states[event.source, default: State()].added.append((taint(.added([])), column))
    }
  }

  /// A declared column whose values are gone or others.
  private mutating func judgeSource(_ asset: Asset) {
    guard let state = states[asset.id] else { return }
    for column in asset.columns {
      for taint in state.columns[column.name.lowercased()] ?? [] {
        guard let effect = judge.effectOnDeclaration(taint.value) else { continue }
        let text = "column \"\(column.name)\" is declared here"
        note(asset, effect, taint, Evidence(.declaration, text, location: column.location))
      }
    }
    for use in asset.uses where use.asset == asset.id {
      for taint in state.columns[use.column.lowercased()] ?? [] {
        guard let effect = judge.effectOnUse(taint.value) else { continue }
        let text = "\"\(use.column)\" is named here (\(use.role.rawValue))"
        note(asset, effect, taint, Evidence(.use, text, location: use.location))
      }
    }
  }

  private mutating func judgeQuery(_ asset: Asset) {
    guard asset.parents.contains(where: { states[$0] != nil }), let query = lineage[asset.id] else {
      judgeReader(asset)
      return
    }
    var state = State()
    judgeUses(of: asset, in: query, into: &state)
    judgeLiterals(of: asset, in: query, into: &state)
    judgeSeeds(of: asset, in: query, into: &state)
    judgeGrain(of: asset, in: query, into: &state)
    judgeRepeats(of: asset, in: query, into: &state)
    judgeAddedColumns(of: asset, in: query, into: &state)
    for parent in asset.parents {
      for taint in states[parent]?.rows ?? [] {
        note(asset, judge.effectBelow(taint.value), taint, belowEvidence(asset, parent))
        state.rows.append(extended(taint, by: asset))
      }
    }
    carry(query, of: asset, into: &state)
    for use in asset.uses where use.asset == asset.id {
      for taint in state.columns[use.column.lowercased()] ?? [] {
        guard let effect = judge.effectOnUse(taint.value) else { continue }
        let text = "\"\(use.column)\" is named here (\(use.role.rawValue))"
        note(asset, effect, shortened(taint), Evidence(.use, text, location: use.location))
      }
    }
    state.rows = distinct(state.rows)
    states[asset.id] = state
  }

  /// Uses that go wrong whatever literal stands beside them.
  private mutating func judgeUses(of asset: Asset, in query: QueryLineage, into state: inout State) {
    for use in query.uses where use.isNamed {
      for taint in states[use.input.asset]?.columns[use.input.column] ?? [] {
        guard let effect = judge.effectOnUse(taint.value) else { continue }
        let text = "\"\(use.input.column)\" is used here (\(use.clause.rawValue))"
        note(asset, effect, taint, Evidence(.use, text, location: use.location))
        if use.clause.decidesRows { state.rows.append(derived(taint, effect, by: asset)) }
      }
    }
  }

  /// Hands taints on to the outputs.
  private mutating func carry(_ query: QueryLineage, of asset: Asset, into state: inout State) {
    for output in query.outputs {
      for source in output.sources {
        for taint in states[source.asset]?.columns[source.column] ?? [] {
          if output.passesOn.contains(source) {
            var taint = taint
            taint.isCast = taint.isCast || output.isCast
            judgeContract(of: asset, on: output.name, taint)
            state.columns[output.name, default: []].append(extended(taint, by: asset))
          } else if let effect = judge.effectOnUse(taint.value) {
            state.columns[output.name, default: []].append(derived(taint, effect, by: asset))
          }
        }
      }
      if let taints = state.columns[output.name] { state.columns[output.name] = distinct(taints) }
    }
  }

  /// Something without a readable query: a dashboard, a metric, a seed, an opaque model.
  private mutating func judgeReader(_ asset: Asset) {
    var state = State()
    let listed = asset.uses.filter { $0.asset != asset.id }
    for use in listed {
      for taint in states[use.asset]?.columns[use.column.lowercased()] ?? [] {
        guard let effect = judge.effectOnUse(taint.value) else { continue }
        let text = "\"\(use.column)\" is named here (\(use.role.rawValue))"
        note(asset, effect, taint, Evidence(.use, text, location: use.location))
      }
    }
    for parent in asset.parents {
      guard let above = states[parent] else { continue }
      for taint in above.rows {
        note(asset, judge.effectBelow(taint.value), taint, belowEvidence(asset, parent))
        state.rows.append(extended(taint, by: asset))
      }
      for (taint, _) in above.grain {
        note(asset, .wrongValue, taint, belowEvidence(asset, parent))
        state.rows.append(derived(taint, .wrongValue, by: asset))
      }
      guard listed.allSatisfy({ $0.asset != parent }) else { continue }
      for (_, taints) in above.columns.sorted(by: { $0.key < $1.key }) {
        for taint in taints {
          guard let effect = judge.effectOnUse(taint.value) else { continue }
          note(asset, effect, taint, belowEvidence(asset, parent))
        }
      }
    }
    if asset.kind != .exposure { states[asset.id] = state }
  }

  private func belowEvidence(_ asset: Asset, _ parent: AssetID) -> Evidence {
    let name = graph.assets[parent]?.name ?? parent.text
    return Evidence(.use, "reads \"\(name)\", whose values are wrong", location: asset.location)
  }

  func extended(_ taint: Taint, by asset: Asset) -> Taint {
    var copy = taint
    if copy.path.last != asset.id { copy.path.append(asset.id) }
    return copy
  }

  private func shortened(_ taint: Taint) -> Taint {
    var copy = taint
    copy.path = Array(copy.path.dropLast())
    return copy
  }

  func derived(_ taint: Taint, _ effect: EffectKind, by asset: Asset) -> Taint {
    var copy = extended(taint, by: asset)
    copy.value = .derived(effect)
    return copy
  }

  /// One taint per change and kind goes further down: the one with the shortest path.
  private func distinct(_ taints: [Taint]) -> [Taint] {
    var kept: [Taint] = []
    for taint in taints {
      if let index = kept.firstIndex(where: {
        $0.change == taint.change && $0.value == taint.value && $0.isCast == taint.isCast
          && $0.isReviewOnly == taint.isReviewOnly
      }) {
        if taint.path.count < kept[index].path.count { kept[index] = taint }
      } else {
        kept.append(taint)
      }
    }
    return kept
  }

  mutating func note(
    _ asset: Asset, _ effect: EffectKind, _ taint: Taint, _ evidence: Evidence, isCertain: Bool = true,
    isReviewOnly: Bool = false, isLoss: Bool = false
  ) {
    let softly = !isLoss && judge.isReviewOnly(taint.value)
    impacts.append(
      ChangeImpact(
        change: taint.change, asset: asset.id, effect: effect, isCertain: isCertain,
        isReviewOnly: isReviewOnly || softly || taint.isReviewOnly || asset.test?.isError == false,
        namesValue: true, evidence: [evidence] + taint.evidence,
        path: taint.path.last == asset.id ? taint.path : taint.path + [asset.id]))
  }
}

extension QueryClause {
  /// Whether a wrong value in this clause changes which rows there are.
  var decidesRows: Bool {
    switch self {
    case .join, .filter, .grouping, .having: true
    case .select, .ordering, .window, .opaque: false
    }
  }
}
