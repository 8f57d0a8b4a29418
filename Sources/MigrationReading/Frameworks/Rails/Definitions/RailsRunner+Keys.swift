import Domain
import ScriptSyntax

/// Indexes, foreign keys and other constraints.
extension RailsRunner {
  /// False if a needed name is not known, or for other calls.
  mutating func changeKeys(
    _ name: String, _ target: TableName, _ arguments: RailsArguments, _ range: ScriptRange
  ) -> Bool {
    let options = arguments.options
    switch name {
    case "add_index", "add_concurrent_index", "add_index_concurrently":
      let columns = arguments.value(1)?.elements ?? []
      guard !columns.isEmpty, columns.allSatisfy({ $0.string != nil }) else { return false }
      addIndex(columns.compactMap(\.string), options, range)
    case "add_unique_constraint":
      guard
        let columns = arguments.value(1)?.elements.compactMap(\.string)
          ?? options["using_index"]?.elements.compactMap(\.string)
      else { return false }
      let key = Constraint(
        name: options.text("name") ?? "uniq_rails_" + columns.joined(separator: "_"),
        kind: .unique(columns), location: place(range))
      later(.addConstraint(target, key, usingIndex: options.text("using_index")), range)
    case "remove_index", "remove_concurrent_index", "remove_concurrent_index_by_name":
      return removeIndex(name, target, arguments, range)
    case "remove_unique_constraint":
      guard
        let constraint = options.text("name")
          ?? arguments.value(1).map({ value in
            "uniq_rails_" + value.elements.compactMap(\.string).joined(separator: "_")
          })
      else { return false }
      emit(.dropConstraint(target, name: constraint, onlyIfPresent: true, cascade: false), range)
    case "rename_index":
      guard let old = arguments.text(1), let new = arguments.text(2) else { return false }
      emit(.renameIndex(TableName(schema: target.schema, old), to: new), range)
    case "add_foreign_key", "add_concurrent_foreign_key", "add_foreign_key_constraint":
      guard let other = arguments.text(1) else { return false }
      let names = options.names("column")
      let column = EnglishWords.singular(Self.tableName(other).name) + "_id"
      addForeignKey(
        from: target, names.isEmpty ? [column] : names, to: Self.tableName(other), options, range)
    case "remove_foreign_key": return removeForeignKey(target, arguments, range)
    case "add_check_constraint", "add_text_limit": return addCheck(name, target, arguments, range)
    case "remove_check_constraint":
      let found = options.text("name") ?? arguments.text(1).map { Self.checkName(target, $0) }
      guard let constraint = found else { return false }
      emit(.dropConstraint(target, name: constraint, onlyIfPresent: true, cascade: false), range)
    case "add_primary_key", "change_primary_key":
      let columns = arguments.value(1)?.elements.compactMap(\.string) ?? []
      guard !columns.isEmpty else { return false }
      let key = Constraint(kind: .primaryKey(columns), location: place(range))
      emit(.addConstraint(target, key, usingIndex: nil), range)
    default: return false
    }
    return true
  }

  mutating func addIndex(_ columns: [String], _ options: RailsOptions, _ range: ScriptRange) {
    guard let table = tables.last else { return }
    // `lower(email)` is one expression, not a column.
    let isExpression = columns.count == 1 && columns[0].contains { $0 == "(" || $0 == " " }
    let usual =
      isExpression
      ? RailsIndexes.name(
        table.name.name,
        [columns[0].split { !$0.isLetter && !$0.isNumber && $0 != "_" }.joined(separator: "_")])
      : RailsIndexes.name(table.name.name, columns)
    let name = options.text("name") ?? usual
    var index = Index(name: name, columns: columns, isUnique: options.flag("unique") == true)
    var predicate = options.text("where").map { expression(sql: $0) }
    if isExpression,
      case .createIndex(_, let read, let condition)? = aside(
        "CREATE INDEX i ON \(sqlName(table.name)) (\(columns[0]))"
          + (options.text("where").map { " WHERE " + $0 } ?? ""))
    {
      index.columns = read.columns
      predicate = condition
    }
    later(.createIndex(table.name, index, predicate: predicate), range)
  }

  private mutating func removeIndex(
    _ call: String, _ target: TableName, _ arguments: RailsArguments, _ range: ScriptRange
  ) -> Bool {
    let options = arguments.options
    let columns = (options["column"] ?? arguments.value(1))?.elements.compactMap(\.string) ?? []
    let name: String
    if let given = options.text("name") {
      name = given
    } else if call == "remove_concurrent_index_by_name", let given = arguments.text(1) {
      name = given
    } else if !columns.isEmpty {
      name = indexes.name(of: columns, in: target)
    } else {
      return false
    }
    let outer = isAbsenceGuarded
    isAbsenceGuarded = true
    emit(.dropIndex(TableName(schema: target.schema, name), table: target), range)
    isAbsenceGuarded = outer
    return true
  }

  mutating func addForeignKey(
    from table: TableName, _ columns: [String], to target: TableName, _ options: RailsOptions,
    _ range: ScriptRange
  ) {
    let onDelete = options.text("on_delete").map { action in
      ["cascade": "CASCADE", "nullify": "SET NULL", "restrict": "RESTRICT"][action] ?? action.uppercased()
    }
    let constraint = Constraint(
      name: options.text("name") ?? Self.keyName(table, columns),
      kind: .foreignKey(
        columns, references: target, columns: options.names("primary_key"), onDelete: onDelete),
      location: place(range))
    later(.addConstraint(table, constraint, usingIndex: nil), range)
  }

  /// The name that Rails gives to a foreign key (`foreign_key_name` of ActiveRecord's schema statements).
  private static func keyName(_ table: TableName, _ columns: [String]) -> String {
    "fk_rails_" + digest("\(table.display)_\(columns.joined(separator: "_and_"))_fk")
  }

  /// The first ten digits of a name's SHA-256.
  private static func digest(_ text: String) -> String {
    let digits = Array("0123456789abcdef")
    return SHA256.hash(Array(text.utf8)).prefix(5).map {
      "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])"
    }.joined()
  }

  private mutating func removeForeignKey(
    _ target: TableName, _ arguments: RailsArguments, _ range: ScriptRange
  ) -> Bool {
    let options = arguments.options
    let other = arguments.text(1) ?? options.text("to_table")
    var columns = options.names("column")
    if columns.isEmpty, let other { columns = [EnglishWords.singular(Self.tableName(other).name) + "_id"] }
    guard let name = options.text("name") ?? (columns.isEmpty ? nil : Self.keyName(target, columns)) else {
      return false
    }
    emit(.dropConstraint(target, name: name, onlyIfPresent: true, cascade: false), range)
    return true
  }

  /// The name that Rails gives to a check (`check_constraint_name`).
  private static func checkName(_ table: TableName, _ text: String) -> String {
    "chk_rails_" + digest("\(table.display)_\(text)_chk")
  }

  private mutating func addCheck(
    _ call: String, _ target: TableName, _ arguments: RailsArguments, _ range: ScriptRange
  ) -> Bool {
    guard var text = arguments.text(1) else { return false }
    if call == "add_text_limit" {
      guard let limit = arguments.text(2) else { return false }
      text = "char_length(\(spelling.shortName(text))) <= \(limit)"
    }
    let name = arguments.options.text("name") ?? Self.checkName(target, text)
    let constraint = Constraint(
      name: name, kind: .check(expression(sql: text), text: text), location: place(range))
    if tables.last?.definition != nil {
      tables[tables.count - 1].definition?.constraints.append(constraint)
    } else {
      emit(.addConstraint(target, constraint, usingIndex: nil), range)
    }
    return true
  }
}
