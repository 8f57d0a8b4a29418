import Domain

/// What the branch's statements do to the values of one column, from base to head.
struct ValueStory: Sendable {
  /// Something that was done, with its place.
  struct Note: Hashable, Sendable {
    let text: String
    let location: SourceLocation
  }

  /// Old values that read otherwise now.
  private(set) var pairs: [MappedValue] = []
  /// Statements that say so.
  private(set) var mapNotes: [Note] = []
  /// Whether renamed enum labels alone make the pairs.
  private(set) var isOnlyLabels = true
  /// Factors by which numbers were multiplied, or what was added.
  private(set) var factors: [(factor: String, note: Note)] = []
  /// Constants that took the place of NULL.
  private(set) var backfills: [(value: String, note: Note)] = []
  /// Other changes of values.
  private(set) var rewrites: [Note] = []
  /// What holds for all values at the end, when the last statement touches every row.
  private(set) var outcome: ValueRewrite?

  private let base: ObjectID
  private let head: ObjectID
  private let known: [String]?

  /// Replays what was written into a column. `known` are the values that base lists.
  init(
    base: ObjectID, head: ObjectID, flows: [ColumnFlow], labels: [LabelRename], known: [String]?
  ) {
    self.base = base
    self.head = head
    self.known = known
    let events =
      (flows.map { Event(step: $0.step, action: .flow($0)) }
      + labels.map { Event(step: $0.step, action: .label($0)) }).sorted { $0.step < $1.step }
    for event in events { note(event) }
    follow(events)
    if case .flow(let flow)? = events.last?.action { outcome = outcome(of: flow) }
  }

  private struct Event {
    enum Action {
      case flow(ColumnFlow)
      case label(LabelRename)
    }
    let step: Int
    let action: Action
  }

  private enum Cell: Equatable {
    case unset
    case value(String?)
    case unknown
  }

  // What each statement is.

  private mutating func note(_ event: Event) {
    switch event.action {
    case .label(let label):
      mapNotes.append(
        Note(text: "\(quoted(label.from)) is renamed to \(quoted(label.to))", location: label.location))
    case .flow(let flow):
      note(flow)
    }
  }

  private mutating func note(_ flow: ColumnFlow) {
    let own: Set = [base, head]
    let isPartial = flow.condition.hasOther || flow.isConditional
    let some = isPartial ? " for some rows" : flow.isJoined ? " by way of another table" : ""
    switch flow.form {
    case .copy(let source), .cast(let source, _):
      if !own.contains(source) { rewrite("values are overwritten from another column" + some, flow) }
    case .defaulted(_, let value):
      backfills.append((value, Note(text: "NULL becomes \(quoted(value))", location: flow.location)))
    case .mapped(let source, _, _):
      if own.contains(source) {
        isOnlyLabels = false
        mapNotes.append(Note(text: "values are mapped one by one" + some, location: flow.location))
      } else {
        rewrite("values are set by those of another column" + some, flow)
      }
    case .rescaled(let source, let factor):
      let isShift = factor.hasPrefix("+") || factor.hasPrefix("-")
      if own.contains(source), isShift, !flow.condition.isEmpty || !some.isEmpty {
        // Places in a list, days that were wrong: a repair, no other unit.
        rewrite("values are shifted by \(factor) for some rows", flow)
      } else if own.contains(source) {
        factors.append(
          (factor, Note(text: "values are rescaled by \(factor)" + some, location: flow.location)))
      } else {
        rewrite("values are computed from another column" + some, flow)
      }
    case .part(let source, _):
      rewrite(
        own.contains(source) ? "a part of the old value is kept" + some : "values are overwritten", flow)
    case .rewritten(let source, let function):
      let text = "values are rewritten by \(quoted(function))"
      rewrite(own.contains(source) ? text + some : "values are computed from another column" + some, flow)
    case .joined, .combined:
      rewrite("values are computed from several columns" + some, flow)
    case .constant(let value):
      noteConstant(value, flow, some)
    case .unknown:
      rewrite("values are set anew" + some, flow)
    }
  }

  private mutating func noteConstant(_ value: String?, _ flow: ColumnFlow, _ some: String) {
    let own = flow.condition.terms.filter { $0.column.column == base || $0.column.column == head }
    let shown = value.map(quoted) ?? "NULL"
    if own.contains(where: { $0.values == [.null] && !$0.isNegated }) {
      guard let value else { return }
      backfills.append((value, Note(text: "NULL becomes \(quoted(value))", location: flow.location)))
    } else if own.isEmpty {
      let isAll = flow.condition.isEmpty && some.isEmpty
      rewrite(isAll ? "all values become \(shown)" : "some rows get the value \(shown)", flow)
    } else {
      isOnlyLabels = false
      let old = own.flatMap(\.values).compactMap(\.text).map(quoted).joined(separator: ", ")
      let others = old.isEmpty ? "values" : "values other than \(old)"
      let text = own.contains(where: \.isNegated) ? others + " become" : "\(old) becomes"
      let note = Note(text: "\(text) \(shown)" + some, location: flow.location)
      // Which values become it stands nowhere: no pair will tell.
      if known == nil, own.allSatisfy(\.isNegated), outcome(of: flow) == nil {
        rewrite(note.text, flow)
      } else {
        mapNotes.append(note)
      }
    }
  }

  /// A conversion that goes with a change of type is told by that change.
  private mutating func rewrite(_ text: String, _ flow: ColumnFlow) {
    guard !flow.isConversion else { return }
    rewrites.append(Note(text: text, location: flow.location))
  }

  /// What holds for all values after a statement that leaves no row out, or only rows with values it names.
  private func outcome(of flow: ColumnFlow) -> ValueRewrite? {
    guard base == head, flow.target == base, !flow.isConditional, !flow.isConversion,
      !flow.condition.hasOther, !flow.condition.isJoined, !flow.isJoined,
      flow.condition.terms.allSatisfy({ $0.isNegated && $0.column.column == base })
    else { return nil }
    let kept = flow.condition.terms.flatMap(\.values).compactMap(\.text)
    switch flow.form {
    case .constant(let value):
      return .only(Set(kept + [value].compactMap { $0 }).sorted())
    case .rewritten, .part, .joined, .combined:
      return kept.isEmpty ? LetterCase.of(flow.value) : nil
    case .copy, .cast, .defaulted, .mapped, .rescaled, .unknown:
      return nil
    }
  }

  // What becomes of each old value.

  private mutating func follow(_ events: [Event]) {
    for value in universe(events) {
      var old = Cell.value(value)
      var new = Cell.unset
      for event in events { apply(event, &old, &new) }
      let end = base == head ? old : new
      if case .value(let result) = end, result != value {
        pairs.append(MappedValue(from: value, to: result))
      }
    }
  }

  /// Values that are listed or that statements name as old ones; not those that a statement made up before.
  private func universe(_ events: [Event]) -> [String] {
    var found: [String] = known ?? []
    var seen = Set(found)
    var made: Set<String> = []
    func add(_ value: String?) {
      guard let value, !made.contains(value), seen.insert(value).inserted else { return }
      found.append(value)
    }
    for event in events {
      switch event.action {
      case .label(let label):
        add(label.from)
        made.insert(label.to)
      case .flow(let flow):
        for term in flow.condition.terms where term.column.column == base || term.column.column == head {
          if !term.isNegated { term.values.forEach { add($0.text) } }
        }
        if case .mapped(let source, let pairs, _) = flow.form, source == base || source == head {
          pairs.forEach { add($0.from) }
          made.formUnion(pairs.compactMap(\.to))
        }
        if case .constant(let value?) = flow.form { made.insert(value) }
      }
    }
    return found
  }

  private func apply(_ event: Event, _ old: inout Cell, _ new: inout Cell) {
    switch event.action {
    case .label(let label):
      if label.columns.contains(base), old == .value(label.from) { old = .value(label.to) }
      if label.columns.contains(head), new == .value(label.from) { new = .value(label.to) }
    case .flow(let flow):
      guard holds(flow.condition, old, new) else { return }
      let result = result(of: flow.form, old, new)
      if flow.target == base { old = result } else { new = result }
    }
  }

  private func cell(_ id: ObjectID?, _ old: Cell, _ new: Cell) -> Cell? {
    id == base ? old : id == head ? new : nil
  }

  private func holds(_ condition: RowCondition, _ old: Cell, _ new: Cell) -> Bool {
    condition.terms.allSatisfy { term in
      guard let cell = cell(term.column.column, old, new) else { return true }
      let isListed: Bool
      switch cell {
      case .unknown: return true
      case .unset: isListed = term.values.contains(.null)
      case .value(let value): isListed = term.values.contains { $0.text == value }
      }
      return isListed != term.isNegated
    }
  }

  private func result(of form: ValueForm, _ old: Cell, _ new: Cell) -> Cell {
    switch form {
    case .copy(let source), .cast(let source, _):
      return cell(source, old, new) ?? .unknown
    case .defaulted(let source, let value):
      let cell = cell(source, old, new) ?? .unknown
      return cell == .value(nil) ? .value(value) : cell
    case .mapped(let source, let pairs, let otherwise):
      guard case .value(let value)? = cell(source, old, new) else { return .unknown }
      if let pair = pairs.first(where: { $0.from == value }) { return .value(pair.to) }
      switch otherwise {
      case .kept: return .value(value)
      case .constant(let constant): return .value(constant)
      case .unknown: return .unknown
      }
    case .constant(let value):
      return .value(value)
    case .rescaled, .part, .joined, .rewritten, .combined, .unknown:
      return .unknown
    }
  }
}

/// `ALTER TYPE ... RENAME VALUE`.
struct LabelRename: Hashable, Sendable {
  let from: String
  let to: String
  /// The columns that have the type.
  let columns: [ObjectID]
  /// Place in the trail.
  let step: Int
  let location: SourceLocation
}
