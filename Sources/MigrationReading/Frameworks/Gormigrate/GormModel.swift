import Domain
import ScriptSyntax

/// A structure as GORM makes a table of it (go-gorm/gorm `schema/schema.go`).
struct GormModel {
  /// The structure's name.
  var name: String
  var table: TableName
  var columns: [GormColumn] = []
  /// Fields of other structures: no columns, but keys and tables between two others.
  var relations: [GormRelation] = []
  /// Fields whose types are not known.
  var unknown: [GormUnknownField] = []

  /// The columns of the primary key.
  var primaryKey: [GormColumn] { columns.filter(\.isPrimaryKey) }

  /// The column of a field, by its name in the program or in the table.
  func column(_ name: String) -> GormColumn? {
    columns.first { $0.column == name } ?? columns.first { $0.field == name }
  }

  /// What a name of a field or column is in the table.
  func columnName(_ name: String) -> String { column(name)?.column ?? name }
}

/// A field whose type is not known, so that the column is told, not guessed.
struct GormUnknownField {
  var field: String
  var type: String
}

/// A field of another structure, or of several.
struct GormRelation {
  var field: String
  var type: ScriptClass
  var isList: Bool
  var tag: GormTag
}

/// What a field holds, as GORM tells apart.
enum GormKind: Equatable {
  case bool, int, uint, float, string, time, bytes
  /// A type that is written in the tag or given by a method.
  case written(String)
}

/// A field that is a column.
struct GormColumn {
  var field: String
  var column: String
  /// What the value is in the program.
  var valueKind: GormKind?
  var kind: GormKind
  var size: Int
  var tag: GormTag
  var isPrimaryKey: Bool
  var isAutoIncrement: Bool
  /// The value has no column in the table, or none that migrations make.
  var isIgnored = false

  var isNotNull: Bool { tag.holds("NOT NULL", "NOTNULL") }
  var isUnique: Bool { tag.holds("UNIQUE") }
  var precision: Int { tag.number("PRECISION") ?? 0 }
  var scale: Int { tag.number("SCALE") ?? 0 }

  /// The default as SQL; nil for none.
  func defaultSQL(_ spelling: SQLSpelling) -> String? {
    guard let written = tag["DEFAULT"] else { return nil }
    let text = written.filter { $0 != "\t" }.trimmedSpaces
    guard !text.isEmpty, text != "(-)" else { return nil }
    if text.contains("("), text.contains(")") { return text }
    if text.lowercased() == "null" { return text }
    switch valueKind {
    case .string?: return spelling.string(text.trimmed(of: "'").trimmed(of: "\""))
    case .bool?:
      let isTrue = ["1", "t", "true"].contains(text.lowercased())
      if spelling.family == .postgres || spelling.family == .mysql || spelling.family == .sqlite {
        return isTrue ? "true" : "false"
      }
      return isTrue ? "1" : "0"
    case .int?, .uint?, .float?, .time?, .bytes?, .written?, nil: return text
    }
  }
}

extension String {
  /// Without spaces at both ends.
  var trimmedSpaces: String { trimmed(of: " ") }

  /// Without a sign at both ends.
  func trimmed(of sign: Character) -> String {
    String(drop { $0 == sign }.reversed().drop { $0 == sign }.reversed())
  }
}
