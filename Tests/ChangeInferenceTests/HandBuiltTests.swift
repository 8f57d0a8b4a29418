import ChangeInference
import Domain
import SchemaReplay
import Testing

/// Results that plain files do not produce: down parts, edited migrations, hostile depth and size.
@Suite struct HandBuiltTests {
  private static let place = Domain.SourceLocation(repository: .backend, file: "a.sql")

  private static func at(_ line: Int) -> Domain.SourceLocation {
    Domain.SourceLocation(repository: .backend, file: "a.sql", position: TextPosition(line: line, column: 1))
  }

  private static func column(_ id: Int, _ name: String, _ type: String = "text") -> Column {
    Column(
      id: ObjectID(id), definition: ColumnDefinition(name: name, type: ColumnType(type), location: place))
  }

  private static func table(_ id: Int, _ name: String, _ columns: [Column]) -> Table {
    Table(id: ObjectID(id), name: TableName(schema: "public", name), columns: columns, location: place)
  }

  private static func schema(_ tables: [Table]) -> Schema { Schema(tables: tables, defaultSchema: "public") }

  @Test func `a down part that renames back makes a strong pair`() {
    let base = Self.schema([Self.table(1, "t", [Self.column(2, "alpha")])])
    let head = Self.schema([Self.table(1, "t", [Self.column(3, "beta")])])
    let name = TableName("t")
    let replay = ReplayResult(
      base: base, head: head, trail: [],
      reverseOperations: [Operation(.renameColumn(name, column: "beta", to: "alpha"), location: Self.at(9))])
    let changes = inferChanges(in: replay, history: "h", lexicon: Lexicon())
    #expect(ChangeText.lines(changes) == ["columnRenamed t(alpha) -> t(beta) ~strong"])
    #expect(changes.first?.evidence.contains { $0.kind == .reversePart && $0.location == Self.at(9) } == true)
  }

  @Test func `a number that loses its negative values has another type`() {
    let base = Self.schema([
      Self.table(1, "t", [Self.column(2, "a", "int unsigned"), Self.column(3, "b", "int")])
    ])
    let head = Self.schema([Self.table(1, "t", [Self.column(2, "a", "int"), Self.column(3, "b", "int")])])
    let changes = inferChanges(
      in: ReplayResult(base: base, head: head, trail: []), history: "h", lexicon: Lexicon())
    #expect(changes.map(\.kind) == [.columnRetyped])
    #expect(changes.first?.type?.step == .constraintOnly)
  }

  @Test func `what only an edited migration changes is marked`() {
    let base = Self.schema([Self.table(1, "t", [Self.column(2, "a"), Self.column(3, "b")])])
    let head = Self.schema([Self.table(1, "t", [])])
    let replay = ReplayResult(base: base, head: head, trail: [], freshDatabaseOnly: [ObjectID(2)])
    let changes = inferChanges(in: replay, history: "h", lexicon: Lexicon())
    #expect(ChangeText.lines(changes) == ["columnDropped t(a) fresh", "columnDropped t(b)"])
    #expect(changes.allSatisfy { $0.history == "h" })
  }

  @Test func `edited and deleted migrations are judged by what they leave`() {
    let base = ["create table t (id int primary key, a text, b text);", "alter table t add column c text;"]
    let edited = ["create table t (id int primary key, a text);", "alter table t add column c text;"]
    let changes = ReplayedScripts(base: base, head: edited).changes()
    #expect(ChangeText.lines(changes) == ["columnDropped t(b) fresh"])
    let deleted = ReplayedScripts(base: base, head: [base[0]]).changes()
    #expect(ChangeText.lines(deleted) == ["columnDropped t(c)"])
  }

  @Test(arguments: [1, 99, 100, 101, 5_000])
  func `deep expressions are not followed to the end`(_ depth: Int) {
    var value = Expression.column(ColumnReference("a", column: ObjectID(2)))
    for step in 0..<depth {
      value = step % 2 == 0 ? .cast(value, to: ColumnType("text")) : .call("lower", [value])
    }
    let base = Self.schema([Self.table(1, "t", [Self.column(2, "a")])])
    let head = Self.schema([Self.table(1, "t", [Self.column(3, "b")])])
    let name = TableName("t")
    let update = Operation(
      .updateRows(name, alias: nil, assignments: [], inputs: [], conditions: []), location: Self.at(1))
    let replay = ReplayResult(
      base: base, head: head,
      trail: [
        ReplayedOperation(
          operation: update, migration: "1", target: ObjectID(1),
          assignments: [ResolvedAssignment(column: ObjectID(3), value: value)], conditions: [value])
      ])
    let changes = inferChanges(in: replay, history: "h", lexicon: Lexicon())
    #expect(changes.contains { $0.columns == ["a"] && $0.kind.losesColumns })
  }

  @Test func `columns that feed each other in a circle end`() {
    let base = Self.schema([Self.table(1, "t", [Self.column(2, "a")])])
    let head = Self.schema([Self.table(1, "t", [Self.column(3, "b"), Self.column(4, "c")])])
    func copy(_ from: Int, _ to: Int) -> ReplayedOperation {
      ReplayedOperation(
        operation: Operation(
          .updateRows(TableName("t"), alias: nil, assignments: [], inputs: [], conditions: []),
          location: Self.at(to)),
        migration: "1", target: ObjectID(1),
        assignments: [
          ResolvedAssignment(
            column: ObjectID(to), value: .column(ColumnReference("x", column: ObjectID(from))))
        ])
    }
    let replay = ReplayResult(
      base: base, head: head, trail: [copy(3, 4), copy(4, 3), copy(2, 3), copy(3, 3), copy(4, 4), copy(2, 4)])
    let changes = inferChanges(in: replay, history: "h", lexicon: Lexicon())
    #expect(changes.contains { $0.columns == ["a"] && $0.kind.losesColumns })
  }

  @Test func `identities that name nothing do no harm`() {
    let base = Self.schema([
      Self.table(1, "t", [Self.column(2, "a")]), Self.table(1, "t", [Self.column(2, "a")]),
    ])
    let head = Self.schema([])
    let stray = ReplayedOperation(
      operation: Operation(
        .dropTable(TableName("t"), onlyIfPresent: false, cascade: true), location: Self.at(1)),
      migration: "1", target: ObjectID(77),
      assignments: [ResolvedAssignment(column: ObjectID(78), value: .literal(.null))],
      conditions: [.call("and", [])], sources: [ObjectID(79), ObjectID(1)])
    let replay = ReplayResult(base: base, head: head, trail: [stray], earlierDataMovements: [stray])
    #expect(inferChanges(in: replay, history: "h", lexicon: Lexicon()).contains { $0.kind == .tableDropped })
  }

  @Test(.timeLimit(.minutes(1))) func `thousands of lost and new tables are paired in bounded time`() {
    func tables(_ first: Int, _ prefix: String) -> [Table] {
      (0..<2_000).map { number in
        let id = first + number * 10
        let columns = (1...6).map { Self.column(id + $0, "c\($0)_\(number % 50)") }
        return Self.table(id, "\(prefix)_\(number)", columns + [Self.column(id + 8, "created_at")])
      }
    }
    let replay = ReplayResult(
      base: Self.schema(tables(0, "old")), head: Self.schema(tables(100_000, "new")), trail: [])
    let changes = inferChanges(in: replay, history: "h", lexicon: Words.lexicon)
    #expect(Set(changes.compactMap(\.table)).count >= 2_000)
  }

  @Test(.timeLimit(.minutes(1))) func `a table of a thousand changed columns is paired in bounded time`() {
    let old = (0..<1_000).map { Self.column($0 + 10, "value_\($0)") }
    let new = (0..<1_000).map { Self.column($0 + 5_000, "value\($0)") }
    let replay = ReplayResult(
      base: Self.schema([Self.table(1, "t", old)]), head: Self.schema([Self.table(1, "t", new)]), trail: [])
    let changes = inferChanges(in: replay, history: "h", lexicon: Lexicon())
    #expect(changes.count { $0.kind == .columnRenamed } == 1_000)
  }
}
