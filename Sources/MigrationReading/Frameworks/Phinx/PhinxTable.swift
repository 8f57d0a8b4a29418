import Domain
import ScriptSyntax

/// A table as an object: its changes wait until they are made.
struct PhinxTable {
  /// One change.
  struct Action {
    var call: FoldedCall
    var standing: ProgramStanding
  }

  /// Nil if the name is not known.
  let name: TableName?
  let options: FoldedValue?
  let call: FoldedCall
  var actions: [Action] = []

  /// Calls that change the table once it is saved.
  static let actions: Set<String> = [
    "addColumn", "addColumns", "changeColumn", "renameColumn", "removeColumn", "addIndex", "removeIndex",
    "removeIndexByName", "addForeignKey", "addForeignKeyWithName", "dropForeignKey", "dropForeignKeyByName",
    "addTimestamps", "addTimestampsWithTimezone", "addPrimaryKey", "changePrimaryKey", "rename", "drop",
    "insert",
    "setData", "dropColumn", "addPolymorphic", "updateColumn", "addCheckConstraint", "dropCheckConstraint",
    "insertOrSkip", "insertOrUpdate",
  ]
  /// Those that releases before 0.10 made without saving.
  static let immediate: Set<String> = [
    "changeColumn", "renameColumn", "removeColumn", "removeIndex", "removeIndexByName", "dropForeignKey",
    "rename",
    "drop",
  ]
  /// Those that a table may be created with.
  private static let creating: Set<String> = [
    "addColumn", "addColumns", "addIndex", "addForeignKey", "addForeignKeyWithName", "addTimestamps",
    "insert",
    "addTimestampsWithTimezone", "addPrimaryKey",
  ]

  /// Whether `save` makes the table: nothing speaks of it so far, and it is given what a new one is given.
  func isNew(_ known: ProgramTables) -> Bool {
    guard let name,
      actions.contains(where: { $0.call.name == "addColumn" || $0.call.name == "addTimestamps" })
    else { return false }
    if let isThere = known.hasTable(name.name) { return !isThere }
    guard actions.allSatisfy({ Self.creating.contains($0.call.name) }) else { return false }
    if options?.entry("id") != nil || options?.entry("primary_key") != nil { return true }
    return !actions.contains { action in
      action.call.argument(2, "options")?.entry("after") != nil
    }
  }
}

extension PhinxProgram {
  /// Makes the changes of a table.
  mutating func flush(_ table: PhinxTable, _ verb: String, _ call: FoldedCall) {
    if table.name == nil, verb == "create" || table.options?.entry("id") != nil {
      return output.report(
        "dynamic-name", "the name of a new table is put together at run time", at: call.range, .harmless)
    }
    if verb == "create" || verb == "save" && table.isNew(tables) {
      create(table, call)
    } else {
      update(table)
    }
  }

  private mutating func create(_ table: PhinxTable, _ call: FoldedCall) {
    guard let name = table.name else { return reportUnknownName(call) }
    let start = output.operations.count
    var elements: [String] = []
    var key = keyElements(of: table, &elements)
    var rest: [PhinxTable.Action] = []
    for action in table.actions {
      if action.standing.isNever { continue }
      if action.standing.isConditional, !output.standing.isConditional {
        output.report(
          "undecided-condition", "whether the table has this depends on a condition that is not known",
          at: action.call.range, .mayChangeSchema, tables: [name])
      }
      switch action.call.name {
      case "addColumn":
        guard let column = columns.sql(action.call) else {
          reportUnknownName(action.call, .mayChangeSchema, name)
          continue
        }
        elements.append(column.sql)
        let isIdentity = action.call.argument(2, "options")?.entry("identity")?.boolean == true
        if isIdentity, key.isEmpty { key = [column.name] }
      case "addTimestamps", "addTimestampsWithTimezone": elements += timestamps(action.call)
      case "addPrimaryKey":
        key = names(action.call.positional.first) ?? key
      default: rest.append(action)
      }
    }
    if !key.isEmpty { elements.append("PRIMARY KEY (" + spelling.list(key) + ")") }
    execute(
      "CREATE TABLE " + spelling.name(name) + " (" + elements.joined(separator: ", ") + ")",
      stands(table.call) ? table.call : call)
    for action in rest { perform(action, name) }
    note(since: start)
  }

  /// Whether a call stands in the file: a method of a class above may name the table.
  private func stands(_ call: FoldedCall) -> Bool {
    let (start, end) = (Int(call.range.start), Int(call.range.end))
    guard output.site == nil, start >= 0, start < end, end <= output.file.bytes.count else { return false }
    return ByteSearch.contains(Array(output.file.bytes[start..<end]), Array("able(".utf8))
  }

  /// The key that a table has by itself or by its options; its column is put among the elements.
  private func keyElements(of table: PhinxTable, _ elements: inout [String]) -> [String] {
    let id = table.options?.entry("id")
    let given = names(table.options?.entry("primary_key"))
    if id?.boolean == false { return given ?? [] }
    let name = id?.text ?? (given?.count == 1 && id == nil ? given?[0] : nil) ?? "id"
    // A key that is listed as a column too is that column.
    let isListed = table.actions.contains {
      $0.call.positional.first?.text == name && $0.call.name == "addColumn"
    }
    if isListed { return given ?? [name] }
    let isSigned = table.options?.entry("signed")?.boolean ?? !settings.isUnsigned
    let type =
      switch spelling.family {
      case .mysql: (isSigned ? "int" : "int unsigned") + " NOT NULL AUTO_INCREMENT"
      case .postgres: "integer GENERATED BY DEFAULT AS IDENTITY"
      case .sqlserver: "int IDENTITY"
      case .sqlite, .other: "integer"
      }
    elements.append(spelling.name(name) + " " + type)
    return given ?? [name]
  }

  /// `addTimestamps('created_at', 'updated_at')`
  func timestamps(_ call: FoldedCall) -> [String] {
    let isZoned =
      call.name.hasSuffix("Timezone") || call.positional.count > 2 && call.positional[2].boolean == true
    let type = columns.type("timestamp", PhinxOptions(entries: [])) ?? "timestamp"
    let zone = isZoned && spelling.family == .postgres ? " with time zone" : ""
    return [
      ("created_at", " NOT NULL DEFAULT CURRENT_TIMESTAMP"),
      ("updated_at", spelling.family == .mysql ? " NULL" : ""),
    ]
    .enumerated().compactMap { place, column in
      let given = call.positional.indices.contains(place) ? call.positional[place] : nil
      if given?.boolean == false { return nil }
      return spelling.name(given?.text ?? column.0) + " " + type + zone + column.1
    }
  }

  /// Names of columns: one, or a list.
  func names(_ value: FoldedValue?) -> [String]? {
    if let text = value?.text { return [text] }
    guard let elements = value?.elements else { return nil }
    let texts = elements.compactMap(\.text)
    return texts.count == elements.count && !texts.isEmpty ? texts : nil
  }

  /// Changes of a table that is there.
  mutating func update(_ table: PhinxTable) {
    guard let name = table.name else {
      // New rows and indexes of a table that is not known take nothing from readers.
      let harmless: Set<String> = ["insert", "addIndex", "addForeignKey", "setData"]
      let reach: Diagnostic.Reach =
        table.actions.allSatisfy { harmless.contains($0.call.name) } ? .harmless : .mayChangeSchema
      if !table.actions.isEmpty { reportUnknownName(table.call, reach) }
      return
    }
    let start = output.operations.count
    var current = name
    for action in table.actions {
      perform(action, current)
      if action.call.name == "rename", let new = action.call.positional.first?.text {
        current = SQLSpelling.table(new, schema: name.schema)
      }
    }
    note(since: start)
  }

  /// Takes up what was done, for questions that come later.
  private mutating func note(since start: Int) {
    for operation in output.operations.dropFirst(start) { tables.apply(operation) }
  }
}
