import Domain
import ScriptSyntax

/// How SQL is written for a dialect where a program's calls stand for it.
struct SQLSpelling {
  /// The families that the tools tell apart.
  enum Family { case postgres, mysql, sqlite, sqlserver, other }

  let family: Family

  /// The spelling of a dialect by its name.
  init(_ dialect: String) {
    family =
      switch dialect {
      case "postgres", "redshift": .postgres
      case "mysql": .mysql
      case "sqlite": .sqlite
      case "sqlserver": .sqlserver
      default: .other
      }
  }

  /// A name in quotes.
  func name(_ text: String) -> String {
    switch family {
    case .mysql: "`" + Self.doubled("`", in: text) + "`"
    case .sqlserver: "[" + Self.doubled("]", in: text) + "]"
    case .postgres, .sqlite, .other: "\"" + Self.doubled("\"", in: text) + "\""
    }
  }

  /// A table's name in quotes.
  func name(_ table: TableName) -> String {
    (table.schema.map { name($0) + "." } ?? "") + name(table.name)
  }

  /// Names in quotes with commas.
  func list(_ names: [String]) -> String { names.map { name($0) }.joined(separator: ", ") }

  /// The statement that adds a column, by its definition in SQL.
  func adding(_ column: String, to table: TableName) -> String {
    "ALTER TABLE " + name(table) + (family == .sqlserver ? " ADD " : " ADD COLUMN ") + column
  }

  /// A constant.
  func literal(_ literal: Literal) -> String {
    switch literal {
    case .string(let text): string(text)
    case .number(let digits): digits
    case .boolean(let value): value ? "true" : "false"
    case .null: "NULL"
    }
  }

  /// A text in quotes.
  func string(_ text: String) -> String {
    Self.quoted(family == .mysql ? Self.doubled("\\", in: text) : text)
  }

  /// A text in quotes, as standard SQL writes it.
  static func quoted(_ text: String) -> String { "'" + doubled("'", in: text) + "'" }

  /// A value that is not known.
  var unknown: String { family == .postgres ? "$1" : "?" }

  private static func doubled(_ mark: Character, in text: String) -> String {
    text.split(separator: mark, omittingEmptySubsequences: false).joined(separator: "\(mark)\(mark)")
  }

  /// `schema.table` or `table`.
  static func table(_ text: String, schema: String? = nil) -> TableName {
    let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
    return parts.count == 2 ? TableName(schema: parts[0], parts[1]) : TableName(schema: schema, text)
  }
}
