import ScriptSyntax

extension RailsValue {
  /// A constant, or a list of some, as SQL; nil for what is none.
  var constantSQL: String? {
    switch self {
    case .text(let text): SQLSpelling.quoted(text.string)
    case .number(let text): Self.isNumber(text) ? text : nil
    case .boolean(let holds): holds ? "true" : "false"
    case .null: "NULL"
    case .sql(let text), .condition(let text): "(" + text + ")"
    case .list(let values) where !values.isEmpty && values.allSatisfy({ $0.constantSQL != nil }):
      values.compactMap(\.constantSQL).joined(separator: ", ")
    default: nil
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    text.utf8.contains { $0 &- 0x30 < 10 }
      && text.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
  }
}
