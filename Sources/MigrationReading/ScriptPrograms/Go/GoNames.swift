/// Names that object mappers of Go make of others.
enum GoNames {
  /// Words that have no plural when they stand alone (jinzhu/inflection 1.0.0).
  private static let same: Set<String> = [
    "equipment", "information", "rice", "money", "species", "series", "fish", "sheep", "jeans", "police",
  ]

  /// `line_item` is `line_items`.
  static func plural(_ word: String) -> String {
    if same.contains(word) { return word }
    guard let last = word.split(separator: "_").last, last.count < word.count, same.contains(String(last))
    else { return EnglishWords.plural(word) }
    return last == "fish" ? word + "es" : word.hasSuffix("s") ? word : word + "s"
  }
}
