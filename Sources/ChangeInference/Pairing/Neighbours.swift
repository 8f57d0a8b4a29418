import Domain

/// What base has beside a pair that shows one thing in the place of another: tables that the changed words name, and
/// families of columns that stay.
struct Neighbours {
  private let comparison: SchemaComparison
  /// The words of every table's name at base.
  private let tableNames: Set<String>

  /// The neighbours in one comparison.
  init(_ comparison: SchemaComparison) {
    self.comparison = comparison
    tableNames = Set(
      comparison.base.schema.tables.map { NameWords($0.name.name, lexicon: comparison.lexicon).phrase })
  }

  /// Whether the words that change name two tables of base: `segment_id` for `node_id` where both are known is
  /// another thing, because a notion that gets a new name gets one that nothing has yet.
  func areTwoNotions(_ old: NameWords, _ new: NameWords) -> Bool {
    guard let replacement = WordReplacement(old, new) else { return false }
    let (before, after) = (replacement.old.joined(separator: "_"), replacement.new.joined(separator: "_"))
    return tableNames.contains(before) && tableNames.contains(after)
  }

  /// Whether nothing but likeness speaks for a candidate.
  static func concern(_ candidate: ColumnCandidate) -> Bool { !candidate.isTold && candidate.staysInTable }

  /// Marks the candidates that they concern.
  func mark(_ candidates: inout [ColumnCandidate]) {
    for place in candidates.indices where Self.concern(candidates[place]) {
      let (old, new) = (words(candidates[place].base.name), words(candidates[place].head.name))
      candidates[place].isOtherNotion = areTwoNotions(old, new)
      candidates[place].hasSiblings = hasSiblings(candidates[place], old, new)
    }
  }

  private func words(_ name: String) -> NameWords { NameWords(name, lexicon: comparison.lexicon) }

  /// Whether a column that stays differs from both names in the one word in which they differ.
  private func hasSiblings(_ candidate: ColumnCandidate, _ old: NameWords, _ new: NameWords) -> Bool {
    guard old.words.count == new.words.count else { return false }
    let changed = zip(old.words, new.words).enumerated().filter { $0.element.0 != $0.element.1 }
    guard changed.count == 1, let place = changed.first?.offset else { return false }
    let rest = remaining(old, without: place)
    guard rest.contains(where: { !WordTables.generic.contains($0) && !WordTables.isNumber($0) }) else {
      return false
    }
    let type = comparison.base.typeClass(of: candidate.base.column.type)
    return candidate.baseTable.columns.contains { other in
      guard comparison.head.columns.table(of: other.id) == candidate.headTable.id,
        comparison.base.typeClass(of: other.type) == type
      else { return false }
      let name = words(other.name)
      return name.words.count == old.words.count && remaining(name, without: place) == rest
    }
  }

  private func remaining(_ name: NameWords, without place: Int) -> [String] {
    name.words.enumerated().filter { $0.offset != place }.map(\.element)
  }
}
