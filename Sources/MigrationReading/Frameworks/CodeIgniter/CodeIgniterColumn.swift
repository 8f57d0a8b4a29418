import Domain
import ScriptSyntax

/// Columns of the forge as SQL (https://codeigniter.com/user_guide/dbmgmt/forge.html).
struct CodeIgniterColumn {
  let spelling: SQLSpelling

  /// `'id' => ['type' => 'INT', 'constraint' => 5, ...]`, or SQL without a key.
  struct Read {
    /// Nil for SQL that has no key.
    var name: String?
    /// The name that the column is given.
    var newName: String?
    /// Name and definition; nil if no type is given.
    var sql: String?
    var isUnique = false
  }

  /// One field; nil if it is not known. New tables take fields that say nothing of NULL as required.
  func read(_ entry: FoldedEntry, isNew: Bool) -> Read? {
    guard let name = entry.key.text else {
      let raw = entry.value.text ?? Self.raw(entry.value)
      return raw.map { Read(name: nil, sql: $0) }
    }
    guard let entries = entry.value.entries else {
      return (entry.value.text ?? Self.raw(entry.value)).map {
        Read(name: name, sql: spelling.name(name) + " " + $0)
      }
    }
    var options: [String: FoldedValue] = [:]
    for option in entries {
      guard let key = option.key.text else { continue }
      options[key.lowercased()] = option.value
    }
    let newName = options["name"]?.text
    guard let given = options["type"] else {
      return newName.map { Read(name: name, newName: $0, sql: nil) }
    }
    guard let type = given.text, let sql = self.type(type, options) else { return nil }
    var text = spelling.name(newName ?? name) + " " + sql
    let isCounted = options["auto_increment"]?.boolean == true
    if let flag = options["null"]?.boolean ?? (isNew ? false : nil) { text += flag ? " NULL" : " NOT NULL" }
    text += preset(options["default"])
    if isCounted {
      switch spelling.family {
      case .mysql: text += " AUTO_INCREMENT"
      case .sqlserver: text += " IDENTITY(1,1)"
      case .postgres, .sqlite, .other: break
      }
    }
    if spelling.family == .mysql {
      if let after = options["after"]?.text { text += " AFTER " + spelling.name(after) }
      if options["first"]?.boolean == true { text += " FIRST" }
    }
    return Read(name: name, newName: newName, sql: text, isUnique: options["unique"]?.boolean == true)
  }

  /// `new RawSql('...')`
  static func raw(_ value: FoldedValue) -> String? {
    guard let call = value.call, call.name == "RawSql" else { return nil }
    return call.positional.first?.text
  }

  private func preset(_ value: FoldedValue?) -> String {
    guard let value else { return "" }
    if value.isNull { return " DEFAULT NULL" }
    if let raw = Self.raw(value) { return " DEFAULT " + raw }
    if let flag = value.boolean {
      return " DEFAULT " + (spelling.family == .postgres ? (flag ? "true" : "false") : flag ? "1" : "0")
    }
    let isTime = value.text?.uppercased().hasPrefix("CURRENT_TIMESTAMP") == true
    if isTime, let text = value.text { return " DEFAULT " + text }
    let sql = ProgramValues(spelling: spelling).sql(value)
    return sql == spelling.unknown ? "" : " DEFAULT " + sql
  }

  private func type(_ name: String, _ options: [String: FoldedValue]) -> String? {
    var type = name
    var size = ""
    if let constraint = options["constraint"], !constraint.isNull {
      if let labels = constraint.elements {
        let texts = labels.compactMap { $0.text ?? $0.digits }
        guard texts.count == labels.count else { return nil }
        let isList =
          texts.contains { !$0.utf8.allSatisfy { $0 &- 0x30 < 10 } } || name.uppercased().hasPrefix("ENUM")
        size = "(" + texts.map { isList ? spelling.string($0) : $0 }.joined(separator: ",") + ")"
      } else if let text = constraint.text ?? constraint.digits {
        size = text.isEmpty ? "" : "(" + text + ")"
      }
    }
    let upper = name.uppercased()
    let isCounted = options["auto_increment"]?.boolean == true
    switch spelling.family {
    case .mysql:
      let unsigned = options["unsigned"]?.boolean == true ? " UNSIGNED" : ""
      // Types that are given with their size already.
      return type + (type.contains(text: "(") ? "" : size) + unsigned
    case .postgres:
      if isCounted {
        return upper.hasPrefix("BIG") ? "BIGSERIAL" : upper.hasPrefix("SMALL") ? "SMALLSERIAL" : "SERIAL"
      }
      type =
        [
          "TINYINT": "SMALLINT", "MEDIUMINT": "INTEGER", "INT": "INTEGER", "DATETIME": "TIMESTAMP",
          "BLOB": "BYTEA",
          "DOUBLE": "DOUBLE PRECISION", "LONGTEXT": "TEXT", "MEDIUMTEXT": "TEXT",
        ][upper] ?? type
    case .sqlserver:
      type =
        ["BOOLEAN": "BIT", "LONGTEXT": "NVARCHAR(MAX)", "TIMESTAMP": "DATETIME", "MEDIUMINT": "INT"][upper]
        ?? type
      if upper == "ENUM" { return "VARCHAR(255)" }
    case .sqlite, .other:
      if isCounted { return "INTEGER" }
      if upper == "ENUM" || upper == "SET" { return "TEXT" }
    }
    if upper.hasPrefix("ENUM") { return "VARCHAR(255)" }
    let isSized = !upper.hasSuffix("INT") && upper != "INTEGER" && !upper.contains(text: "TEXT")
    return type + (isSized && !type.contains(text: "(") ? size : "")
  }
}
