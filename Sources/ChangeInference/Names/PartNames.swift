import Domain

/// Which names stand for parts of a named whole: `street` and `billing_city` for `billing_address`.
struct PartNames: Sendable {
  private let words: [String]
  private let qualifiers: Set<String>
  private let parts: Set<String>
  private let owners: Set<String>
  private let lexicon: Lexicon

  /// Parts of a whole; words of the tables may stand before either.
  init(_ whole: String, owners: [String], lexicon: Lexicon) {
    self.lexicon = lexicon
    words = NameWords(whole, lexicon: lexicon).words
    self.owners = Set(owners.flatMap { NameWords($0, lexicon: lexicon).words })
    var known: Set<String> = []
    var before: Set<String> = []
    for start in words.indices {
      let phrase = words[start...].joined(separator: "_")
      let plain = NameWords.split(whole).dropFirst(start).joined(separator: "_")
      let found = lexicon.parts(of: phrase) + lexicon.parts(of: plain)
      if !found.isEmpty {
        known = Set(found.flatMap { [$0, NameWords($0, lexicon: lexicon).phrase] })
        before = Set(words[..<start])
        break
      }
    }
    parts = known
    qualifiers = before
  }

  /// Whether the name is a part: known to the lexicon, or the whole's words with others behind them.
  func hasPart(_ name: String) -> Bool { hasPart(NameWords(name, lexicon: lexicon)) }

  /// The same for a name that is taken apart already.
  func hasPart(_ name: NameWords) -> Bool {
    let own = name.words
    if own == words { return false }
    if own.count > words.count, words.count > 0, Array(own.prefix(words.count)) == words {
      return isKnown(Array(own.dropFirst(words.count))) || !WordTables.generic.isSuperset(of: words)
    }
    return isKnown(own)
  }

  private func isKnown(_ own: [String]) -> Bool {
    guard !parts.isEmpty else { return false }
    var rest = own[...]
    while let first = rest.first {
      if parts.contains(rest.joined(separator: "_")) { return true }
      guard qualifiers.contains(first) || owners.contains(first) || words.contains(first) else {
        return false
      }
      rest = rest.dropFirst()
    }
    return false
  }
}
