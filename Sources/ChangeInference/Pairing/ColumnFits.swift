import Domain

/// What the other candidates say about one: whether it is the only fit, and whether its words are replaced elsewhere.
enum ColumnFits {
  /// Marks candidates that stay in their table.
  static func mark(
    _ candidates: inout [ColumnCandidate], lost: [PlacedColumn], new: [PlacedColumn], tables: TableOutcome,
    lexicon: Lexicon
  ) {
    let lostCounts = Dictionary(lost.map { ($0.table, 1) }, uniquingKeysWith: +)
    let newCounts = Dictionary(new.map { ($0.table, 1) }, uniquingKeysWith: +)
    func isSole(_ candidate: ColumnCandidate) -> Bool {
      lostCounts[candidate.base.table] == 1 && newCounts[candidate.head.table] == 1
    }
    var (fitsOfBase, fitsOfHead): ([Place: Int], [Place: Int]) = ([:], [:])
    var replacements = WordReplacements()
    var own: [WordReplacement?] = []
    var ofTables: [ObjectID: WordReplacement] = [:]
    for match in tables.matches where match.base.name.name != match.head.name.name {
      let names = (
        NameWords(match.base.name.name, lexicon: lexicon), NameWords(match.head.name.name, lexicon: lexicon)
      )
      if let replacement = WordReplacement(names.0, names.1) {
        ofTables[match.base.id] = replacement
        replacements.note(
          replacement, match.base.name.name, match.head.name.name, of: match.base.id, in: match.base.id,
          isSole: true)
      }
    }
    for candidate in candidates {
      let isFit = candidate.isFit
      if isFit {
        fitsOfBase[candidate.basePlace, default: 0] += 1
        fitsOfHead[candidate.headPlace, default: 0] += 1
      }
      let replacement =
        candidate.staysInTable && candidate.type >= 0.9 && !candidate.structure.contradictsReference
        ? WordReplacement(
          NameWords(candidate.base.name, lexicon: lexicon), NameWords(candidate.head.name, lexicon: lexicon))
        : nil
      if let replacement {
        replacements.note(
          replacement, candidate.base.name, candidate.head.name, of: candidate.base.id,
          in: candidate.base.table,
          isSole: isSole(candidate))
      }
      own.append(replacement)
    }
    for (place, replacement) in own.enumerated() where candidates.indices.contains(place) {
      let candidate = candidates[place]
      if let replacement, let table = ofTables[candidate.base.table] {
        candidates[place].followsTable = replacement.old == table.old && replacement.new == table.new
      }
      let isOnlyFit =
        candidate.isFit && fitsOfBase[candidate.basePlace] == 1 && fitsOfHead[candidate.headPlace] == 1
      if let replacement, replacements.isRepeated(replacement),
        replacements.isIndependent(replacement) || (isOnlyFit && candidate.structure.isMarked)
      {
        candidates[place].repeated = replacement
      }
      guard candidate.isFit else { continue }
      candidates[place].isOnlyFit = isOnlyFit
      candidates[place].isSole = isSole(candidate)
    }
  }

  fileprivate struct Place: Hashable {
    let column: ObjectID
    let other: ObjectID
  }
}

extension ColumnCandidate {
  /// Whether only the names differ.
  fileprivate var isFit: Bool { staysInTable && type >= 1 && structure.isSame }

  fileprivate var basePlace: ColumnFits.Place { ColumnFits.Place(column: base.id, other: head.table) }

  fileprivate var headPlace: ColumnFits.Place { ColumnFits.Place(column: head.id, other: base.table) }
}
