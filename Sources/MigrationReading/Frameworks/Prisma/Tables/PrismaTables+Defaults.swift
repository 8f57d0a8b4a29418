import Domain

extension PrismaTables {
  /// What `@default` puts into the database; `uuid()`, `cuid()` and the like are made by the client.
  mutating func setDefault(_ value: PrismaValue, of column: inout ColumnDefinition, _ field: PrismaField) {
    switch value {
    case .call("autoincrement", _), .call("sequence", _):
      column.generation = provider == .sqlserver ? .identity(always: true) : .sequence
    case .call("now", _): set(.call("current_timestamp", []), "CURRENT_TIMESTAMP", &column)
    case .call("dbgenerated", let arguments):
      guard let text = arguments.first?.value.text, !text.isEmpty else { return }
      set(.opaque(text: text, columns: []), text, &column)
    case .call, .unknown: return
    case .string(let text): set(.literal(.string(text)), quoted(text), &column)
    case .number(let digits): set(.literal(.number(digits)), digits, &column)
    case .name("true"): set(.literal(.boolean(true)), "true", &column)
    case .name("false"): set(.literal(.boolean(false)), "false", &column)
    case .name(let name):
      let label =
        schema.block(field.type, .enumeration)?.fields.first { $0.name == name }?.column ?? name
      set(.literal(.string(label)), quoted(label), &column)
    case .list(let values):
      let text = "ARRAY[" + values.map { element($0, field) }.joined(separator: ", ") + "]"
      set(.opaque(text: text, columns: []), text, &column)
    }
  }

  private func set(_ value: Expression, _ text: String, _ column: inout ColumnDefinition) {
    column.defaultValue = value
    column.defaultText = text
  }

  private func element(_ value: PrismaValue, _ field: PrismaField) -> String {
    switch value {
    case .string(let text): quoted(text)
    case .number(let text): text
    case .name(let name):
      quoted(schema.block(field.type, .enumeration)?.fields.first { $0.name == name }?.column ?? name)
    case .list, .call, .unknown: "?"
    }
  }

  private func quoted(_ text: String) -> String { "'" + text.replacingParts("'", with: "''") + "'" }
}
