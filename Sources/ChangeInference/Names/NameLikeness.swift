import Domain

/// How much two names are alike, with the reason for people.
struct NameLikeness: Sendable {
  /// From 0 (unrelated) to 1 (the same).
  let score: Double
  /// What they have in common; empty when there is nothing.
  let reason: String
  /// Whether words oppose each other, such as `first` and `last`.
  var isOpposed = false
  /// Whether one name alone says that the value is hashed, encrypted or the like: not the value that the other names.
  var changesForm = false

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
    guard long.score * 0.97 > own.score else { return own }
    return NameLikeness(score: long.score * 0.97, reason: long.reason, changesForm: long.changesForm)
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
    let changesForm =
      WordTables.saysForm(matched.leftOver.left) != WordTables.saysForm(matched.leftOver.right)
    return NameLikeness(score: min(score, 0.97), reason: matched.reason, changesForm: changesForm)
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
    let (left, right) = (Array(left.prefix(12)), Array(right.prefix(12)))
    let partners = partners(left, right)
    for (place, word) in left.enumerated() {
      let own = weight(of: word, owner: leftOwner)
      result.total += own
      guard let partner = partners[place], right.indices.contains(partner.place) else {
        result.leftOver.left.append(word)
        continue
      }
      let theirs = weight(of: right[partner.place], owner: rightOwner)
      result.total += theirs
      result.weight += partner.score * (own + theirs) / 2
      if own >= 1 || theirs >= 1 { result.meaningful += 1 }
      result.weakest = min(result.weakest, partner.score)
      result.common.append(word)
    }
    let taken = Set(partners.values.map(\.place))
    result.leftOver.right = right.enumerated().filter { !taken.contains($0.offset) }.map(\.element)
    result.total += result.leftOver.right.reduce(0) { $0 + weight(of: $1, owner: rightOwner) }
    result.isOpposed = WordTables.areOpposed(result.leftOver.left, result.leftOver.right)
    return result
  }

  private struct Partner {
    let place: Int
    let score: Double
  }

  /// For words of one name the most alike ones of the other. What only means the same counts at its place among the
  /// words that both names have: a tax provider is no supplier's tax.
  private func partners(_ left: [String], _ right: [String]) -> [Int: Partner] {
    var found: [Int: Partner] = [:]
    var taken: Set<Int> = []
    for (place, word) in left.enumerated() {
      var best: Partner?
      for (other, candidate) in right.enumerated() where !taken.contains(other) {
        let score = wordScore(word, candidate)
        if score > (best?.score ?? 0.6) { best = Partner(place: other, score: score) }
      }
      guard let best else { continue }
      taken.insert(best.place)
      found[place] = best
    }
    let same = found.filter { $0.value.score >= 1 }
    return found.filter { place, partner in
      guard partner.score < 1, left.indices.contains(place), right.indices.contains(partner.place),
        lexicon.areSynonyms(left[place], right[partner.place])
      else { return true }
      return !same.contains { ($0.key < place) != ($0.value.place < partner.place) }
    }
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
