extension SQLSpelling {
  /// A name, in quotes only where it must be.
  func shortName(_ text: String) -> String {
    let isPlain =
      text.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "_") }
      && !(text.utf8.first.map { $0 &- 0x30 < 10 } ?? true) && !Self.words.contains(text)
    return isPlain ? text : name(text)
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
