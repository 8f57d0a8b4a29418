import Domain
import ScriptSyntax

/// Columns that are stated anew.
extension EctoRunner {
  /// `modify :column, type, options`, as statements on the column.
  mutating func modify(
    _ column: String, _ type: EctoValue, _ options: EctoOptions, _ range: ScriptRange
  ) {
    guard !tables.isEmpty else { return }
    if case .reference(let old)? = Self.oldType(options), types.dialect == "postgres" {
      put("DROP CONSTRAINT IF EXISTS \(quoted(keyName(old, column)))", range)
    }
    var text: String?
    if case .reference(let reference) = type {
      text = types.reference(foreignType(reference), options.completed(by: reference.options))
    } else {
      text = types.sql(type, options)
    }
    guard let sql = text else { return reportType(column, range) }
    switch types.dialect {
    case "mysql": return put("MODIFY \(quoted(column)) \(sql)" + attributes(options), range)
    case "sqlserver":
      return put("ALTER COLUMN \(quoted(column)) \(sql)" + attributes(options.only("null")), range)
    default: break
    }
    put("ALTER COLUMN \(quoted(column)) TYPE \(sql)", range)
    if let isNullable = options.flag("null") {
      put("ALTER COLUMN \(quoted(column)) \(isNullable ? "DROP" : "SET") NOT NULL", range)
    }
    if let value = options["default"], let known = defaultSQL(value, type) {
      put("ALTER COLUMN \(quoted(column)) SET DEFAULT \(known)", range)
    }
    if case .reference(let reference) = type {
      let constraint = referenceSQL(reference, column)
      if let place = constraint.range(of: " REFERENCES ") {
        let head = constraint[..<place], tail = constraint[place...]
        put("ADD\(head) FOREIGN KEY (\(quoted(column)))\(tail)", range)
      }
    }
  }

  /// `from: :string`, `from: {:string, null: true}`
  private static func oldType(_ options: EctoOptions) -> EctoValue? {
    if case .tuple(let parts)? = options["from"], case .reference? = parts.first { return parts.first }
    return options["from"]
  }
}

extension String {
  /// Where a text starts.
  fileprivate func range(of text: String) -> String.Index? {
    let bytes = Array(utf8)
    let wanted = Array(text.utf8)
    guard let place = bytes.indices.first(where: { bytes[$0...].starts(with: wanted) }) else { return nil }
    return utf8.index(startIndex, offsetBy: place)
  }
}
