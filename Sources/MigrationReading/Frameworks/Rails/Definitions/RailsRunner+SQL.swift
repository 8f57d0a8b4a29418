import Domain
import ScriptSyntax

/// SQL that stands in options, read by the reader of the dialect.
extension RailsRunner {
  /// What a statement does; nil unless it is read as exactly one operation.
  func aside(_ sql: String) -> OperationKind? {
    let reading = embedded.readAside(ScriptText(sql), in: file, content: content)
    guard reading.operations.count == 1, reading.diagnostics.isEmpty else { return nil }
    return reading.operations.first?.kind
  }

  /// An expression over the columns of a table.
  func expression(sql: String) -> Expression {
    guard sql.utf8.count < 10_000,
      case .updateRows(_, _, let assignments, _, _)? = aside("UPDATE t SET c = (\(sql))"),
      assignments.count == 1
    else { return .opaque(text: sql, columns: []) }
    return assignments[0].value
  }

  /// Conditions over the columns of a table, each as SQL.
  func conditions(sql: [String]) -> [Expression]? {
    guard !sql.isEmpty else { return [] }
    let text = sql.map { "(" + $0 + ")" }.joined(separator: " AND ")
    guard text.utf8.count < 20_000,
      case .deleteRows(_, _, _, let found)? = aside("DELETE FROM t WHERE " + text)
    else {
      return nil
    }
    return found
  }

  /// `SET` clauses of an update.
  func assignments(sql: String) -> [Assignment]? {
    guard sql.utf8.count < 20_000, case .updateRows(_, _, let found, _, _)? = aside("UPDATE t SET " + sql)
    else {
      return nil
    }
    return found
  }

  /// The type of a column: an ActiveRecord name, or SQL as written.
  mutating func sqlType(_ name: String, _ options: RailsOptions) -> ColumnType {
    let text = types.sql(name, options, version) ?? name + (options.flag("array") == true ? "[]" : "")
    if let known = knownTypes[text] { return known }
    let statement = "ALTER TABLE t ADD COLUMN c \(text)"
    var type = ColumnType(text.split(separator: "(").first.map(String.init) ?? text)
    if let added = aside(statement)?.addedType {
      type = added
    } else if let added = aside("ALTER TABLE t ADD COLUMN c " + spelling.shortName(text))?
      .addedType
    {
      type = added
    }
    knownTypes[text] = type
    return type
  }
}

/// Values put in for the placeholders of a SQL text: `where("tier = ?", "gold")`, `where("tier = :tier", tier: "gold")`.
enum SQLBinding {
  /// The text with values; nil if one of them is not known.
  static func bound(_ template: String, _ values: [RailsValue], _ options: RailsOptions) -> String? {
    var named = options.entries
    if values.count == 1, case .map(let entries) = values[0] { named += entries }
    var rest = values[...]
    let bytes = Array(template.utf8)
    guard bytes.count < 20_000, !values.isEmpty || !named.isEmpty else { return template }
    var result: [UInt8] = []
    var at = 0
    var quote: UInt8?
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if let open = quote {
        if byte == open { quote = nil }
        result.append(byte)
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
        result.append(byte)
      } else if byte == UInt8(ascii: "?"), named.isEmpty {
        guard let text = rest.popFirst().flatMap(\.constantSQL) else { return nil }
        result += text.utf8
      } else if byte == UInt8(ascii: ":"), at < bytes.count,
        bytes[at] | 0x20 &- 0x61 < 26 || bytes[at] == 0x5F,
        result.last != byte
      {
        var stop = at
        while stop < bytes.count,
          bytes[stop] | 0x20 &- 0x61 < 26 || bytes[stop] == 0x5F || bytes[stop] &- 0x30 < 10
        {
          stop += 1
        }
        let name = String(decoding: bytes[at..<stop], as: UTF8.self)
        guard let value = named.last(where: { $0.key == name })?.value, let text = value.constantSQL
        else {
          return nil
        }
        result += text.utf8
        at = stop
      } else {
        result.append(byte)
      }
      guard result.count < 50_000 else { return nil }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
