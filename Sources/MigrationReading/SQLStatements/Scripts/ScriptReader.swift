import Domain
import SQLSyntax

/// Reads one script: its statements become operations, what is not understood becomes diagnostics.
struct ScriptReader {
  /// The file.
  let text: SourceText
  /// Names the file's content, for the identity of routines defined in it.
  let content: ContentID
  let dialect: Dialect
  /// Routines defined so far, by earlier scripts and this one.
  var routines: RoutineTable
  /// Gives files that the script includes.
  let source: FileSource
  /// What was read so far.
  var reading = ScriptReading()
  /// Points to which a rollback goes back.
  var transaction = TransactionMarks()
  /// Tables of the session made from queries: they vanish at the end.
  var temporaryTables: [TableName] = []
  /// Tables that programs made under names that are not known, as those are read.
  var newTables: Set<TableName> = []
  /// Variables of the session and prepared statements, as far as their texts are known.
  var variables: [String: FoldedTexts] = [:]
  /// Conditions and blocks around the next statement.
  var control = BlockControl()
  /// Depth of psql's `\if`.
  var conditionDepth = 0
  /// Depth of routines that call routines, and of files that include files.
  var nesting = 0
  /// Statements that may still be read, routines called in routines included.
  var workLeft = 2_000_000
  /// Bytes of routine bodies that may still be run: each call reads its body anew.
  var callBytesLeft = 32 << 20
  /// Names of routines that this script defined itself.
  var ownRoutines: Set<String> = []

  init(
    text: SourceText, content: ContentID, dialect: Dialect, routines: RoutineTable, source: FileSource
  ) {
    self.text = text
    self.content = content
    self.dialect = dialect
    self.routines = routines
    self.source = source
  }

  /// Reads a part of the file.
  mutating func read(_ range: Range<Int>) {
    readStatements(range)
    if nesting == 0 {
      for table in temporaryTables {
        reading.operations.append(
          Operation(
            .dropTable(table, onlyIfPresent: true, cascade: true), location: text.location(range.upperBound)))
      }
      temporaryTables = []
    }
  }

  mutating func readStatements(_ range: Range<Int>) {
    let bound = Int(Int32.max)
    let start = min(range.lowerBound, bound)
    let part = ByteRange(Int32(start), Int32(min(range.upperBound, bound)))
    let statements = StatementReader(text.bytes, range: part, dialect: dialect)
    let frame = StatementFrame(bytes: text.bytes, positions: .identity, file: text)
    for located in statements {
      perform(located, in: frame)
    }
  }

  /// Reads the author's comments.
  mutating func readHints(in ranges: [Range<Int>]) {
    reading.hints = AuthorHints.read(text, in: ranges)
  }

  /// What a statement of a file does.
  mutating func perform(_ located: LocatedStatement, in frame: StatementFrame) {
    if conditionDepth > 0 {
      var conditional = frame
      conditional.isConditional = true
      performInTurn(located, in: conditional)
    } else {
      performInTurn(located, in: frame)
    }
  }

  private mutating func performInTurn(_ located: LocatedStatement, in frame: StatementFrame) {
    if !text.isValid { reportBrokenNames(located.range, frame) }
    guard dialect.switches.contains(.transactSQL) else { return performPlain(located, in: frame) }
    if case .other(let other) = located.statement, performTransact(other, frame) { return }
    if case .query(let query) = located.statement { assignFromQuery(query, frame) }
    performPlain(located, in: control.frame(frame))
  }

  private mutating func performPlain(_ located: LocatedStatement, in frame: StatementFrame) {
    if case .unparsed(let trouble) = located.statement {
      reportUnparsed(trouble, located.range, frame)
    } else if case .other(let other) = located.statement {
      performOther(other, frame)
    } else {
      perform(located.statement, at: located.range, in: frame)
    }
  }

  /// What a statement does, wherever it stands.
  mutating func perform(_ statement: Statement, at range: ByteRange, in frame: StatementFrame) {
    workLeft -= 1
    guard workLeft > 0 else {
      return reportLimit("more statements than are read", range, frame)
    }
    switch statement {
    case .query(let query): performQuery(query, at: range, frame)
    case .insert(let insert): performInsert(insert, frame)
    case .update(let update): performUpdate(update, frame)
    case .delete(let delete): performDelete(delete, frame)
    case .merge(let merge): performMerge(merge, frame)
    case .truncate(let truncate):
      for table in truncate.tables { emit(.truncate(TableName(table.name)), table.range, frame) }
    case .copy(let copy): performCopy(copy, frame)
    case .definition(let definition): performDefinition(definition, at: range, frame)
    case .other(let other): performOther(other, frame)
    case .unparsed(let trouble):
      reportUnparsed(trouble, range, frame)
    }
  }

  /// Keeps an operation.
  mutating func emit(
    _ kind: OperationKind, _ range: ByteRange, _ frame: StatementFrame, makesTemporaryTable: Bool = false
  ) {
    reading.operations.append(
      Operation(
        frame.adapted(kind), location: frame.location(range), isConditional: frame.isConditional,
        toleratesAbsence: frame.toleratesAbsence, makesTemporaryTable: makesTemporaryTable))
  }

  /// Keeps the blind spot that a limit leaves, once per script: what is beyond it is not counted.
  mutating func reportLimit(_ summary: String, _ range: ByteRange, _ frame: StatementFrame) {
    if reading.diagnostics.contains(where: { $0.id == "work-limit" }) { return }
    report("work-limit", summary, range, frame, .mayChangeSchema)
  }

  /// Keeps a blind spot.
  mutating func report(
    _ id: String, _ summary: String, _ range: ByteRange, _ frame: StatementFrame, _ reach: Diagnostic.Reach,
    tables: [TableName] = []
  ) {
    reading.diagnostics.append(
      Diagnostic(
        id: id, summary: summary, location: frame.location(range), byteCount: range.count, reach: reach,
        tables: tables))
  }
}

/// The text in which a statement stands: the file, a routine's body or an executed string.
struct StatementFrame {
  /// The text that ranges point into.
  var bytes: [UInt8]
  /// From that text to the file.
  var positions: SyntaxPositions
  /// The file.
  var file: SourceText
  /// Whether statements stand under a condition that cannot be decided by reading.
  var isConditional = false
  /// The loops of a program around the statement, over rows of queries.
  var loops: [LoopQuery] = []
  /// Whether the statement stands under such a condition in a round of these loops.
  var isConditionalInRound = false
  /// Whether the statement does nothing where its table is absent.
  var toleratesAbsence = false
  /// Whether the program takes care that a thing exists, or does not, before the statement.
  var toleratesPresence = false
  /// Values of a program's variables.
  var constants: [String: String] = [:]
  /// What is known of the variables of the program that it stands in.
  var caller: CallerValues?
  /// The schema that unqualified new names fall into, inside of CREATE SCHEMA.
  var schema: String?

  /// The place of a range; a part of a made-up text that has no place of its own stands where the text begins.
  func location(_ range: ByteRange) -> SourceLocation {
    let offset = positions.fileOffset(range.start)
    return file.location(Int(offset > 0 ? offset : positions.fileOffset(0)))
  }

  /// A translator for expressions of the text.
  func translator() -> SyntaxTranslator {
    var translator = SyntaxTranslator(bytes: bytes)
    translator.variables = constants.mapValues { .literal(.string($0)) }
    return translator
  }

  /// A name; inside of CREATE SCHEMA in the new schema.
  func name(_ name: QualifiedName) -> TableName {
    var table = TableName(name)
    if table.schema == nil { table.schema = schema }
    return table
  }

  /// The operation as it runs under the program's own check for presence or absence.
  func adapted(_ kind: OperationKind) -> OperationKind {
    guard toleratesPresence else { return kind }
    switch kind {
    case .createTable(var table):
      table.onlyIfAbsent = true
      return .createTable(table)
    case .createTableFromQuery(let name, let columns, let query, let withData, _):
      return .createTableFromQuery(
        name, columns: columns, query: query, withData: withData, onlyIfAbsent: true)
    case .dropTable(let name, _, let cascade): return .dropTable(name, onlyIfPresent: true, cascade: cascade)
    case .addColumn(let table, let column, let constraints, let position, _):
      return .addColumn(table, column, constraints: constraints, position: position, onlyIfAbsent: true)
    case .dropColumn(let table, let column, _, let cascade):
      return .dropColumn(table, column: column, onlyIfPresent: true, cascade: cascade)
    case .dropConstraint(let table, let name, _, let cascade):
      return .dropConstraint(table, name: name, onlyIfPresent: true, cascade: cascade)
    case .createEnum(let name, let labels, _): return .createEnum(name, labels: labels, onlyIfAbsent: true)
    case .addEnumLabel(let name, let label, let position, _):
      return .addEnumLabel(name, label: label, position: position, onlyIfAbsent: true)
    case .dropType(let name, _, let cascade): return .dropType(name, onlyIfPresent: true, cascade: cascade)
    case .createView(let name, let columns, let query, let isMaterialized, let replaces, _):
      return .createView(
        name, columns: columns, query: query, isMaterialized: isMaterialized, replaces: replaces,
        onlyIfAbsent: true)
    case .dropView(let name, _, let cascade): return .dropView(name, onlyIfPresent: true, cascade: cascade)
    default: return kind
    }
  }
}
