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
    let taken = Set(table.constraints.compactMap(\.name) + table.indexes.map(\.name))
    var number = 0
    while true {
      let suffix = label + (number == 0 ? "" : String(number))
      let name = assemble(table: table.name.name, columns: columns.joined(separator: "_"), label: suffix)
      if !taken.contains(name) || number > taken.count { return name }
      number += 1
    }
  }

  /// A check is named by its column when it uses just one.
  private static func checkColumns(_ expression: Expression) -> [String] {
    let names = Set(expression.columns.map(\.name))
    return names.count == 1 ? Array(names) : []
  }

  private static func assemble(table: String, columns: String, label: String) -> String {
    var first = Array(table.utf8)
    var second = Array(columns.utf8)
    let overhead = label.utf8.count + 1 + (second.isEmpty ? 0 : 1)
    while first.count + second.count + overhead > limit, !(first.isEmpty && second.isEmpty) {
      if first.count > second.count { first.removeLast() } else { second.removeLast() }
    }
    var text = String(decoding: first, as: UTF8.self)
    if !second.isEmpty { text += "_" + String(decoding: second, as: UTF8.self) }
    return text + "_" + label
  }
}
