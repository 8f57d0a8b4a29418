import Domain

/// The names that PostgreSQL makes up for unnamed constraints and indexes.
///
/// `{table}_{columns}_{label}`, cut to 63 bytes by shortening the longer part, with a number when taken:
/// ChooseConstraintName and makeObjectName in PostgreSQL's `src/backend/commands/indexcmds.c`.
enum ConstraintNaming {
  private static let limit = 63

  /// The name of an unnamed constraint of this table.
  static func name(for kind: Constraint.Kind, table: Table) -> String {
    let (columns, label): ([String], String) =
      switch kind {
      case .primaryKey: ([], "pkey")
      case .unique(let columns, _): (columns, "key")
      case .foreignKey(let columns, _, _, _): (columns, "fkey")
      case .check(let expression, _): (checkColumns(expression), "check")
      case .other: ([], "excl")
      }
    let joined = columns.count == 1 ? columns[0] : columns.joined(separator: "_")
    let most = table.constraints.count + table.indexes.count
    var number = 0
    while true {
      let suffix = number == 0 ? label : label + String(number)
      let name = assemble(table: table.name.name, columns: joined, label: suffix)
      let isTaken =
        table.constraints.contains { $0.name == name } || table.indexes.contains { $0.name == name }
      if !isTaken || number > most { return name }
      number += 1
    }
  }

  /// A check is named by its column when it uses just one.
  private static func checkColumns(_ expression: Expression) -> [String] {
    let names = Set(expression.columns.map(\.name))
    return names.count == 1 ? Array(names) : []
  }

  private static func assemble(table: String, columns: String, label: String) -> String {
    let overhead = label.utf8.count + 1 + (columns.isEmpty ? 0 : 1)
    if table.utf8.count + columns.utf8.count + overhead <= limit {
      return (columns.isEmpty ? table : table + "_" + columns) + "_" + label
    }
    var first = Array(table.utf8)
    var second = Array(columns.utf8)
    while first.count + second.count + overhead > limit, !(first.isEmpty && second.isEmpty) {
      if first.count > second.count { first.removeLast() } else { second.removeLast() }
    }
    var text = String(decoding: first, as: UTF8.self)
    if !second.isEmpty { text += "_" + String(decoding: second, as: UTF8.self) }
    return text + "_" + label
  }
}
