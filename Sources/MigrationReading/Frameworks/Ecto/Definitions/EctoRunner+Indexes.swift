import Domain
import ScriptSyntax

/// Indexes and constraints.
extension EctoRunner {
  mutating func createIndex(_ index: EctoIndex, _ range: ScriptRange, onlyIfAbsent: Bool) {
    let columns = index.columns.map { column -> String? in
      switch column {
      case .atom(let name): quoted(name)
      case .text(let text): text.string
      case .fragment(let text): "(" + text.string + ")"
      // `desc: :name`
      case .tuple(let parts) where parts.count == 2:
        parts[1].string.map { (parts[1].isText ? $0 : quoted($0)) + " " + Self.direction(parts[0].string) }
      default: nil
      }
    }
    guard !columns.isEmpty, columns.allSatisfy({ $0 != nil }) else {
      return reportName("create", range, [index.table])
    }
    var text = "CREATE \(index.isUnique ? "UNIQUE " : "")INDEX "
    let isConditional = onlyIfAbsent && (types.dialect == "postgres" || types.dialect == "sqlite")
    if isConditional { text += "IF NOT EXISTS " }
    text += quoted(indexName(index, range)) + " ON " + sql(index.table)
    if let method = index.options.text("using"), types.dialect == "postgres" { text += " USING " + method }
    text += " (" + columns.compactMap { $0 }.joined(separator: ", ") + ")"
    let more = index.options["include"]?.elements?.compactMap(\.string) ?? []
    if !more.isEmpty, types.dialect == "postgres" || types.dialect == "sqlserver" {
      text += " INCLUDE (" + more.map(quoted).joined(separator: ", ") + ")"
    }
    if index.options.flag("nulls_distinct") == false, types.dialect == "postgres" {
      text += " NULLS NOT DISTINCT"
    }
    if let condition = index.options.text("where"), types.dialect != "mysql" { text += " WHERE " + condition }
    define(text, range)
  }

  private static func direction(_ word: String?) -> String {
    switch word {
    case "desc": "DESC"
    case "asc_nulls_first": "ASC NULLS FIRST"
    case "asc_nulls_last": "ASC NULLS LAST"
    case "desc_nulls_first": "DESC NULLS FIRST"
    case "desc_nulls_last": "DESC NULLS LAST"
    default: "ASC"
    }
  }

  /// The name that is written, else the one that Ecto makes of table and columns.
  mutating func indexName(_ index: EctoIndex, _ range: ScriptRange) -> String {
    if let name = index.options.text("name") { return name }
    let columns = index.columns.map { column in
      if case .tuple(let parts) = column, parts.count == 2 { return parts[1].string ?? "" }
      return column.string ?? ""
    }
    return ([index.table.name] + columns + ["index"]).map(Self.cleaned).joined(separator: "_")
  }

  /// Letters, digits and underscores, with no underscore at the end.
  private static func cleaned(_ text: String) -> String {
    var bytes = text.utf8.map { byte in
      byte &- 0x30 < 10 || byte &- 0x41 < 26 || byte &- 0x61 < 26 ? byte : UInt8(ascii: "_")
    }
    while bytes.last == UInt8(ascii: "_") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func createConstraint(_ constraint: EctoConstraint, _ range: ScriptRange) {
    let head = "ALTER TABLE \(sql(constraint.table)) ADD CONSTRAINT \(quoted(constraint.name)) "
    if let check = constraint.options.text("check") {
      define(head + "CHECK (\(check))", range)
    } else if let exclude = constraint.options.text("exclude") {
      define(head + "EXCLUDE USING \(exclude)", range)
    } else if constraint.options["check"] != nil || constraint.options["exclude"] != nil {
      report(
        "dynamic-sql", "the condition of \"\(constraint.name)\" is not known from the text", range,
        .mayChangeSchema, tables: [constraint.table])
    }
  }
}

extension EctoValue {
  fileprivate var isText: Bool {
    if case .text = self { true } else { false }
  }
}
