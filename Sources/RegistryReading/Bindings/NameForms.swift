/// The forms of a table or column name by which backend and warehouse are compared.
enum NameForms {
  /// Words in front of a name that say where it stands, not what it is.
  private static let prefixes: Set<String> = [
    "raw", "src", "source", "stg", "staging", "base", "landing", "lnd", "ext", "ods", "app", "public", "dbo",
    "tbl",
    "tb", "table", "rds", "pg", "postgres", "mysql", "dbt", "airbyte", "fivetran", "stitch", "replica",
    "prod",
    "production", "db",
  ]
  /// Words behind a name of the same kind.
  private static let suffixes: Set<String> = [
    "raw", "src", "source", "stg", "tbl", "table", "stream", "current", "latest", "view", "scd", "replica",
    "ext",
  ]

  /// Whether a name is in snake_case already.
  private static func isSnake(_ name: String) -> Bool {
    var previous = UInt8(ascii: "_")
    for byte in name.utf8 {
      let isWord = (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
      guard isWord || (byte == UInt8(ascii: "_") && previous != byte) else { return false }
      previous = byte
    }
    return previous != UInt8(ascii: "_")
  }

  /// `UserAccounts`, `user-accounts` and `USER_ACCOUNTS` as `user_accounts`.
  static func snake(_ name: String) -> String {
    if isSnake(name) { return name }
    var result: [UInt8] = []
    var previous: UInt8 = 0
    let bytes = Array(name.utf8)
    for (index, byte) in bytes.enumerated() {
      let isUpper = byte >= 0x41 && byte <= 0x5A
      let isLetterOrDigit =
        isUpper || (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte >= 0x80
      guard isLetterOrDigit else {
        if result.last != UInt8(ascii: "_"), !result.isEmpty { result.append(UInt8(ascii: "_")) }
        previous = byte
        continue
      }
      if isUpper {
        let follows = index + 1 < bytes.count && bytes[index + 1] >= 0x61 && bytes[index + 1] <= 0x7A
        let wasLower = (previous >= 0x61 && previous <= 0x7A) || (previous >= 0x30 && previous <= 0x39)
        let wasUpper = previous >= 0x41 && previous <= 0x5A
        if wasLower || (wasUpper && follows) { result.append(UInt8(ascii: "_")) }
      }
      result.append(isUpper ? byte | 0x20 : byte)
      previous = byte
    }
    if result.last == UInt8(ascii: "_") { result.removeLast() }
    return String(decoding: result, as: UTF8.self)
  }

  /// A snake_case name without known words at its ends; `extra` are words of this backend (its name, schema, source).
  static func stripped(_ snake: String, extra: [String]) -> String {
    var name = snake
    for _ in 0..<6 {
      let before = name
      for word in extra where word.utf8.count > 1 && starts(name, with: word) {
        name = String(name.utf8.dropFirst(word.utf8.count + 1)) ?? name
      }
      if let cut = name.utf8.firstIndex(of: UInt8(ascii: "_")), prefixes.contains(String(name[..<cut])) {
        name = String(name[name.utf8.index(after: cut)...])
      }
      if let cut = name.utf8.lastIndex(of: UInt8(ascii: "_")) {
        let word = String(name[name.utf8.index(after: cut)...])
        if suffixes.contains(word) { name = String(name[..<cut]) }
      }
      if name == before || name.isEmpty { return before }
    }
    return name
  }

  /// Whether a name is a word, an underscore and more.
  private static func starts(_ name: String, with word: String) -> Bool {
    guard name.utf8.starts(with: word.utf8) else { return false }
    return name.utf8.dropFirst(word.utf8.count).first == UInt8(ascii: "_")
  }

  private static let irregular: [String: String] = [
    "people": "person", "children": "child", "men": "man", "women": "woman", "data": "data",
    "indices": "index",
    "statuses": "status", "status": "status", "addresses": "address", "address": "address", "news": "news",
    "series": "series", "movies": "movie", "cookies": "cookie",
  ]

  /// A snake_case name with its last word in the singular.
  static func singular(_ snake: String) -> String {
    let cut = snake.utf8.lastIndex(of: UInt8(ascii: "_"))
    let head = cut.map { String(snake[...$0]) } ?? ""
    let word = cut.map { String(snake[snake.utf8.index(after: $0)...]) } ?? snake
    return head + singular(word: word)
  }

  private static func singular(word: String) -> String {
    if let known = irregular[word] { return known }
    guard word.utf8.count > 3 else { return word }
    if word.hasSuffix("ies") { return String(word.dropLast(3)) + "y" }
    for ending in ["sses", "shes", "ches", "xes", "zes"] where word.hasSuffix(ending) {
      return String(word.dropLast(2))
    }
    if word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us"), !word.hasSuffix("is") {
      return String(word.dropLast())
    }
    return word
  }
}
