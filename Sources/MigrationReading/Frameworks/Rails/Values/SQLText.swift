import ScriptSyntax

/// SQL that is written to be read again by the reader of the dialect.
enum SQLText {
  /// A string literal.
  static func literal(_ text: String) -> String { SQLSpelling.quoted(text) }

  /// A name, quoted where it must be.
  static func name(_ name: String, dialect: String) -> String {
    let isPlain =
      name.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "_") }
      && !(name.utf8.first.map { $0 &- 0x30 < 10 } ?? true) && !words.contains(name)
    if isPlain { return name }
    switch dialect {
    case "mysql": return "`" + name.filter { $0 != "`" } + "`"
    case "sqlserver": return "[" + name.filter { $0 != "]" } + "]"
    default: return "\"" + name.filter { $0 != "\"" } + "\""
    }
  }

  /// A constant as SQL; nil for what is none.
  static func literal(_ value: RailsValue) -> String? {
    switch value {
    case .text(let text): literal(text.string)
    case .number(let text): isNumber(text) ? text : nil
    case .boolean(let holds): holds ? "true" : "false"
    case .null: "NULL"
    case .sql(let text), .condition(let text): "(" + text + ")"
    case .list(let values) where !values.isEmpty && values.allSatisfy({ literal($0) != nil }):
      values.compactMap(literal).joined(separator: ", ")
    default: nil
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    text.utf8.contains { $0 &- 0x30 < 10 }
      && text.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
  }

  /// Words that are not names without quotes; a few too many do no harm.
  private static let words: Set<String> = [
    "user", "order", "group", "table", "column", "index", "key", "default", "check", "references", "select",
    "from", "where", "limit", "offset", "end", "case", "when", "then", "else", "primary", "foreign", "unique",
    "constraint", "and", "or", "not", "null", "true", "false", "in", "is", "as", "on", "to", "for", "with",
    "union", "all", "any", "some", "desc", "asc", "distinct", "do", "grant", "having", "into", "values",
    "set",
    "add", "alter", "drop", "create", "rename", "interval", "left", "right", "full", "join", "natural",
    "using",
    "window", "partition", "range", "rows", "row", "position", "binary", "collate", "cast", "current_user",
    "session_user", "analyze", "array", "both", "leading", "trailing", "placing", "lateral", "only",
    "similar",
    "symmetric", "variadic", "verbose", "freeze", "ilike", "like", "initially", "deferrable", "tablesample",
    "read", "write", "usage", "schema", "trigger", "procedure", "function", "condition", "system", "rank",
    "generated", "virtual", "values", "option", "keys", "lock", "match", "change", "exists", "exit", "leave",
  ]
}
