import Domain

extension Replayer {
  /// Labels that stand in a column's type alone, as a schema language or a program gives MySQL's `enum('a', 'b')`,
  /// become the check that SQL's own definitions carry: they follow the column, and tell which values it may have.
  mutating func settleLabels(of column: String, in table: TableName) {
    guard let index = state.tables[table]?.index(of: column),
      let type = state.tables[table]?.table.columns[index].type, type.listsLabels
    else { return }
    dropLabels(of: column, in: table)
    state.tables[table]?.table.columns[index].definition.type.modifiers = []
    let labels = type.modifiers.map { Expression.literal(.string($0.unquotedLabel)) }
    let name = Constraint.labelPrefix + column
    let check = Constraint.Kind.check(
      .call("in", [.column(ColumnReference(column))] + labels),
      text: column + " in (" + type.modifiers.joined(separator: ", ") + ")")
    add(Constraint(name: name, kind: check, location: current.location), to: table)
  }
}

extension ColumnType {
  /// Whether it is an enumeration of one column, which has no name of its own.
  var isInlineEnumeration: Bool { schema == nil && arrayDimensions == 0 && (name == "enum" || name == "set") }

  /// Whether it is one that names its labels.
  var listsLabels: Bool { !modifiers.isEmpty && isInlineEnumeration }
}

extension String {
  /// The text of `'it''s'`; of what has no quotes, itself.
  fileprivate var unquotedLabel: String {
    let bytes = Array(utf8)
    let quote = UInt8(ascii: "'")
    guard bytes.count > 1, bytes.first == quote, bytes.last == quote else { return self }
    var text: [UInt8] = []
    var wasQuote = false
    for byte in bytes.dropFirst().dropLast() {
      wasQuote = byte == quote && !wasQuote
      if !wasQuote { text.append(byte) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
