import Domain

/// Changes of what a carried-on column is: type, NULL, default, generation, collation.
struct ColumnDifferences {
  private let comparison: SchemaComparison
  private let headNames: [ObjectID: [String: String]]
  private let carried: Set<ObjectID>

  /// Names of columns are followed through the outcome of pairing.
  init(_ comparison: SchemaComparison, tables: TableOutcome, columns: ColumnOutcome) {
    self.comparison = comparison
    carried = Set(tables.matches.map(\.base.id))
    var names: [ObjectID: [String: String]] = [:]
    for match in columns.matches where match.staysInTable {
      names[match.baseTable.id, default: [:]][match.base.name] = match.head.name
    }
    headNames = names
  }

  /// The differences of one column; `pairs` are the values that statements map.
  func drafts(for match: ColumnMatch, pairs: [MappedValue]) -> [ChangeDraft] {
    var drafts = retyped(match, pairs: pairs).map { [$0] } ?? []
    guard match.basis != .recreated, match.confidence >= .likely, match.staysInTable,
      carried.contains(match.baseTable.id)
    else { return drafts }
    if let draft = nullability(match) { drafts.append(draft) }
    if let draft = defaulted(match, pairs: pairs) { drafts.append(draft) }
    if let draft = generated(match) { drafts.append(draft) }
    if match.base.definition.collation != match.head.definition.collation {
      let text =
        "collation \(shown(match.base.definition.collation)) becomes \(shown(match.head.definition.collation))"
      drafts.append(draft(.collationChanged, match, text))
    }
    return drafts
  }

  // Types.

  /// The step from one type to the other, as reported.
  static func typeChange(_ match: ColumnMatch, _ comparison: SchemaComparison) -> TypeChange {
    let step = TypeStep.judge(
      from: comparison.base.typeClass(of: match.base.type), to: comparison.head.typeClass(of: match.head.type)
    )
    return TypeChange(from: match.base.type.display, to: match.head.type.display, step: step)
  }

  private func retyped(_ match: ColumnMatch, pairs: [MappedValue]) -> ChangeDraft? {
    guard match.basis != .recreated, match.base.type != match.head.type else { return nil }
    guard match.head.type.name != "unknown" else { return nil }
    guard match.base.type.name != "unknown" else { return retypedFromUnknown(match) }
    let old = comparison.base.typeClass(of: match.base.type)
    let new = comparison.head.typeClass(of: match.head.type)
    let (first, second) = (
      comparison.base.userType(of: match.base.type), comparison.head.userType(of: match.head.type)
    )
    if let first, first.id == second?.id, match.base.type.arrayDimensions == match.head.type.arrayDimensions {
      return nil
    }
    switch (old, new) {
    case (.enumeration, .enumeration): return nil
    case (.timestamp(let wasZoned, _), .timestamp(let isZoned, _)) where wasZoned != isZoned:
      var draft = draft(.collationChanged, match, text(match), matching: changesType)
      draft.change.type = Self.typeChange(match, comparison)
      return draft
    default:
      if old == new, first == nil, second == nil, isUnsigned(match.base) == isUnsigned(match.head) {
        return nil
      }
      var draft = draft(.columnRetyped, match, text(match), matching: changesType)
      draft.change.type = Self.typeChange(match, comparison)
      return draft
    }
  }

  /// Whether MySQL's number takes no negative ones.
  private func isUnsigned(_ column: Column) -> Bool { column.type.name.hasSuffix(" unsigned") }

  /// The old type stands in no migration; only a statement tells that there is a new one.
  private func retypedFromUnknown(_ match: ColumnMatch) -> ChangeDraft? {
    guard match.basis == .identity else { return nil }
    let statements = comparison.trail.columnStatements(
      table: match.baseTable.id, from: match.base.name, matching: changesType)
    guard !statements.isEmpty else { return nil }
    let text = "the type becomes \(quoted(match.head.type.display)); no migration tells the old one"
    var draft = draft(.columnRetyped, match, text, matching: changesType)
    draft.change.type = TypeChange(
      from: match.base.type.display, to: match.head.type.display, step: .otherClass)
    return draft
  }

  private func text(_ match: ColumnMatch) -> String {
    "\(quoted(match.base.type.display)) becomes \(quoted(match.head.type.display))"
  }

  private func changesType(_ kind: OperationKind) -> Bool { kind.changesType }

  // NULL, default, generation.

  private func nullability(_ match: ColumnMatch) -> ChangeDraft? {
    guard match.base.isNullable != match.head.isNullable else { return nil }
    let inKey =
      match.baseTable.primaryKey.contains(match.base.name)
      && match.headTable.primaryKey.contains(match.head.name)
    if inKey { return nil }
    let kind: ChangeKind = match.head.isNullable ? .nullabilityLoosened : .nullabilityTightened
    let text = match.head.isNullable ? "NULL is allowed" : "NULL is no longer allowed"
    return draft(kind, match, text) { operation in
      if case .setNullability = operation { true } else { operation.changesType }
    }
  }

  private func defaulted(_ match: ColumnMatch, pairs: [MappedValue]) -> ChangeDraft? {
    let (old, new) = (value(match.base), value(match.head))
    if match.base.id != match.head.id, old == nil || new == nil,
      isSequence(match.base) || isSequence(match.head)
    {
      return nil
    }
    guard !areEqual(old, new, match.base, match.head) else { return nil }
    let before = old.flatMap { $0.constant?.text }
    if let before, let pair = pairs.first(where: { $0.from == before }), pair.to == new?.constant?.text {
      return nil
    }
    let text = "default \(shown(match.base, old)) becomes \(shown(match.head, new))"
    return draft(.defaultChanged, match, text) { operation in
      if case .setDefault = operation { true } else { operation.changesType }
    }
  }

  /// The default without casts; none for a column that takes it from a sequence, NULL is none.
  private func value(_ column: Column) -> Expression? {
    guard let value = column.definition.defaultValue?.withoutCasts, !isSequence(column) else { return nil }
    return value == .literal(.null) ? nil : value
  }

  private func isSequence(_ column: Column) -> Bool {
    switch column.definition.generation {
    case .sequence, .identity: return true
    case .computed: return false
    case nil: break
    }
    if case .call(let name, _)? = column.definition.defaultValue?.withoutCasts { return name == "nextval" }
    return column.definition.defaultText?.lowercased().hasPrefix("nextval(") ?? false
  }

  private func areEqual(_ old: Expression?, _ new: Expression?, _ base: Column, _ head: Column) -> Bool {
    if old == nil, new == nil { return unreadDefault(base) == unreadDefault(head) }
    if let first = old?.constant?.text, let second = new?.constant?.text { return first == second }
    return old == new
  }

  /// The text of a default that was not understood as an expression.
  private func unreadDefault(_ column: Column) -> String? {
    isSequence(column) || column.definition.defaultValue != nil ? nil : column.definition.defaultText
  }

  private func generated(_ match: ColumnMatch) -> ChangeDraft? {
    let (old, new) = (kind(match.base), kind(match.head))
    if case .computed(let first, _)? = old, case .computed(let second, _)? = new {
      let names = headNames[match.baseTable.id] ?? [:]
      if first.renamed(names) == second.renamed([:]) { return nil }
    } else if old == new {
      return nil
    }
    let text = "it is \(described(new)), and was \(described(old))"
    return draft(.generationChanged, match, text) { operation in
      if case .setGeneration = operation { true } else { operation.changesType }
    }
  }

  private func kind(_ column: Column) -> Generation? {
    if let generation = column.definition.generation { return generation }
    return isSequence(column) ? .sequence : nil
  }

  private func described(_ generation: Generation?) -> String {
    switch generation {
    case .computed: "computed"
    case .identity: "an identity"
    case .sequence: "filled from a sequence"
    case nil: "filled by writers"
    }
  }

  private func shown(_ text: String?) -> String { text.map(quoted) ?? "none" }

  private func shown(_ column: Column, _ value: Expression?) -> String {
    guard let value else { return "none" }
    return quoted(column.definition.defaultText ?? value.summary)
  }

  // Drafts.

  private func draft(
    _ kind: ChangeKind, _ match: ColumnMatch, _ text: String,
    matching: (OperationKind) -> Bool = { _ in false }
  ) -> ChangeDraft {
    let places = comparison.trail.columnStatements(
      table: match.baseTable.id, from: match.base.name, matching: matching)
    let location = places.last ?? match.head.definition.location
    let change = Change(
      kind: kind, table: match.baseTable.name, columns: [match.base.name],
      to: ChangeTarget(tables: [match.headTable.name], columns: [match.head.name]),
      confidence: match.confidence, evidence: [Evidence(.statement, text, location: location)])
    return ChangeDraft(change, subjects: [match.base.id, match.head.id], fallback: location)
  }
}

extension Expression {
  /// The expression with own columns by other names, qualifiers and identities left out, for comparing.
  func renamed(_ names: [String: String]) -> Expression {
    comparable { reference in ColumnReference(names[reference.name] ?? reference.name) }
  }

  /// The expression with every column reference replaced; what lies below the depth limit stays.
  func comparable(depth: Int = 0, _ replace: (ColumnReference) -> ColumnReference) -> Expression {
    guard depth < expressionDepthLimit else { return self }
    func again(_ part: Expression) -> Expression { part.comparable(depth: depth + 1, replace) }
    switch self {
    case .column(let reference): return .column(replace(reference))
    case .literal: return self
    case .call(let name, let arguments): return .call(name, arguments.map(again))
    case .cast(let inner, let type): return .cast(again(inner), to: type)
    case .concatenation(let parts): return .concatenation(parts.map(again))
    case .caseWhen(let operand, let branches, let otherwise):
      return .caseWhen(
        operand: operand.map(again),
        branches: branches.map { CaseBranch(condition: again($0.condition), result: again($0.result)) },
        otherwise: otherwise.map(again))
    case .opaque(let text, let columns): return .opaque(text: text, columns: columns.map(replace))
    }
  }
}
