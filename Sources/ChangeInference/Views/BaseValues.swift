import Domain

/// Whether an expression over head columns gives the values that a base column had.
struct BaseValues {
  private let comparison: SchemaComparison
  private let matches: [ObjectID: ColumnMatch]
  private let splittings: [ObjectID: ColumnSplitting]
  private let values: ValueChanges

  /// Reads the outcome of pairing.
  init(_ comparison: SchemaComparison, columns: ColumnOutcome) {
    self.comparison = comparison
    matches = Dictionary(columns.matches.map { ($0.base.id, $0) }) { first, _ in first }
    splittings = Dictionary(columns.splittings.map { ($0.base.id, $0) }) { first, _ in first }
    values = ValueChanges(comparison)
  }

  /// How an expression serves a base column.
  struct Service {
    /// It gives the successor of the column, whatever its values.
    var givesColumn = false
    /// Values that were mapped, rescaled or split are put back, or never changed.
    var givesValues = false
    /// It has the type that it had.
    var givesType = false
  }

  /// Compares an expression whose references are resolved, or name columns of `table`.
  func service(_ expression: Expression, for column: Column, in table: Table) -> Service {
    let resolved = expression.comparable { reference in
      guard reference.column == nil, let found = table.column(named: reference.name) else { return reference }
      return ColumnReference(found.name, column: found.id)
    }
    let form = ValueForm(resolved)
    if let splitting = splittings[column.id] {
      let isWhole = isInverse(form, of: splitting)
      return Service(givesColumn: isWhole, givesValues: isWhole, givesType: isWhole)
    }
    guard let match = matches[column.id], form.sources == [match.head.id] else { return Service() }
    let story = values.story(of: match)
    let isPlain = story.rewrites.isEmpty
    var service = Service(givesType: match.base.type == match.head.type)
    switch form {
    case .copy:
      service.givesColumn = true
      service.givesValues = isPlain && story.pairs.isEmpty && story.factors.isEmpty
    case .cast(_, let type):
      service.givesColumn = true
      service.givesType = type == match.base.type
      service.givesValues = isPlain && story.pairs.isEmpty && story.factors.isEmpty
    case .mapped(_, let pairs, let otherwise):
      service.givesColumn = isPlain && isInverse(pairs, otherwise, of: story.pairs, match)
      service.givesValues = service.givesColumn && story.factors.isEmpty
    case .rescaled(_, let factor):
      let isInverse =
        story.factors.count == 1 && story.factors.allSatisfy { Rescaling.areInverse($0.factor, factor) }
      service.givesColumn = isInverse && isPlain
      service.givesValues = service.givesColumn && story.pairs.isEmpty
    case .defaulted, .part, .joined, .rewritten, .combined, .constant, .unknown:
      break
    }
    return service
  }

  /// Every pair is turned back, and no two old values became one.
  private func isInverse(
    _ pairs: [MappedValue], _ otherwise: UnmappedValues, of story: [MappedValue], _ match: ColumnMatch
  ) -> Bool {
    let old = ValueSet.of(match.base, in: match.baseTable, index: comparison.base)?.values
    var wanted = story
    for value in old ?? [] where !story.contains(where: { $0.from == value }) {
      wanted.append(MappedValue(from: value, to: value))
    }
    guard !story.isEmpty, Set(wanted.map(\.to)).count == wanted.count else { return false }
    if old == nil, otherwise != .kept { return false }
    return wanted.allSatisfy { pair in
      if let back = pairs.first(where: { $0.from == pair.to }) { return back.to == pair.from }
      return otherwise == .kept && pair.from == pair.to
    }
  }

  /// The parts in the order in which they were cut, with the text between them at which it was cut.
  private func isInverse(_ form: ValueForm, of splitting: ColumnSplitting) -> Bool {
    guard case .joined(let columns, let separator?) = form, columns.count == splitting.heads.count,
      !separator.isEmpty
    else { return false }
    for (place, column) in columns.enumerated() {
      let isCutSo = comparison.movements.flows(from: splitting.base.id, into: column).contains { flow in
        guard case .part(_, let selector) = flow.form else { return false }
        return selector == PartSelector(separator: separator, piece: String(place + 1))
      }
      guard isCutSo else { return false }
    }
    return true
  }
}
