import Domain

/// How much two names are alike, with the reason for people.
struct NameLikeness: Sendable {
  /// From 0 (unrelated) to 1 (the same).
  let score: Double
  /// What they have in common; empty when there is nothing.
  let reason: String
  /// Whether words oppose each other, such as `first` and `last`.
  var isOpposed = false

  /// Nothing in common.
  static let none = NameLikeness(score: 0, reason: "")
}

/// Compares names of one pair of tables; the tables' own words count little (`user_id` of `users`).
struct NameComparison: Sendable {
  private let lexicon: Lexicon
  private let leftOwner: Set<String>
  private let rightOwner: Set<String>

  /// A comparison of names inside two owners; without owners the names stand alone.
  init(lexicon: Lexicon, leftOwner: String = "", rightOwner: String = "") {
    self.lexicon = lexicon
    self.leftOwner = Set(NameWords(leftOwner, lexicon: lexicon).words)
    self.rightOwner = Set(NameWords(rightOwner, lexicon: lexicon).words)
  }

  /// How much the names are alike.
  func likeness(_ left: String, _ right: String) -> NameLikeness {
    likeness(NameWords(left, lexicon: lexicon), NameWords(right, lexicon: lexicon))
  }

  /// How much the names are alike, taken apart already; short words count as what they may stand for, too.
  func likeness(_ left: NameWords, _ right: NameWords) -> NameLikeness {
    let own = plainLikeness(left, right)
    guard own.score < 0.85 else { return own }
    let (first, second) = (expanded(left), expanded(right))
    guard first != left || second != right else { return own }
    let long = plainLikeness(first, second)
    return long.score * 0.97 > own.score ? NameLikeness(score: long.score * 0.97, reason: long.reason) : own
  }

  /// Every short word replaced by what it most likely stands for.
  private func expanded(_ name: NameWords) -> NameWords {
    NameWords(
      words: name.words.flatMap { word in
        NameWords.split(lexicon.expansions(of: word).first ?? word).map { lexicon.singular($0) }
      })
  }

  private func plainLikeness(_ left: NameWords, _ right: NameWords) -> NameLikeness {
    guard !left.words.isEmpty, !right.words.isEmpty else { return .none }
    if left.words == right.words { return NameLikeness(score: 1, reason: "the names are the same words") }
    if left.words.joined() == right.words.joined() {
      return NameLikeness(score: 0.97, reason: "the names are the same but for the gaps")
    }
    if lexicon.areSynonyms(left.phrase, right.phrase) {
      return NameLikeness(score: 0.9, reason: "the names mean the same")
    }
    let matched = match(left.words, right.words)
    if matched.isOpposed { return NameLikeness(score: 0.15, reason: "", isOpposed: true) }
    var score = 2 * matched.weight / max(0.1, matched.total)
    score = max(score, containment(matched, left: left, right: right))
    score = max(score, affixes(left, right))
    guard score > 0 else { return .none }
    return NameLikeness(score: min(score, 0.97), reason: matched.reason)
  }

  private struct Match {
    var weight = 0.0
    var total = 0.0
    var common: [String] = []
    var leftOver: (left: [String], right: [String]) = ([], [])
    var meaningful = 0
    /// The least alike pair of words among those that count as common.
    var weakest = 1.0
    var isOpposed = false

    var reason: String {
      common.isEmpty
        ? "the names are alike" : "the names share " + common.map { "\"\($0)\"" }.joined(separator: ", ")
    }
  }

  private func match(_ left: [String], _ right: [String]) -> Match {
    var result = Match()
    var free = Array(right.prefix(12))
    for word in left.prefix(12) {
      var best: (score: Double, place: Int)?
      for (place, other) in free.enumerated() {
        let score = wordScore(word, other)
        if score > (best?.score ?? 0.6) { best = (score, place) }
      }
      let own = weight(of: word, owner: leftOwner)
      result.total += own
      guard let best, free.indices.contains(best.place) else {
        result.leftOver.left.append(word)
        continue
      }
      let other = free.remove(at: best.place)
      let theirs = weight(of: other, owner: rightOwner)
      result.total += theirs
      result.weight += best.score * (own + theirs) / 2
      if own >= 1 || theirs >= 1 { result.meaningful += 1 }
      result.weakest = min(result.weakest, best.score)
      result.common.append(word)
    }
    result.leftOver.right = free
    result.total += free.reduce(0) { $0 + weight(of: $1, owner: rightOwner) }
    result.isOpposed = WordTables.areOpposed(result.leftOver.left, free)
    return result
  }

  private func wordScore(_ left: String, _ right: String) -> Double {
    let score = WordLikeness.score(left, right, lexicon: lexicon)
    if score < 0.9, leftOwner.contains(left), rightOwner.contains(right) { return 0.9 }
    return score
  }

  private func weight(of word: String, owner: Set<String>) -> Double {
    if owner.contains(word) { return 0.35 }
    return WordTables.generic.contains(word) || WordTables.isNumber(word) ? 0.5 : 1
  }

  /// One name that holds the other, `country` in `country_code`, is more alike than the share of words says.
  private func containment(_ match: Match, left: NameWords, right: NameWords) -> Double {
    let extra: [String]
    if match.leftOver.left.isEmpty {
      extra = match.leftOver.right
    } else if match.leftOver.right.isEmpty {
      extra = match.leftOver.left
    } else {
      return 0
    }
    guard match.meaningful > 0 else { return 0 }
    let heavy = extra.reduce(0) { $0 + weight(of: $1, owner: leftOwner.union(rightOwner)) }
    return match.weakest * (heavy <= 0.5 ? 0.85 : heavy <= 1 ? 0.72 : 0.5)
  }

  /// Names that differ in a meaningless beginning or end only.
  private func affixes(_ left: NameWords, _ right: NameWords) -> Double {
    let (first, second) = (core(left.phrase), core(right.phrase))
    guard !first.isEmpty, !second.isEmpty else { return 0 }
    if first == second || joined(first) == joined(second) { return 0.85 }
    return lexicon.areSynonyms(first, second) ? 0.8 : 0
  }

  /// The phrase without gaps.
  private func joined(_ phrase: String) -> String {
    String(decoding: phrase.utf8.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
  }

  private func core(_ phrase: String) -> String {
    var text = phrase
    if let prefix = lexicon.emptyPrefixes.first(where: {
      text.hasPrefix($0) && text.utf8.count > $0.utf8.count
    }) {
      text = String(text.dropFirst(prefix.count))
    }
    if let suffix = lexicon.emptySuffixes.first(where: {
      text.hasSuffix($0) && text.utf8.count > $0.utf8.count
    }) {
      text = String(text.dropLast(suffix.count))
    }
    return text
  }
}
