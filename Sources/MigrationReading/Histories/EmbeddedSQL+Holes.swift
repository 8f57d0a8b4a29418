import Domain
import SQLSyntax
import ScriptSyntax

/// What SQL does of which parts are not known.
enum HoledReading {
  /// Rows, in a way that the text says but for values; or columns whose defaults are such values.
  case rows(ScriptReading)
  /// Nothing: it only reads, or changes what is not replayed.
  case query
  /// New tables of whose names a part is not known, as they would be read; nothing that was there changes.
  case newTables([TableName])
  /// Rows of a table, if its name is known; of which rows and columns, is not.
  case someRows(TableName?)
  /// Anything, on these tables if there are any.
  case unknown([TableName])
}

/// SQL texts that a program puts together, with a mark where a part is not known.
enum SQLHoles {
  /// Stands for a part that is not known: the byte that programs of the database have there, too.
  static let byte = ExecutedText.hole
  static let mark = String(decoding: [byte], as: UTF8.self)

  /// The text with `value` for each part that is not known; nil where such a part stands in a name.
  static func filled(_ text: String, value: String) -> String? {
    var filling = HoleFilling(value: value)
    return filling.fill(text)
  }

  /// Whether a text begins as a statement that changes or reads rows does.
  static func beginsStatement(_ text: String) -> Bool {
    let verb = text.drop { $0.isWhitespace || $0 == "(" }.prefix { $0.isLetter }.uppercased()
    return ["SELECT", "UPDATE", "DELETE", "INSERT", "WITH", "ALTER", "CREATE", "DROP", "TRUNCATE"].contains(
      verb)
  }

  /// The text with a name for each part that is not known.
  static func named(_ text: String) -> String {
    String(decoding: text.utf8.flatMap { $0 == byte ? Array(name.utf8) : [$0] }, as: UTF8.self)
  }

  /// The name that `named` puts in: none that a table has.
  private static let name = "tidegate_hole"

  /// Whether a table's name is known in part, so that texts that mean it can be told.
  static func isPartlyKnown(_ table: TableName) -> Bool {
    table.name.contains(text: name) && table.name != name
  }

  /// A table's name if it is known; that of its schema may be missing.
  static func known(_ table: TableName) -> TableName? {
    if table.name.contains(text: name) { return nil }
    let isWhole = table.schema.map { !$0.contains(text: name) } ?? true
    return isWhole ? table : TableName(table.name)
  }
}

extension SQLHoles {
  /// What a text with marks does; `unknown` spells a value that is not known, `new` names tables made by such texts
  /// before, and `aside` reads a text without it being run.
  static func reading(
    of text: String, unknown: String, new: Set<TableName> = [], aside: (String) -> ScriptReading
  ) -> HoledReading {
    var filling = HoleFilling(value: unknown)
    if let filled = filling.fill(text) {
      var reading = aside(filled)
      let changesRows = reading.operations.allSatisfy(\.kind.changesRowsOnly)
      // Statements beside those that have the holes are known as they are.
      let isKnown =
        changesRows || (filling.isOfRows || filling.isOfLiterals) && reading.routineChanges.isEmpty
      if reading.diagnostics.isEmpty, isKnown,
        !filling.hasColumns || reading.operations.allSatisfy(\.kind.isOpenToColumns)
      {
        for index in reading.operations.indices where filling.hasRows || filling.hasColumns {
          reading.operations[index].kind.forgetRows(columns: filling.hasColumns)
        }
        return reading.operations.isEmpty && reading.routineChanges.isEmpty ? .query : .rows(reading)
      }
    }
    // With names in place of what is not known it tells its kind.
    let reading = aside(named(text))
    guard reading.diagnostics.contains(where: { $0.id == "sql-syntax" }) else {
      return reading.reachWithHoles(new)
    }
    // `for values in (a, b)`: not a name.
    let numbered = aside(HoleFilling.numbered(text, name: name))
    return (numbered.diagnostics.isEmpty ? numbered : reading).reachWithHoles(new)
  }
}

extension EmbeddedSQL {
  /// What a text does in which `SQLHoles.mark` stands for the parts that are not known.
  mutating func readHoled(_ text: ScriptText, in file: SourceText, content: ContentID) -> HoledReading {
    guard text.count < 100_000 else { return .unknown([]) }
    let start = Int32(truncatingIfNeeded: text.fileOffset(ofByte: 0))
    let reading = SQLHoles.reading(of: text.string, unknown: SQLSpelling(dialectName).unknown) {
      readAside(ScriptText($0, at: start), in: file, content: content)
    }
    if case .rows(let rows) = reading { take(rows) }
    return reading
  }
}

extension ScriptReading {
  /// How far it may reach, read with names in place of what is not known.
  fileprivate func reachWithHoles(_ new: Set<TableName>) -> HoledReading {
    var tables: [TableName] = []
    var made: [TableName] = []
    var (isAny, isSchema, isRows) = (false, false, false)
    for diagnostic in diagnostics where diagnostic.reach != .harmless {
      if diagnostic.reach == .mayChangeRows, diagnostic.id == "sql-syntax" {
        isRows = true
      } else {
        isSchema = true
      }
      let known = diagnostic.tables.compactMap(SQLHoles.known)
      tables += known
      if known.isEmpty { isAny = true }
    }
    for operation in operations where !operation.kind.changesIndexesOnly {
      if case .createSchema = operation.kind { continue }
      if let table = operation.kind.newTable, SQLHoles.isPartlyKnown(table) {
        made.append(table)
        continue
      }
      if let table = operation.kind.holedTable, new.contains(table) || made.contains(table) { continue }
      if operation.kind.changesRowsOnly || operation.kind.dropsConstraint {
        isRows = true
      } else {
        isSchema = true
      }
      let known = operation.kind.holedTable.flatMap(SQLHoles.known)
      if let known { tables.append(known) } else { isAny = true }
    }
    if routineChanges.contains(where: \.mayMatter) { (isSchema, isAny) = (true, true) }
    if isSchema { return .unknown(isAny ? [] : tables) }
    if isRows { return .someRows(isAny || tables.count != 1 ? nil : tables.first) }
    return made.isEmpty ? .query : .newTables(made)
  }
}

extension RoutineTable.Change {
  /// Whether a call that a migration may write runs something else from here on: functions of triggers are not called,
  /// and what is dropped is not called any more.
  fileprivate var mayMatter: Bool {
    switch self {
    case .drop: false
    case .define(_, let routine):
      if case .type(let type) = routine.definition.returns { type.canonical != "trigger" } else { true }
    }
  }
}

extension OperationKind {
  /// Leaves the rows that it inserts open, and their columns too if those are not known: a hole stood among them.
  fileprivate mutating func forgetRows(columns isOpen: Bool) {
    guard case .insertRows(let table, let columns, _, _) = self else { return }
    self = .insertRows(table, columns: isOpen ? [] : columns, rows: [], isComplete: false)
  }

  /// Whether columns that are not known leave something to say: which rows it inserts from a query is told by them.
  fileprivate var isOpenToColumns: Bool {
    if case .insertFromQuery = self { false } else { true }
  }

  /// Whether it changes rows and nothing else.
  var changesRowsOnly: Bool {
    switch self {
    case .updateRows, .insertFromQuery, .insertRows, .deleteRows: true
    default: false
    }
  }

  /// Whether it changes indexes and nothing else.
  fileprivate var changesIndexesOnly: Bool {
    switch self {
    case .createIndex, .renameIndex, .renameConstraint, .setSearchPath: true
    default: false
    }
  }

  /// Whether it drops a constraint: which one ever, at most rows that it kept out come in.
  fileprivate var dropsConstraint: Bool {
    if case .dropConstraint = self { true } else { false }
  }

  /// The table that it makes, where nothing of that name is there before.
  fileprivate var newTable: TableName? {
    switch self {
    case .createTable(let definition): definition.name
    case .createTableFromQuery(let name, _, _, _, _): name
    default: nil
    }
  }

  /// The one table that it changes, of the statements that programs put together.
  fileprivate var holedTable: TableName? {
    switch self {
    case .updateRows(let table, _, _, _, _), .insertFromQuery(let table, _, _),
      .insertRows(let table, _, _, _),
      .deleteRows(let table, _, _, _), .addColumn(let table, _, _, _, _), .dropColumn(let table, _, _, _),
      .renameColumn(let table, _, _), .alterColumnType(let table, _, _, _, _),
      .setNullability(let table, _, _),
      .setDefault(let table, _, _, _), .addConstraint(let table, _, _), .dropConstraint(let table, _, _, _),
      .dropTable(let table, _, _), .truncate(let table):
      table
    case .createTable(let definition): definition.name
    // Rows of a new table are none.
    case .setPartition(let part, _, attached: true): part
    default: nil
    }
  }
}
