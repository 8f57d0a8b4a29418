import Domain
import ScriptSyntax

/// Tables of structures (go-gorm/gorm `migrator/migrator.go`).
extension GormProgram {
  mutating func performTables(_ call: FoldedCall, _ target: GormTarget) {
    if call.name == "RenameTable" { return renameTable(call, target) }
    var values = call.arguments.map(\.value)
    // `db.Model(&A{}).CreateTable()`
    if values.isEmpty, let table = target.table {
      if call.name.hasPrefix("Drop") { return drop(table, call) }
      guard let model = target.model else { return reportUnknownName(call) }
      return create(model, table, call)
    }
    values = values.flatMap { value in value.elements ?? [value] }
    for value in values {
      guard let (table, model) = target.model(of: value, models) else {
        reportUnknownName(call)
        continue
      }
      switch call.name {
      case "DropTable", "DropTableIfExists": drop(table, call)
      case "AutoMigrate":
        var seen: Set<String> = []
        guard let model else { continue }
        migrate(model, table, call, &seen)
      default:
        guard let model else {
          reportUnknownName(call)
          continue
        }
        create(model, table, call)
      }
      settle()
    }
  }

  private mutating func drop(_ table: TableName, _ call: FoldedCall) {
    output.emit(
      .dropTable(table, onlyIfPresent: true, cascade: spelling.family == .postgres && !models.isFirstVersion),
      at: call.range)
  }

  private mutating func renameTable(_ call: FoldedCall, _ target: GormTarget) {
    guard let old = target.model(of: call.positional.first, models)?.table,
      let new = target.model(of: call.positional.dropFirst().first, models)?.table
    else { return reportUnknownName(call) }
    output.emit(.renameTable(old, to: TableName(schema: new.schema ?? old.schema, new.name)), at: call.range)
  }

  /// A column's type with what stands behind it.
  func clause(_ column: GormColumn) -> String {
    var text = models.types.type(of: column)
    if column.isNotNull { text += " NOT NULL" }
    if let value = column.defaultSQL(spelling) { text += " DEFAULT " + value }
    return text
  }

  /// Makes a table, or brings it up to its structure: only what is more, and types that differ.
  private mutating func migrate(
    _ model: GormModel, _ table: TableName, _ call: FoldedCall, _ seen: inout Set<String>
  ) {
    guard seen.insert(table.name).inserted, seen.count < 200 else { return }
    // Tables that keys point to come first, and come with it.
    if !models.isFirstVersion {
      for relation in model.relations where relation.tag["CONSTRAINT"] != "-" {
        guard let other = models.model(of: relation.type), other.table != table else { continue }
        let isOwner = GormKeys.belongsTo(relation, of: model, to: other) != nil
        if isOwner || relation.tag["MANY2MANY"] != nil { migrate(other, other.table, call, &seen) }
      }
    }
    settle()
    if let known = tables[table], !known.isUncertain {
      update(model, table, known, call)
    } else {
      let isUncertain = tables[table] != nil
      create(model, table, call, isIfAbsent: true)
      if isUncertain { for column in model.columns { add(column, to: table, call, isIfAbsent: true) } }
    }
    for relation in model.relations { join(model, relation, call) }
    settle()
  }

  mutating func create(_ model: GormModel, _ table: TableName, _ call: FoldedCall, isIfAbsent: Bool = false) {
    report(model, table, call)
    var parts: [String] = []
    var hasKey = false
    for column in model.columns where !column.isIgnored {
      var text = spelling.name(column.column) + " " + clause(column)
      if column.isAutoIncrement, spelling.family == .sqlite {
        text += " PRIMARY KEY AUTOINCREMENT"
        hasKey = true
      }
      hasKey = hasKey || text.uppercased().contains(text: "PRIMARY KEY")
      if column.isUnique { text += " UNIQUE" }
      parts.append(text)
    }
    let keys = model.primaryKey.map(\.column)
    if !hasKey, !keys.isEmpty { parts.append("PRIMARY KEY (" + spelling.list(keys) + ")") }
    if !models.isFirstVersion {
      parts += model.relations.compactMap { foreignKey($0, of: model) }
    }
    guard !parts.isEmpty else { return reportUnknownName(call, nil, table) }
    runSQL(
      "CREATE TABLE " + (isIfAbsent && spelling.family != .sqlserver ? "IF NOT EXISTS " : "")
        + spelling.name(table) + " ("
        + parts.joined(separator: ", ") + ")", call)
    settle()
    for index in GormIndex.all(of: model) { create(index, on: table, call) }
    if call.name == "CreateTable" { for relation in model.relations { join(model, relation, call) } }
  }

  /// Fields whose columns are not known.
  private mutating func report(_ model: GormModel, _ table: TableName, _ call: FoldedCall) {
    for field in model.unknown where tables.tells(field.field, of: table) {
      output.report(
        "dynamic-type", "the type \"\(field.type)\" of the field \"\(field.field)\" is not known",
        at: call.range, .mayChangeSchema, tables: [table])
    }
  }

  private func foreignKey(_ relation: GormRelation, of model: GormModel) -> String? {
    guard relation.tag["CONSTRAINT"] != "-", let other = models.model(of: relation.type),
      let key = GormKeys.belongsTo(relation, of: model, to: other)
    else { return nil }
    return "CONSTRAINT " + spelling.name("fk_" + model.table.name + "_" + GormNames.column(relation.field))
      + " FOREIGN KEY (" + spelling.name(key.own.column) + ") REFERENCES " + spelling.name(other.table) + " ("
      + spelling.name(key.other.column) + ")" + GormKeys.actions(relation.tag)
  }

  mutating func create(_ index: GormIndex, on table: TableName, _ call: FoldedCall) {
    guard tables[table]?.indexes.contains(index.name.lowercased()) != true else { return }
    let isGuarded = spelling.family == .postgres || spelling.family == .sqlite
    runSQL(
      "CREATE " + (index.isUnique ? "UNIQUE " : "") + "INDEX " + (isGuarded ? "IF NOT EXISTS " : "")
        + spelling.name(index.name) + " ON " + spelling.name(table) + " (" + spelling.list(index.columns)
        + ")" + (index.condition.map { " WHERE " + $0 } ?? ""), call)
  }

  /// The table between two others.
  private mutating func join(_ model: GormModel, _ relation: GormRelation, _ call: FoldedCall) {
    guard let name = relation.tag["MANY2MANY"], let other = models.model(of: relation.type) else { return }
    let table = SQLSpelling.table(GormNames.joinTable(name))
    settle()
    guard tables[table] == nil else { return }
    var parts: [String] = []
    var keys: [String] = []
    func put(_ owner: GormModel, _ names: [String], _ own: String) {
      for (place, key) in owner.primaryKey.enumerated() {
        let field = place < names.count ? names[place] : own + key.field
        let column = GormNames.column(field)
        guard !keys.contains(column) else { continue }
        var copy = key
        copy.isAutoIncrement = false
        copy.tag = GormTag("")
        parts.append(spelling.name(column) + " " + models.types.type(of: copy))
        keys.append(column)
      }
    }
    put(model, GormKeys.names(relation.tag["JOINFOREIGNKEY"]), model.name)
    // Of a structure that is joined with itself the field's name tells them apart.
    let own = model.table == other.table ? EnglishWords.singular(relation.field) : other.name
    put(other, GormKeys.names(relation.tag["JOINREFERENCES"]), own)
    guard !keys.isEmpty else { return }
    parts.append("PRIMARY KEY (" + spelling.list(keys) + ")")
    runSQL(
      "CREATE TABLE " + (spelling.family == .sqlserver ? "" : "IF NOT EXISTS ") + spelling.name(table) + " ("
        + parts.joined(separator: ", ") + ")", call)
  }

  /// Adds what a table lacks, and changes what differs.
  private mutating func update(
    _ model: GormModel, _ table: TableName, _ known: GormTables.Table, _ call: FoldedCall
  ) {
    report(model, table, call)
    for column in model.columns where !column.isIgnored {
      guard let old = known.columns[column.column.lowercased()] else {
        add(column, to: table, call)
        continue
      }
      // The first version adds columns only.
      if !models.isFirstVersion, !column.isPrimaryKey { change(column, of: table, from: old, call) }
    }
    for index in GormIndex.all(of: model) { create(index, on: table, call) }
  }

  mutating func add(
    _ column: GormColumn, to table: TableName, _ call: FoldedCall, isIfAbsent: Bool = false
  ) {
    guard !column.isIgnored, let new = reading(column, of: table, call) else { return }
    output.emit(
      .addColumn(
        table, new.definition, constraints: new.constraints, position: .last, onlyIfAbsent: isIfAbsent),
      at: output.ownRange(of: call))
  }

  private mutating func reading(_ column: GormColumn, of table: TableName, _ call: FoldedCall)
    -> ColumnReading?
  {
    output.column(spelling.name(column.column) + " " + clause(column), of: table, at: call.range)
  }

  /// Changes a column whose type, length or default differs, or that may be empty from now on (`MigrateColumn`).
  private mutating func change(
    _ column: GormColumn, of table: TableName, from old: ColumnDefinition, _ call: FoldedCall
  ) {
    guard let new = reading(column, of: table, call)?.definition else { return }
    // A number that counts itself is the same number.
    let isSame =
      new.type == old.type
      || new.type.name == old.type.name && new.type.modifiers.isEmpty && !old.type.modifiers.isEmpty
        && column.kind != .string
    let isFreed = !old.isNullable && !column.isNotNull
    let isOtherDefault = (new.defaultText ?? "") != (old.defaultText ?? "") && old.generation == nil
    guard !isSame || isFreed || isOtherDefault else { return }
    alter(column, of: table, from: old, call)
  }

  /// States a column anew (`AlterColumn`): PostgreSQL changes type, emptiness and default apart.
  mutating func alter(
    _ column: GormColumn, of table: TableName, from old: ColumnDefinition?, _ call: FoldedCall
  ) {
    guard let new = reading(column, of: table, call)?.definition else { return }
    let place = output.ownRange(of: call)
    let name = new.name
    guard spelling.family == .postgres || spelling.family == .sqlserver else {
      return output.emit(.redefineColumn(table, column: name, new, constraints: []), at: place)
    }
    if old.map({ $0.type != new.type }) ?? true {
      output.emit(
        .alterColumnType(table, column: name, type: new.type, using: nil, collation: nil), at: place)
    }
    if old.map({ $0.isNullable != new.isNullable }) ?? true {
      output.emit(.setNullability(table, column: name, isNullable: new.isNullable), at: place)
    }
    if new.defaultText != old?.defaultText, old?.generation == nil {
      output.emit(.setDefault(table, column: name, new.defaultValue, text: new.defaultText), at: place)
    }
  }
}
