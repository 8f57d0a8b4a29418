import Domain
import ScriptSyntax

/// Tables as wholes.
extension RailsRunner {
  /// A call that names a table first.
  mutating func changeTable(
    _ name: String, _ target: TableName, _ arguments: RailsArguments, _ range: ScriptRange
  ) {
    switch name {
    case "create_table", "create_or_update_table", "create_range_partition", "create_list_partition",
      "create_hash_partition":
      createTable(target, arguments, range)
    case "create_join_table", "drop_join_table": joinTable(name, target, arguments, range)
    case "drop_table":
      for one in arguments.values {
        guard let text = one.string else {
          report(
            "dynamic-call", "a table of \"drop_table\" is not known from the text", range, .mayChangeSchema)
          continue
        }
        let isGuarded = arguments.options.flag("if_exists") == true || isAbsenceGuarded
        emit(
          .dropTable(
            Self.tableName(text), onlyIfPresent: isGuarded,
            cascade: arguments.options.text("force") == "cascade"),
          range)
      }
    case "rename_table": renameTable(target, arguments, range)
    case "change_table":
      tables.append(RailsTable(name: target))
      runBlock(of: arguments, range)
      tables.removeLast()
    case "truncate", "truncate_tables":
      for text in arguments.texts { if let text { emit(.truncate(Self.tableName(text)), range) } }
    case "create_partition_of", "create_range_partition_of", "create_list_partition_of",
      "create_hash_partition_of",
      "create_partition", "attach_range_partition", "attach_list_partition", "detach_partition":
      partition(name, target, arguments, range)
    default: changeColumns(name, target, arguments, range)
    }
  }

  private mutating func renameTable(_ target: TableName, _ arguments: RailsArguments, _ range: ScriptRange) {
    guard let text = arguments.text(1) else {
      return report(
        "dynamic-call", "the new name of \"\(target.display)\" is not known from the text", range,
        .mayChangeSchema,
        tables: [target])
    }
    let new = Self.tableName(text)
    let renames = indexes.renames(of: target.name, to: new.name)
    emit(.renameTable(target, to: new), range)
    for entry in renames {
      emit(.renameIndex(TableName(schema: new.schema, entry.old), to: entry.new), range)
    }
  }

  private mutating func createTable(_ name: TableName, _ arguments: RailsArguments, _ range: ScriptRange) {
    let options = arguments.options
    if let text = options.text("as") { return createFromQuery(name, text, options, range) }
    if options.flag("force") == true { emit(.dropTable(name, onlyIfPresent: true, cascade: true), range) }
    var definition = TableDefinition(
      name: name, columns: [],
      onlyIfAbsent: options.flag("if_not_exists") == true || isPresenceGuarded
        || options.flag("force") == true,
      isTemporary: options.flag("temporary") == true)
    addKey(to: &definition, options, range)
    tables.append(RailsTable(name: name, definition: definition))
    runBlock(of: arguments, range)
    finishTable(range, options)
  }

  /// The block of the innermost table; `&:timestamps` calls what it names.
  private mutating func runBlock(of arguments: RailsArguments, _ range: ScriptRange) {
    if let block = arguments.block {
      run(block, [.table])
    } else if let name = arguments.blockName {
      tableCall(name, RailsArguments(), range)
    }
  }

  /// The key that `create_table` makes by itself.
  mutating func addKey(
    to definition: inout TableDefinition, _ options: RailsOptions, _ range: ScriptRange
  ) {
    let place = place(range)
    let keys = options.names("primary_key")
    if keys.count > 1 {
      definition.constraints.append(Constraint(kind: .primaryKey(keys), location: place))
      return
    }
    guard options.flag("id") != false else { return }
    let id = keys.first ?? "id"
    var details = RailsOptions(options["id"])
    let type = options.text("id") ?? details.text("type") ?? "primary_key"
    details.set("null", .boolean(false))
    if options["default"] != nil { details.complete("default", options["default"] ?? .null) }
    var key = column(id, type, details, range)
    if ["primary_key", "integer", "bigint", "serial", "bigserial"].contains(type), key.defaultValue == nil,
      details["default"] == nil
    {
      key.generation = .sequence
    }
    definition.columns.append(key)
    definition.constraints.append(Constraint(kind: .primaryKey([id]), location: place))
  }

  /// Ends the innermost table block: the table comes before its indexes and foreign keys.
  mutating func finishTable(_ range: ScriptRange, _ options: RailsOptions) {
    guard let made = tables.popLast(), var definition = made.definition else { return }
    if let text = options.text("options"), text.uppercased().hasPrefix("INHERITS"),
      let parent = Self.inside(text)
    {
      definition.inherits = [Self.tableName(parent)]
      definition.copiedFrom.append(
        TableCopy(table: Self.tableName(parent), includesConstraints: true, includesKeys: false))
    }
    let outer = isPresenceGuarded
    emit(.createTable(definition), range)
    isPresenceGuarded = outer
    for entry in made.later { emit(entry.kind, entry.range) }
  }

  private static func inside(_ text: String) -> String? {
    guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close else {
      return nil
    }
    let name = text[text.index(after: open)..<close].filter { $0 != "\"" && $0 != " " }
    return name.isEmpty || name.contains(",") ? nil : name
  }

  private mutating func createFromQuery(
    _ name: TableName, _ query: String, _ options: RailsOptions, _ range: ScriptRange
  ) {
    let kind = options.flag("temporary") == true ? "TEMPORARY TABLE" : "TABLE"
    runSQL(ScriptText("CREATE \(kind) \(sqlName(name)) AS \(query)", at: range.start), range)
  }

  private static func joinName(_ left: String, _ right: String) -> String {
    let pair = [left, right].sorted()
    // `music_artists` and `music_records` join as `music_artists_records`.
    let parts = pair.map { $0.split(separator: "_", omittingEmptySubsequences: false).map(String.init) }
    var same = 0
    while same < parts[0].count - 1, same < parts[1].count - 1, parts[0][same] == parts[1][same] { same += 1 }
    return (parts[0] + parts[1].dropFirst(same)).joined(separator: "_")
  }

  private mutating func joinTable(
    _ call: String, _ left: TableName, _ arguments: RailsArguments, _ range: ScriptRange
  ) {
    let options = arguments.options
    guard let right = arguments.text(1) else {
      return report(
        "dynamic-call", "a table of \"\(call)\" is not known from the text", range, .mayChangeSchema)
    }
    let name = Self.tableName(options.text("table_name") ?? Self.joinName(left.name, right))
    if call == "drop_join_table" {
      return emit(
        .dropTable(
          name, onlyIfPresent: options.flag("if_exists") == true || isAbsenceGuarded, cascade: false), range)
    }
    if options.flag("force") == true { emit(.dropTable(name, onlyIfPresent: true, cascade: true), range) }
    var details = RailsOptions(options["column_options"])
    details.complete("null", .boolean(false))
    tables.append(
      RailsTable(
        name: name,
        definition: TableDefinition(
          name: name, columns: [], onlyIfAbsent: options.flag("if_not_exists") == true || isPresenceGuarded)))
    for one in [left.name, right] {
      addReference(EnglishWords.singular(one), details.with("index", .boolean(false)), range)
    }
    runBlock(of: arguments, range)
    finishTable(range, options)
  }

  /// Partitions as the gems that have calls for them make them.
  private mutating func partition(
    _ call: String, _ parent: TableName, _ arguments: RailsArguments, _ range: ScriptRange
  ) {
    if call == "detach_partition" || call.hasPrefix("attach"), let child = arguments.text(1) {
      return emit(
        .setPartition(Self.tableName(child), parent: parent, attached: call != "detach_partition"), range)
    }
    guard let child = arguments.options.text("name") ?? arguments.text(1) else {
      return report(
        "dynamic-call", "the name of a partition is not known from the text", range, .mayChangeSchema,
        tables: [parent])
    }
    var definition = TableDefinition(name: Self.tableName(child), columns: [], partitionOf: parent)
    definition.copiedFrom = [TableCopy(table: parent, includesConstraints: true, includesKeys: true)]
    emit(.createTable(definition), range)
  }

  /// A table's name as SQL.
  func sqlName(_ name: TableName) -> String {
    let parts = [name.schema, name.name].compactMap { $0 }
    return parts.map { spelling.shortName($0) }.joined(separator: ".")
  }
}

extension RailsOptions {
  /// The options with one more.
  func with(_ name: String, _ value: RailsValue) -> RailsOptions {
    var copy = self
    copy.set(name, value)
    return copy
  }
}
