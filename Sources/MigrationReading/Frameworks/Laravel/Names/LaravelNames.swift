/// Names as Laravel makes them: tables of models, columns of keys, names of indexes.
enum LaravelNames {
  /// `OrderItem` as `order_items`.
  static func table(of model: String) -> String { plural(snake(model)) }

  /// `OrderItem` as `order_item`.
  static func snake(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 where byte != 0x20 {
      if byte &- 0x41 < 26 {
        if !result.isEmpty { result.append(UInt8(ascii: "_")) }
        result.append(byte | 0x20)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `users_email_unique`: the name of an index or key that is given none.
  static func key(_ table: String, _ columns: [String], _ kind: String) -> String {
    let text = ([table] + columns + [kind]).joined(separator: "_").lowercased()
    return String(
      decoding: text.utf8.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") ? 0x5F : $0 },
      as: UTF8.self)
  }

  /// The class of a name with backslashes or dots, without its namespace.
  static func base(_ name: String) -> String {
    name.split { $0 == "\\" || $0 == "." }.last.map(String.init) ?? name
  }

  private static let same: Set<String> = [
    "audio", "bison", "chassis", "compensation", "coreopsis", "data", "deer", "education", "emoji",
    "equipment",
    "evidence", "feedback", "firmware", "fish", "furniture", "gold", "hardware", "information", "jedi",
    "kin", "knowledge", "love", "metadata", "money", "moose", "news", "nutrition", "offspring", "plankton",
    "pokemon", "police", "rain", "recommended", "related", "rice", "series", "sheep", "software", "species",
    "swine", "traffic", "wheat", "staff", "advice", "media", "progress",
  ]

  /// Singulars and plurals, the first that fits counts.
  private static let endings: [(one: String, many: String)] = [
    ("person", "people"), ("man", "men"), ("woman", "women"), ("child", "children"), ("tooth", "teeth"),
    ("foot", "feet"),
    ("goose", "geese"), ("ox", "oxen"), ("mouse", "mice"), ("louse", "lice"), ("quiz", "quizzes"),
    ("matrix", "matrices"), ("vertex", "vertices"), ("index", "indices"), ("appendix", "appendices"),
    ("alias", "aliases"), ("status", "statuses"), ("campus", "campuses"), ("bus", "buses"),
    ("virus", "viruses"),
    ("criterion", "criteria"), ("curriculum", "curricula"), ("axis", "axes"), ("crisis", "crises"),
    ("analysis", "analyses"), ("basis", "bases"), ("hero", "heroes"), ("potato", "potatoes"),
    ("tomato", "tomatoes"), ("echo", "echoes"), ("leaf", "leaves"), ("life", "lives"), ("wife", "wives"),
    ("knife", "knives"), ("shelf", "shelves"), ("half", "halves"), ("wolf", "wolves"), ("thief", "thieves"),
    ("bonus", "bonuses"), ("census", "censuses"), ("focus", "foci"), ("stimulus", "stimuli"),
    ("syllabus", "syllabi"), ("medium", "media"), ("datum", "data"), ("zombie", "zombies"),
    ("movie", "movies"),
    ("cookie", "cookies"), ("cache", "caches"), ("gas", "gases"), ("lens", "lenses"), ("cafe", "cafes"),
  ]

  /// The plural of a word, the last one of `order_item`.
  static func plural(_ word: String) -> String {
    let last = word.split(separator: "_").last.map(String.init) ?? word
    if same.contains(last) { return word }
    for (one, many) in endings where last == one || last.hasSuffix(one) && one.utf8.count > 3 {
      return word.dropLast(one.count) + many
    }
    if word.hasSuffix("y"), let before = word.dropLast().last, !"aeiou".contains(before) {
      return word.dropLast() + "ies"
    }
    if word.hasSuffix("sis") { return word.dropLast(2) + "es" }
    if ["x", "ch", "ss", "sh", "us"].contains(where: word.hasSuffix) { return word + "es" }
    return word.hasSuffix("s") ? word : word + "s"
  }
}
