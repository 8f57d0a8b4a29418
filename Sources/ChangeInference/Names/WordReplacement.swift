import Domain

/// Which words of a name give way to which others: `team_id` -> `organization_id` is `team` -> `organization`.
struct WordReplacement: Hashable, Sendable {
  /// Words that only the old name has, in order.
  let old: [String]
  /// Words that only the new name has, in order.
  let new: [String]
  /// Whether words stay: without them one name replaces another.
  let keepsWords: Bool

  /// Whether words that many unrelated names share give way to others of that kind, as in `id` -> `data`.
  var isGeneric: Bool {
    !old.isEmpty && !new.isEmpty && (old + new).allSatisfy(WordTables.generic.contains)
  }

  /// The replacement between two names; nil for the same words, and for words that oppose each other.
  init?(_ left: NameWords, _ right: NameWords) {
    var (rest, kept): ([String], [String]) = (right.words, [])
    var gone: [String] = []
    for word in left.words {
      if let place = rest.firstIndex(of: word) {
        rest.remove(at: place)
        kept.append(word)
      } else {
        gone.append(word)
      }
    }
    guard !gone.isEmpty || !rest.isEmpty else { return nil }
    guard !WordTables.areOpposed(gone, rest) else { return nil }
    (old, new) = (gone, rest)
    keepsWords = kept.contains { !WordTables.generic.contains($0) } || kept.count > 1
  }
}

/// How often the same words are replaced in names of one comparison: a team renames a notion everywhere at once.
///
/// The same two names in tables that resemble each other are one decision, not several: that may as well be one thing
/// in place of another in all of them. It counts where a table loses and gets nothing else.
struct WordReplacements: Sendable {
  private var columns: [WordReplacement: Set<ObjectID>] = [:]
  private var tables: [WordReplacement: Set<ObjectID>] = [:]
  private var names: [WordReplacement: Set<Names>] = [:]
  private var withoutRivals: Set<WordReplacement> = []

  private struct Names: Hashable {
    let old: String
    let new: String
  }

  /// Notes that a name at base might be one at head; a table's own name counts as in its own table.
  mutating func note(
    _ replacement: WordReplacement, _ old: String, _ new: String, of thing: ObjectID, in table: ObjectID,
    isSole: Bool
  ) {
    let key = replacement.plain
    names[key, default: []].insert(Names(old: old, new: new))
    if isSole { withoutRivals.insert(key) }
    columns[key, default: []].insert(thing)
    tables[key, default: []].insert(table)
  }

  /// Whether other names have the same words replaced: two where words stay, else in two tables.
  func isRepeated(_ replacement: WordReplacement) -> Bool {
    let key = replacement.plain
    let count = replacement.keepsWords ? columns[key]?.count : tables[key]?.count
    return (count ?? 0) > 1
  }

  /// Whether several names say so, or a table where nothing else could have come of the old one.
  func isIndependent(_ replacement: WordReplacement) -> Bool {
    let key = replacement.plain
    return (names[key]?.count ?? 0) > 1 || withoutRivals.contains(key)
  }
}

extension WordReplacement {
  private init(old: [String], new: [String]) {
    (self.old, self.new, keepsWords) = (old, new, false)
  }

  /// The words alone, whatever stays beside them.
  fileprivate var plain: WordReplacement { WordReplacement(old: old, new: new) }
}
