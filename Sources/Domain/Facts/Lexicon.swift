/// What is known of the words in names: from `rules/lexicon.yml`. All words are in lower case.
///
/// A phrase is a name in snake_case, such as `postal_code`; a word is one part of it.
public struct Lexicon: Hashable, Sendable {
  /// A whole and what it may be split into.
  public struct PartGroup: Hashable, Sendable {
    /// Phrases for the whole: `address`.
    public var wholes: [String]
    /// Phrases for its parts: `street`, `city`, `postal_code`.
    public var parts: [String]

    /// A whole with its parts.
    public init(wholes: [String], parts: [String]) {
      self.wholes = wholes
      self.parts = parts
    }
  }

  /// Short word -> phrases that it may stand for, the likeliest first.
  public let abbreviations: [String: [String]]
  /// Groups of phrases that mean about the same.
  public let synonyms: [[String]]
  /// Wholes and their parts.
  public let partGroups: [PartGroup]
  /// Leading parts of a name that carry no meaning, with their underscore: `is_`, `tmp_`.
  public let emptyPrefixes: [String]
  /// Trailing parts of a name that carry no meaning, with their underscore: `_id`, `_v2`.
  public let emptySuffixes: [String]
  /// Plural -> singular where no rule gives it.
  public let irregularPlurals: [String: String]

  private let synonymGroups: [String: [Int]]
  private let wholeGroups: [String: [Int]]

  /// A lexicon; an empty one knows no words.
  public init(
    abbreviations: [String: [String]] = [:], synonyms: [[String]] = [], partGroups: [PartGroup] = [],
    emptyPrefixes: [String] = [], emptySuffixes: [String] = [], irregularPlurals: [String: String] = [:]
  ) {
    self.abbreviations = abbreviations
    self.synonyms = synonyms
    self.partGroups = partGroups
    self.emptyPrefixes = emptyPrefixes
    self.emptySuffixes = emptySuffixes
    self.irregularPlurals = irregularPlurals
    var groups: [String: [Int]] = [:]
    for (number, group) in synonyms.enumerated() {
      for phrase in Set(group) { groups[phrase, default: []].append(number) }
    }
    synonymGroups = groups
    var wholes: [String: [Int]] = [:]
    for (number, group) in partGroups.enumerated() {
      for phrase in Set(group.wholes) { wholes[phrase, default: []].append(number) }
    }
    wholeGroups = wholes
  }
}

extension Lexicon {
  /// Whether two phrases stand in one group of synonyms; a phrase is a synonym of itself.
  public func areSynonyms(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    guard let first = synonymGroups[left], let second = synonymGroups[right] else { return false }
    return first.contains { second.contains($0) }
  }

  /// The phrases that mean about the same as this one, itself left out, sorted.
  public func synonyms(of phrase: String) -> [String] {
    Set((synonymGroups[phrase] ?? []).flatMap { synonyms[$0] }).subtracting([phrase]).sorted()
  }

  /// The parts that a whole may be split into, sorted; empty for a phrase that is no whole.
  public func parts(of whole: String) -> [String] {
    Set((wholeGroups[whole] ?? []).flatMap { partGroups[$0].parts }).sorted()
  }

  /// Whether a phrase is known as a part of a whole.
  public func isPart(_ part: String, of whole: String) -> Bool {
    (wholeGroups[whole] ?? []).contains { partGroups[$0].parts.contains(part) }
  }

  /// The phrases that a short word may stand for; the word itself where none is known.
  public func expansions(of word: String) -> [String] { abbreviations[word] ?? [word] }

  /// The singular of a word: from the table of irregular ones, else by the rules of English spelling.
  public func singular(_ word: String) -> String {
    if let known = irregularPlurals[word] { return known }
    let length = word.utf8.count
    if length > 4, word.hasSuffix("ies") { return word.dropLast(3) + "y" }
    if length > 4, ["sses", "shes", "ches", "xes", "zzes"].contains(where: { word.hasSuffix($0) }) {
      return String(word.dropLast(2))
    }
    if length > 3, word.hasSuffix("s"), !["ss", "us", "is"].contains(where: { word.hasSuffix($0) }) {
      return String(word.dropLast())
    }
    return word
  }
}
