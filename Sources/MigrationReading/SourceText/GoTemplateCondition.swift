/// A condition of a Go template as far as the database decides it: `.postgres`, `not .mysql`,
/// `or .postgres .sqlite`, `eq .dialect "postgres"`.
enum GoTemplateCondition {
  /// Brackets within each other at most.
  private static let depthLimit = 32

  /// The words of an action; strings keep their quotes, brackets are words.
  static func words(_ text: ArraySlice<UInt8>) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var quote: UInt8?
    func end() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word = []
    }
    for byte in text {
      if let open = quote {
        word.append(byte)
        if byte == open {
          quote = nil
          end()
        }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
        end()
        quote = byte
        word.append(byte)
      } else if byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") {
        end()
        words.append(byte == UInt8(ascii: "(") ? "(" : ")")
      } else if byte <= 0x20 {
        end()
      } else {
        word.append(byte)
      }
    }
    end()
    return words
  }

  /// Whether the condition holds for a dialect; nil if that is not known.
  static func value(_ words: ArraySlice<String>, dialect: String) -> Bool? {
    var rest = words
    return value(&rest, dialect, 0)
  }

  /// A call up to its end: a function with its operands, or one operand.
  private static func value(_ words: inout ArraySlice<String>, _ dialect: String, _ depth: Int) -> Bool? {
    guard depth < depthLimit, let first = words.first else { return nil }
    switch first {
    case "not":
      words.removeFirst()
      return operand(&words, dialect, depth).map { !$0 }
    case "and", "or":
      words.removeFirst()
      var values: [Bool?] = []
      while let next = words.first, next != ")" { values.append(operand(&words, dialect, depth)) }
      let deciding = first == "or"
      if values.contains(deciding) { return deciding }
      return values.contains(nil) || values.isEmpty ? nil : !deciding
    case "eq", "ne":
      words.removeFirst()
      let names = words.prefix { $0 != ")" }
      words = words.dropFirst(names.count)
      let texts = names.filter { $0.hasPrefix("\"") || $0.hasPrefix("`") }.map {
        String($0.dropFirst().dropLast())
      }
      let fields = names.filter { $0.hasPrefix(".") }
      guard fields.count == 1, texts.count + 1 == names.count, texts.allSatisfy({ named($0) != nil }) else {
        return nil
      }
      let isAmong = texts.contains { named($0) == dialect }
      return first == "eq" ? isAmong : !isAmong
    default:
      let value = operand(&words, dialect, depth)
      // A function with operands of its own.
      if let next = words.first, next != ")" { return nil }
      return value
    }
  }

  private static func operand(_ words: inout ArraySlice<String>, _ dialect: String, _ depth: Int) -> Bool? {
    guard let first = words.popFirst() else { return nil }
    if first == "(" {
      let value = value(&words, dialect, depth + 1)
      while let next = words.popFirst(), next != ")" { continue }
      return value
    }
    guard first.hasPrefix(".") else { return nil }
    var name = String(first.dropFirst())
    for prefix in ["Is", "is"] where named(name) == nil && name.hasPrefix(prefix) {
      name = String(name.dropFirst(prefix.count))
    }
    return named(name).map { $0 == dialect }
  }

  /// The dialect that a word names.
  private static func named(_ word: String) -> String? {
    switch word.lowercased() {
    case "postgres", "postgresql", "pg", "pgx": "postgres"
    case "mysql", "mariadb": "mysql"
    case "sqlite", "sqlite3": "sqlite"
    case "sqlserver", "mssql": "sqlserver"
    case "cockroach", "cockroachdb", "crdb": "cockroach"
    case "oracle": "oracle"
    default: nil
    }
  }
}
