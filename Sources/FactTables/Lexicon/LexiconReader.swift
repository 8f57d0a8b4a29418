import Documents
import Domain

/// Reads `lexicon.yml`; its format stands at its top.
enum LexiconReader {
  private static let keys = [
    "version", "abbreviations", "synonyms", "parts", "empty-prefixes", "empty-suffixes", "irregular-plurals",
  ]

  static func lexicon(_ node: DocumentNode) throws(DocumentError) -> Lexicon {
    let root = try node.requireMapping("lexicon.yml", keys: keys)
    try TableVersion.require(root, of: node)
    var abbreviations: [String: [String]] = [:]
    for entry in try root["abbreviations"]?.requireEntries("abbreviations") ?? [] {
      abbreviations[try word(entry.key, "abbreviations")] = try phrases(entry.value, entry.name ?? "")
    }
    var synonyms: [[String]] = []
    for group in try root["synonyms"]?.requireSequence("synonyms") ?? [] {
      synonyms.append(try phrases(group, "synonyms"))
    }
    var plurals: [String: String] = [:]
    for entry in try root["irregular-plurals"]?.requireEntries("irregular-plurals") ?? [] {
      plurals[try word(entry.key, "irregular-plurals")] = try word(entry.value, entry.name ?? "")
    }
    return Lexicon(
      abbreviations: abbreviations, synonyms: synonyms, partGroups: try partGroups(root["parts"]),
      emptyPrefixes: try affixes(root["empty-prefixes"], "empty-prefixes"),
      emptySuffixes: try affixes(root["empty-suffixes"], "empty-suffixes"), irregularPlurals: plurals)
  }

  private static func partGroups(_ node: DocumentNode?) throws(DocumentError) -> [Lexicon.PartGroup] {
    var groups: [Lexicon.PartGroup] = []
    for item in try node?.requireSequence("parts") ?? [] {
      let fields = try item.requireMapping("parts", keys: ["whole", "parts"])
      guard let whole = fields["whole"], let parts = fields["parts"] else {
        throw item.failure("a group needs \"whole\" and \"parts\"", nextStep: "add the key that is missing")
      }
      groups.append(
        Lexicon.PartGroup(wholes: try phrases(whole, "whole"), parts: try phrases(parts, "parts")))
    }
    return groups
  }

  private static func affixes(_ node: DocumentNode?, _ what: String) throws(DocumentError) -> [String] {
    // The longest first, so that a reader that takes one away takes the whole of it.
    try node.map { value throws(DocumentError) in try phrases(value, what) }?
      .sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) } ?? []
  }

  private static func phrases(_ node: DocumentNode, _ what: String) throws(DocumentError) -> [String] {
    var phrases: [String] = []
    for item in try node.requireSequence(what) { phrases.append(try word(item, what)) }
    return phrases
  }

  /// A word or phrase: letters, digits and underscores in lower case.
  private static func word(_ node: DocumentNode, _ what: String) throws(DocumentError) -> String {
    let text = try node.requireText(what)
    let isPlain = text.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "_") || byte >= 0x80 || (0x30...0x39).contains(byte)
        || (0x61...0x7A).contains(byte)
    }
    guard isPlain else {
      throw node.failure(
        "\"\(text)\" is no word in lower case", nextStep: "use letters, digits and underscores only")
    }
    return text
  }
}
