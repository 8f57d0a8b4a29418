import Domain
import ScriptSyntax

extension PgmProgram {
  /// Constraints and indexes; false for other calls.
  mutating func performKeys(_ call: FoldedCall, _ target: TableName, _ arguments: [FoldedValue]) -> Bool {
    let second = arguments.dropFirst().first
    let options = arguments.dropFirst(2).first
    switch call.name {
    case "addConstraint", "createConstraint":
      guard let options else { return false }
      if let text = options.text {
        let name = second?.text.map { "CONSTRAINT " + spelling.name($0) + " " } ?? ""
        output.run(
          ScriptText("ALTER TABLE " + spelling.name(target) + " ADD " + name + text, at: options.range.start),
          at: call.range)
        return true
      }
      let found = constraints(options, second?.text, target, call)
      for constraint in found {
        output.emit(.addConstraint(target, constraint, usingIndex: nil), at: call.range)
      }
      return !found.isEmpty || options.entry("exclude") != nil || options.entry("comment") != nil
    case "dropConstraint":
      guard let name = second?.text else { return false }
      output.emit(
        .dropConstraint(
          target, name: name, onlyIfPresent: options?.entry("ifExists")?.boolean ?? false,
          cascade: options?.entry("cascade")?.boolean ?? false), at: call.range)
    case "renameConstraint":
      guard let old = second?.text, let new = options?.text else { return false }
      output.emit(.renameConstraint(target, name: old, to: new), at: call.range)
    case "createIndex", "addIndex":
      guard let names = PgmColumns.names(second) else { return false }
      let isUnique = options?.entry("unique")?.boolean ?? false
      let name = options?.entry("name")?.text ?? Self.indexName(target, names, isUnique)
      let predicate = options?.entry("where")?.text.map { Expression.opaque(text: $0, columns: []) }
      output.emit(
        .createIndex(target, Index(name: name, columns: names, isUnique: isUnique), predicate: predicate),
        at: call.range)
    case "dropIndex":
      guard
        let name = options?.entry("name")?.text
          ?? PgmColumns.names(second).map({
            Self.indexName(target, $0, options?.entry("unique")?.boolean ?? false)
          })
      else { return false }
      output.emit(.dropIndex(TableName(schema: target.schema, name), table: target), at: call.range)
    default: return false
    }
    return true
  }

  private static func indexName(_ table: TableName, _ columns: [String], _ isUnique: Bool) -> String {
    ([table.name] + columns + [isUnique ? "unique_index" : "index"]).joined(separator: "_")
  }

  /// `{ primaryKey, unique, foreignKeys, check }`.
  func constraints(
    _ options: FoldedValue, _ name: String?, _ target: TableName, _ call: FoldedCall
  ) -> [Constraint] {
    let place = output.location(call.range)
    var found: [Constraint] = []
    if let names = PgmColumns.names(options.entry("primaryKey")) {
      found.append(Constraint(name: name ?? target.name + "_pkey", kind: .primaryKey(names), location: place))
    }
    if let unique = options.entry("unique") {
      let lists = unique.elements?.contains { $0.elements != nil } == true ? unique.elements ?? [] : [unique]
      for list in lists {
        guard let names = PgmColumns.names(list) else { continue }
        let own = ([target.name] + names + ["key"]).joined(separator: "_")
        found.append(Constraint(name: name ?? own, kind: .unique(names), location: place))
      }
    }
    if let keys = options.entry("foreignKeys") {
      for key in keys.elements ?? [keys] {
        guard let names = PgmColumns.names(key.entry("columns")),
          let (table, columns) = PgmColumns.target(key.entry("references"))
        else { continue }
        let kind = Constraint.Kind.foreignKey(
          names, references: table, columns: columns, onDelete: key.entry("onDelete")?.text?.uppercased())
        let own = ([target.name] + names + ["fkey"]).joined(separator: "_")
        found.append(
          Constraint(
            name: key.entry("referencesConstraintName")?.text ?? name ?? own, kind: kind, location: place))
      }
    }
    if let check = options.entry("check") {
      for text in (check.elements ?? [check]).compactMap(\.text) {
        found.append(
          Constraint(
            name: name ?? target.name + "_check", kind: .check(.opaque(text: text, columns: []), text: text),
            location: place))
      }
    }
    return found
  }

  /// Types and domains; false for other calls.
  mutating func performTypes(_ call: FoldedCall, _ target: TableName, _ arguments: [FoldedValue]) -> Bool {
    let second = arguments.dropFirst().first
    let options = arguments.dropFirst(2).first
    switch call.name {
    case "createType", "addType":
      guard let elements = second?.elements else {
        output.emit(.createOtherType(target), at: call.range)
        return second?.entries != nil
      }
      let labels = elements.compactMap(\.text)
      guard labels.count == elements.count else { return false }
      output.emit(.createEnum(target, labels: labels, onlyIfAbsent: false), at: call.range)
    case "dropType", "dropDomain":
      output.emit(
        .dropType(
          target, onlyIfPresent: second?.entry("ifExists")?.boolean ?? false,
          cascade: second?.entry("cascade")?.boolean ?? false), at: call.range)
    case "renameType", "renameDomain":
      guard let new = Self.name(second) else { return false }
      output.emit(.renameType(target, to: new), at: call.range)
    case "addTypeValue":
      guard let label = second?.text else { return false }
      let position: LabelPosition =
        options?.entry("before")?.text.map { .before($0) } ?? options?.entry("after")?.text.map { .after($0) }
        ?? .last
      output.emit(
        .addEnumLabel(
          target, label: label, position: position,
          onlyIfAbsent: options?.entry("ifNotExists")?.boolean ?? false),
        at: call.range)
    case "renameTypeValue":
      guard let old = second?.text, let new = options?.text else { return false }
      output.emit(.renameEnumLabel(target, label: old, to: new), at: call.range)
    case "addTypeAttribute", "dropTypeAttribute", "setTypeAttribute", "renameTypeAttribute", "alterDomain":
      break
    case "createDomain":
      guard let type = second?.text else { return false }
      let check = options?.entry("check")?.text.map { " CHECK (" + $0 + ")" } ?? ""
      let required = options?.entry("notNull")?.boolean == true ? " NOT NULL" : ""
      let sql = "CREATE DOMAIN " + spelling.name(target) + " AS " + columns.adapted(type) + required + check
      output.run(ScriptText(sql, at: call.range.start), at: call.range)
    default: return false
    }
    return true
  }
}
