/// How GORM names tables and columns (`NamingStrategy`, go-gorm/gorm `schema/naming.go`).
enum GormNames {
  /// Words of capitals, in the order in which the library compares them.
  private static let initialisms = [
    "API", "ASCII", "CPU", "CSS", "DNS", "EOF", "GUID", "HTML", "HTTP", "HTTPS", "ID", "IP", "JSON", "LHS",
    "QPS", "RAM", "RHS", "RPC", "SLA", "SMTP", "SSH", "TLS", "TTL", "UID", "UI", "UUID", "URI", "URL", "UTF8",
    "VM", "XML", "XSRF", "XSS",
  ].map { Array($0.utf8) }
  /// `UserID` is `user_id`.
  static func column(_ name: String) -> String {
    guard !name.isEmpty else { return name }
    let value = titled(Array(name.utf8))
    var text: [UInt8] = []
    var isUpperBefore = false
    for place in value.indices {
      let byte = value[place]
      let isUpper = isUpperCase(byte)
      guard isUpper else {
        text.append(byte)
        isUpperBefore = false
        continue
      }
      if place == value.count - 1 {
        if !isUpperBefore, value.count > 1 { text.append(UInt8(ascii: "_")) }
      } else {
        let next = value[place + 1]
        let goesOn = isUpperBefore && (isUpperCase(next) || next &- 0x30 < 10)
        if !goesOn, place > 0, value[place - 1] != UInt8(ascii: "_"), next != UInt8(ascii: "_") {
          text.append(UInt8(ascii: "_"))
        }
      }
      text.append(byte + 32)
      isUpperBefore = true
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func isUpperCase(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

  /// Words of capitals alone with one capital: the first of the list that fits.
  private static func titled(_ name: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var at = 0
    while at < name.count {
      if let word = initialisms.first(where: { name[at...].starts(with: $0) }), let first = word.first {
        result.append(first)
        result += word.dropFirst().map { isUpperCase($0) ? $0 + 32 : $0 }
        at += word.count
      } else {
        result.append(name[at])
        at += 1
      }
    }
    return result
  }

  /// `UserProfile` is `user_profiles`.
  static func table(_ name: String) -> String { GoNames.plural(column(name)) }

  /// The name of a table between two others.
  static func joinTable(_ name: String) -> String { name.lowercased() == name ? name : table(name) }
}

/// The words of a field's tag: `gorm:"column:a;not null;default:1"` (https://gorm.io/docs/models.html#Fields-Tags).
struct GormTag {
  private(set) var settings: [String: String] = [:]
  /// The words in written order, for those that may stand several times.
  private(set) var words: [(name: String, value: String)] = []

  init(_ tag: String) {
    for key in ["sql", "gorm"] { take(GoStructures.value(of: key, in: tag) ?? "") }
  }

  /// A tag with one more word.
  init(_ tag: GormTag, adding word: String) {
    self = tag
    settings[word] = word
  }

  private mutating func take(_ text: String) {
    var parts: [String] = []
    for part in text.split(separator: ";", omittingEmptySubsequences: false) {
      if let last = parts.last, last.hasSuffix("\\") {
        parts[parts.count - 1] = last.dropLast() + ";" + part
      } else {
        parts.append(String(part))
      }
    }
    for part in parts {
      let pieces = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(pieces.first ?? "").uppercased().filter { $0 != "\t" }
      let key = String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      guard !key.isEmpty else { continue }
      settings[key] = pieces.count > 1 ? String(pieces[1]) : key
      words.append((key, pieces.count > 1 ? String(pieces[1]) : ""))
    }
  }

  subscript(_ name: String) -> String? { settings[name] }

  /// Whether one of these words stands there and does not say `false`.
  func holds(_ names: String...) -> Bool {
    names.contains { name in settings[name].map { $0.lowercased() != "false" } ?? false }
  }

  /// A number behind a word.
  func number(_ name: String) -> Int? { settings[name].flatMap { Int($0) } }
}
