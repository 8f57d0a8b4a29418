/// English words as ActiveSupport forms them (`activesupport/lib/active_support/inflections.rb`).
enum EnglishWords {
  private static let same: Set<String> = [
    "equipment", "information", "rice", "money", "species", "series", "fish", "sheep", "jeans", "police",
  ]
  private static let irregular = [
    ("person", "people"), ("man", "men"), ("child", "children"), ("sex", "sexes"), ("move", "moves"),
    ("zombie", "zombies"),
  ]
  /// Endings of singulars and plurals, the first that fits counts.
  private static let endings: [(one: String, many: String)] = [
    ("quiz", "quizzes"), ("ox", "oxen"), ("mouse", "mice"), ("louse", "lice"), ("matrix", "matrices"),
    ("vertex", "vertices"), ("index", "indices"), ("appendix", "appendices"), ("database", "databases"),
    ("alias", "aliases"), ("status", "statuses"), ("octopus", "octopi"), ("virus", "viri"), ("axis", "axes"),
    ("crisis", "crises"), ("testis", "testes"), ("buffalo", "buffaloes"), ("tomato", "tomatoes"),
    ("hive", "hives"), ("shoe", "shoes"), ("movie", "movies"), ("news", "news"), ("bus", "buses"),
  ]

  /// `line_item` is `line_items`.
  static func plural(_ word: String) -> String {
    guard !word.isEmpty, !isSame(word) else { return word }
    for (one, many) in irregular {
      if word.hasSuffix(many) { return word }
      if word.hasSuffix(one) { return word.dropLast(one.count) + many }
    }
    for (one, many) in endings {
      if word.hasSuffix(many) { return word }
      // An ox is no box.
      if word.hasSuffix(one), one != "ox" || word == one { return word.dropLast(one.count) + many }
    }
    if word.hasSuffix("tum") || word.hasSuffix("ium") { return word.dropLast(2) + "a" }
    if word.hasSuffix("ta") || word.hasSuffix("ia") { return word }
    if word.hasSuffix("sis") { return word.dropLast(2) + "es" }
    if word.hasSuffix("lf") || word.hasSuffix("rf") { return word.dropLast(1) + "ves" }
    if word.hasSuffix("fe"), !word.hasSuffix("ffe") { return word.dropLast(2) + "ves" }
    if word.hasSuffix("y"), let before = word.dropLast().last,
      !"aeiou".contains(before) || word.hasSuffix("quy")
    {
      return word.dropLast() + "ies"
    }
    if ["x", "ch", "ss", "sh"].contains(where: word.hasSuffix) { return word + "es" }
    return word.hasSuffix("s") ? word : word + "s"
  }

  /// `line_items` is `line_item`.
  static func singular(_ word: String) -> String {
    guard !isSame(word) else { return word }
    for (one, many) in irregular where word.hasSuffix(many) { return word.dropLast(many.count) + one }
    for (one, many) in endings where word.hasSuffix(many) || word.hasSuffix(one) {
      return word.hasSuffix(one) ? word : word.dropLast(many.count) + one
    }
    if word.hasSuffix("ss") { return word }
    for stem in ["analy", "ba", "diagno", "parenthe", "progno", "synop", "the"] {
      if word.hasSuffix(stem + "ses") { return word.dropLast(2) + "is" }
    }
    if word.hasSuffix("tives") { return String(word.dropLast()) }
    if word.hasSuffix("lves") || word.hasSuffix("rves") { return word.dropLast(3) + "f" }
    if word.hasSuffix("ves"), !word.hasSuffix("fves") { return word.dropLast(3) + "fe" }
    if word.hasSuffix("ies"), let before = word.dropLast(3).last, !"aeiou".contains(before) {
      return word.dropLast(3) + "y"
    }
    if ["xes", "ches", "sses", "shes", "oes"].contains(where: word.hasSuffix) {
      return String(word.dropLast(2))
    }
    if word.hasSuffix("ta") || word.hasSuffix("ia") { return word.dropLast(1) + "um" }
    return word.hasSuffix("s") ? String(word.dropLast()) : word
  }

  /// Whether singular and plural are one: by the last word of several.
  private static func isSame(_ word: String) -> Bool {
    let bytes = word.utf8
    let start = bytes.lastIndex(of: UInt8(ascii: "_")).map { bytes.index(after: $0) } ?? bytes.startIndex
    return same.contains(String(word[start...]))
  }

  /// Whether a name is that of a class or constant.
  static func isConstant(_ name: String) -> Bool {
    guard let first = name.utf8.first else { return false }
    return first < 0x80 ? first &- 0x41 < 26 : name.first?.isUppercase == true
  }

  /// `PaymentProviders::StripeProvider` is `payment_providers/stripe_provider`.
  static func underscored(_ constant: String) -> String {
    var text = ""
    let signs = Array(constant)
    for (index, sign) in signs.enumerated() {
      if sign == ":" || sign == "." {
        if text.last != "/", !text.isEmpty { text.append("/") }
        continue
      }
      if sign.isUppercase, let last = text.last, last != "/", last != "_" {
        let follows = index + 1 < signs.count && signs[index + 1].isLowercase
        if last.isLowercase || last.isNumber || follows { text.append("_") }
      }
      text += sign.lowercased()
    }
    return text
  }

  /// `add_tier_to_users` is `AddTierToUsers`.
  static func camelized(_ name: some StringProtocol) -> String {
    name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// `Shop::LineItem` is `line_items`.
  static func table(_ model: String) -> String {
    let path = underscored(model)
    return plural(path.split(separator: "/").last.map(String.init) ?? path)
  }
}
