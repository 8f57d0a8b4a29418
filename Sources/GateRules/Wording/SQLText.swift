import Domain

/// Names and values as SQL: quoted only where they must be, so that nothing in a name can end the text around it.
enum SQLText {
  /// A name, bare if it is plain, lower-case and no reserved word.
  static func name(_ name: String) -> String {
    let bytes = name.utf8
    let isPlain =
      bytes.first.map { isLetter($0) } ?? false
      && bytes.allSatisfy { isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    if isPlain, !SQLReservedWords.all.contains(name) { return name }
    return "\"" + name.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  /// A table; the dialect's default schema is left out.
  static func table(_ table: TableName) -> String {
    guard let schema = table.schema, !Names.usualSchemas.contains(schema) else { return name(table.name) }
    return name(schema) + "." + name(table.name)
  }

  /// Names between commas.
  static func names(_ names: [String]) -> String { names.map(name).joined(separator: ", ") }

  /// A text literal.
  static func literal(_ value: String) -> String {
    "'" + value.map { $0 == "'" ? "''" : String($0) }.joined() + "'"
  }

  /// A type as displayed; nil if it holds anything but words, digits and brackets.
  static func type(_ display: String) -> String? {
    let isPlain = display.utf8.allSatisfy { byte in
      isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || " ,()[].".utf8.contains(byte)
    }
    return isPlain && !display.isEmpty ? display : nil
  }

  /// `expression as name`, or the name alone where that says the same.
  static func output(_ expression: String, as alias: String) -> String {
    let alias = name(alias)
    return expression == alias ? alias : expression + " as " + alias
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
  }
}
