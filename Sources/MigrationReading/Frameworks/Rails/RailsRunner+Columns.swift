import Domain
import ScriptSyntax

/// Calls on the parameter of a table block, and the columns that calls describe.
extension RailsRunner {
  mutating func tableCall(_ name: String, _ call: ScriptCall) {
    guard let table else { return }
    let found = arguments(of: call)
    let values = found.values.compactMap(\.string)
    if found.values.count != values.count, name != "index", name != "remove_index" {
      return report(
        "dynamic-call", "a name in \"\(name)\" is not known from the text", call.range, .mayChangeSchema,
        tables: [table.name])
    }
    switch name {
    case "column":
      if values.count > 1 { addColumns([values[0]], values[1], found.options, call.range) }
    case "references", "belongs_to":
      for value in values { addReference(value, found.options, call.range) }
    case "timestamps": addTimestamps(found.options, call.range)
    case "index":
      _ = perform("add_index", [.text(ScriptText(table.name.display))] + found.values, found.options, call)
    case "remove", "remove_columns":
      _ = perform(
        "remove_columns", [.text(ScriptText(table.name.display))] + found.values, found.options, call)
    case "rename":
      _ = perform(
        "rename_column", [.text(ScriptText(table.name.display))] + found.values, found.options, call)
    case "change":
      _ = perform(
        "change_column", [.text(ScriptText(table.name.display))] + found.values, found.options, call)
    case "change_default":
      _ = perform(
        "change_column_default", [.text(ScriptText(table.name.display))] + found.values, found.options, call)
    case "change_null":
      _ = perform(
        "change_column_null", [.text(ScriptText(table.name.display))] + found.values, found.options, call)
    case "remove_references", "remove_belongs_to":
      _ = perform(
        "remove_reference", [.text(ScriptText(table.name.display))] + found.values, found.options, call)
    case "check_constraint":
      _ = perform(
        "add_check_constraint", [.text(ScriptText(table.name.display))] + found.values, found.options, call)
    case "remove_timestamps", "remove_index", "foreign_key", "remove_foreign_key", "remove_check_constraint":
      let full = name == "foreign_key" ? "add_foreign_key" : name
      _ = perform(full, [.text(ScriptText(table.name.display))] + found.values, found.options, call)
    case "exclusion_constraint", "unique_constraint", "column_exists?", "index_exists?", "comment": break
    case "attachment", "userstamps":
      report(
        "unknown-helper", "the column helper \"\(name)\" is not known", call.range, .mayChangeSchema,
        tables: [table.name])
    default:
      guard RailsTypes.names.contains(name) else {
        return report(
          "unknown-helper", "the column helper \"\(name)\" is not known", call.range, .mayChangeSchema,
          tables: [table.name])
      }
      addColumns(values, name, found.options, call.range)
    }
  }

  /// Columns of one type in the table of the block.
  mutating func addColumns(_ names: [String], _ type: String, _ options: RailsOptions, _ range: ScriptRange) {
    for name in names {
      var constraints: [Constraint] = []
      if type == "primary_key" || options.flag("primary_key") == true {
        constraints.append(Constraint(kind: .primaryKey([name]), location: file.location(range.offset)))
      }
      add(column(name, type, options, range), constraints, options, range)
      if let index = options["index"] {
        if case .boolean(false) = index { continue }
        addIndex([name], RailsOptions(index), range)
      }
    }
  }

  private mutating func add(
    _ column: ColumnDefinition, _ constraints: [Constraint], _ options: RailsOptions, _ range: ScriptRange
  ) {
    guard let table else { return }
    if table.definition != nil {
      self.table?.definition?.columns.append(column)
      self.table?.definition?.constraints += constraints
    } else {
      emit(
        .addColumn(
          table.name, column, constraints: constraints,
          position: options.text("after").map { .after($0) } ?? .last,
          onlyIfAbsent: options.flag("if_not_exists") == true || isPresenceGuarded), range)
    }
  }

  func column(_ name: String, _ type: String, _ options: RailsOptions, _ range: ScriptRange)
    -> ColumnDefinition
  {
    let isKey = type == "primary_key" || options.flag("primary_key") == true
    var column = ColumnDefinition(
      name: name, type: sqlType(type, options), isNullable: options.flag("null") ?? !isKey,
      location: file.location(range.offset))
    if type == "primary_key" || type == "serial" || type == "bigserial" { column.generation = .sequence }
    if type == "virtual" {
      let text = options.text("as") ?? ""
      column.generation = .computed(.opaque(text: text, columns: []), text: text)
    }
    switch options["default"] {
    case .code?:
      (column.defaultValue, column.defaultText) = (.opaque(text: "expression", columns: []), "expression")
    case .null?, nil: break
    case let value?:
      column.defaultValue = Self.literal(value) ?? .opaque(text: "expression", columns: [])
      column.defaultText = value.string.map { "'" + $0 + "'" } ?? "expression"
      if case .boolean(let flag) = value { column.defaultText = flag ? "true" : "false" }
    }
    return column
  }

  /// The type of a column: an ActiveRecord name, or SQL as written.
  func sqlType(_ name: String, _ options: RailsOptions) -> ColumnType {
    if RailsTypes.names.contains(name) || name == "references" {
      return RailsTypes.type(name, options, version)
    }
    var text = name
    var modifiers: [String] = []
    if let open = name.firstIndex(of: "("), name.hasSuffix(")") {
      text = String(name[..<open])
      modifiers = name[name.index(after: open)...].dropLast().split(separator: ",").map {
        $0.filter { $0 != " " }
      }
    }
    let isArray = text.hasSuffix("[]")
    if isArray { text = String(text.dropLast(2)) }
    let known = [
      "varchar": "character varying", "int": "integer", "bool": "boolean",
      "timestamptz": "timestamp with time zone", "int8": "bigint", "int4": "integer",
    ]
    var type = ColumnType(known[text.lowercased()] ?? text, modifiers: modifiers)
    if isArray || options.flag("array") == true { type.arrayDimensions = 1 }
    return type
  }

  mutating func addTimestamps(_ options: RailsOptions, _ range: ScriptRange) {
    var options = options
    if options["null"] == nil { options.entries.append(("null", .boolean(version < RailsVersion(5, 0)))) }
    if options["precision"] == nil {
      options.entries.append(("precision", version >= RailsVersion(6, 0) ? .number("6") : .null))
    }
    addColumns(["created_at", "updated_at"], "datetime", options, range)
  }

  /// `x_id`, and `x_type` if polymorphic, with index and foreign key.
  mutating func addReference(_ name: String, _ options: RailsOptions, _ range: ScriptRange) {
    var plain = options
    plain.entries.removeAll { ["index", "foreign_key", "polymorphic", "type"].contains($0.key) }
    var names = [name + "_id"]
    if let polymorphic = options["polymorphic"] {
      if case .boolean(false) = polymorphic {
      } else {
        var kind = plain
        if case .map(let entries) = polymorphic { kind.entries += entries }
        addColumns([name + "_type"], "string", kind, range)
        names = [name + "_type", name + "_id"]
      }
    }
    addColumns([name + "_id"], options.text("type") ?? "references", plain, range)
    if case .boolean(false)? = options["index"] {
    } else if version >= RailsVersion(5, 0) || options["index"] != nil {
      addIndex(names, RailsOptions(options["index"] ?? .boolean(true)), range)
    }
    if let key = options["foreign_key"], let table {
      if case .boolean(false) = key { return }
      let details = RailsOptions(key)
      let target = details.text("to_table") ?? RailsWords.plural(name)
      let constraint = Constraint(
        name: details.text("name") ?? "fk_rails_\(table.name.name)_\(name)_id",
        kind: .foreignKey([name + "_id"], references: Self.tableName(target), columns: []),
        location: file.location(range.offset))
      later(.addConstraint(table.name, constraint, usingIndex: nil), range)
    }
  }

  /// An operation that follows the creation of the block's table.
  mutating func later(_ kind: OperationKind, _ range: ScriptRange) {
    if table?.definition != nil { table?.later.append((kind, range)) } else { emit(kind, range) }
  }

  mutating func addIndex(_ columns: [String], _ options: RailsOptions, _ range: ScriptRange) {
    guard let table else { return }
    let name = options.text("name") ?? "index_\(table.name.name)_on_" + columns.joined(separator: "_and_")
    let predicate = options.text("where").map { Expression.opaque(text: $0, columns: []) }
    later(
      .createIndex(
        table.name, Index(name: name, columns: columns, isUnique: options.flag("unique") == true),
        predicate: predicate), range)
  }
}

extension RailsOptions {
  /// The entries of a map; anything else has none.
  init(_ value: RailsValue) {
    if case .map(let entries) = value { self.entries = entries }
  }
}
