import ChangeInference
import Domain
import SchemaReplay
import Testing

/// What must hold whatever the schemas are.
@Suite struct PropertyTests {
  private static let tableNames = ["users", "accounts", "orders", "order_items", "customers", "archive"]
  private static let columnNames = [
    "id", "email", "mail", "name", "first_name", "last_name", "address", "street", "city", "status", "state",
    "amount",
    "amount_cents", "created_at", "user_id",
  ]
  private static let typeNames = [
    "int", "text", "varchar(20)", "boolean", "timestamptz", "jsonb", "numeric(10,2)",
  ]

  private static func table(_ name: String, _ numbers: inout SeededNumbers) -> String {
    var columns = ["id int primary key"]
    for column in columnNames.dropFirst() where numbers.next(3) == 0 {
      columns.append("\(column) \(typeNames[numbers.next(typeNames.count)])")
    }
    return "create table \(name) (\(columns.joined(separator: ", ")));"
  }

  private static func statement(_ numbers: inout SeededNumbers) -> String {
    let table = tableNames[numbers.next(tableNames.count)]
    let other = tableNames[numbers.next(tableNames.count)]
    let column = columnNames[numbers.next(columnNames.count)]
    let second = columnNames[numbers.next(columnNames.count)]
    switch numbers.next(14) {
    case 0: return "drop table if exists \(table);"
    case 1: return Self.table(table, &numbers)
    case 2: return "alter table \(table) rename to \(other);"
    case 3, 4: return "alter table \(table) add column \(column) \(typeNames[numbers.next(typeNames.count)]);"
    case 5, 6: return "alter table \(table) drop column if exists \(column);"
    case 7: return "alter table \(table) rename column \(column) to \(second);"
    case 8: return "update \(table) set \(column) = \(second);"
    case 9: return "update \(table) set \(column) = 'a' where \(second) = 'b';"
    case 10: return "insert into \(table) (id, \(column)) select id, \(second) from \(other);"
    case 11: return "alter table \(table) alter column \(column) type text using \(column)::text;"
    case 12: return "update \(table) set \(column) = split_part(\(second), ' ', 1);"
    default: return "create view v_\(table) as select * from \(other); drop view v_\(table);"
    }
  }

  private static func scripts(_ seed: Int) -> (base: [String], head: [String]) {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let base = tableNames.prefix(3).map { table($0, &numbers) }
    let steps = (0..<(3 + numbers.next(12))).map { _ in statement(&numbers) }
    return (base, base + steps)
  }

  @Test(arguments: 1...150) func `no lost thing goes unreported, and the list is in order`(_ seed: Int) {
    let (base, head) = Self.scripts(seed)
    let replay = ReplayedScripts(base: base, head: head).replay
    let changes = inferChanges(in: replay, history: "h", lexicon: Words.lexicon)
    #expect(changes.map(\.id.number) == Array(1..<(changes.count + 1)))
    #expect(
      changes.allSatisfy {
        !$0.evidence.isEmpty && !$0.locations.isEmpty && $0.locations == $0.locations.sorted()
      })
    let story = head.dropFirst(base.count).joined(separator: "\n")
    for table in replay.base.tables {
      let after = replay.head.tables.first { $0.id == table.id }
      if after?.name != table.name, !Self.isMadeAnew(table, replay) {
        #expect(
          changes.contains { $0.table == table.name && $0.kind.losesTable }, "\(table.name.display)\n\(story)"
        )
      }
      guard !changes.contains(where: { $0.table == table.name && $0.kind == .tableDropped }) else { continue }
      let names = Set(changes.filter { $0.table == table.name }.flatMap(\.columns))
      for column in table.columns
      where after?.columns.contains(where: { $0.id == column.id && $0.name == column.name }) == false {
        let isCarried = replay.head.tables.contains { $0.columns.contains { $0.name == column.name } }
        #expect(names.contains(column.name) || isCarried, "\(table.name.display).\(column.name)\n\(story)")
      }
    }
  }

  /// A table of this name is back, copied from the old one.
  private static func isMadeAnew(_ table: Table, _ replay: ReplayResult) -> Bool {
    replay.head.tables.contains { $0.name == table.name }
  }

  @Test(arguments: 1...60) func `the order of tables and the numbers of identities do not matter`(_ seed: Int)
  {
    let (base, head) = Self.scripts(seed)
    let replay = ReplayedScripts(base: base, head: head).replay
    var other = replay
    other.base.tables.reverse()
    other.head.tables.reverse()
    other = Renumbering.apply(other)
    let first = inferChanges(in: replay, history: "h", lexicon: Words.lexicon)
    let again = inferChanges(in: replay, history: "h", lexicon: Words.lexicon)
    #expect(first == again)
    #expect(
      ChangeText.lines(first)
        == ChangeText.lines(inferChanges(in: other, history: "h", lexicon: Words.lexicon)))
  }

  @Test(arguments: 1...30) func `a schema does not differ from itself`(_ seed: Int) {
    let (base, _) = Self.scripts(seed)
    #expect(ReplayedScripts(base: base, head: base).changes().isEmpty)
  }
}

/// Gives every identity another number, such that their order is reversed.
enum Renumbering {
  static func apply(_ replay: ReplayResult) -> ReplayResult {
    var copy = replay
    copy.base = schema(replay.base)
    copy.head = schema(replay.head)
    copy.trail = replay.trail.map(operation)
    copy.earlierDataMovements = replay.earlierDataMovements.map(operation)
    copy.freshDatabaseOnly = Set(replay.freshDatabaseOnly.map(id))
    return copy
  }

  private static func id(_ id: ObjectID) -> ObjectID { ObjectID(1_000_000 - id.number) }

  private static func schema(_ schema: Schema) -> Schema {
    var copy = schema
    for place in copy.tables.indices {
      copy.tables[place].id = id(copy.tables[place].id)
      for column in copy.tables[place].columns.indices {
        copy.tables[place].columns[column].id = id(copy.tables[place].columns[column].id)
      }
    }
    for place in copy.views.indices { copy.views[place].id = id(copy.views[place].id) }
    for place in copy.types.indices { copy.types[place].id = id(copy.types[place].id) }
    return copy
  }

  private static func operation(_ operation: ReplayedOperation) -> ReplayedOperation {
    var copy = operation
    copy.target = operation.target.map(id)
    copy.sources = operation.sources.map(id)
    copy.conditions = operation.conditions.map(expression)
    copy.assignments = operation.assignments.map {
      ResolvedAssignment(column: id($0.column), value: expression($0.value))
    }
    return copy
  }

  private static func expression(_ expression: Expression) -> Expression {
    func reference(_ reference: ColumnReference) -> ColumnReference {
      var copy = reference
      copy.column = reference.column.map(id)
      return copy
    }
    switch expression {
    case .column(let column): return .column(reference(column))
    case .literal: return expression
    case .call(let name, let arguments): return .call(name, arguments.map(self.expression))
    case .cast(let inner, let type): return .cast(self.expression(inner), to: type)
    case .concatenation(let parts): return .concatenation(parts.map(self.expression))
    case .caseWhen(let operand, let branches, let otherwise):
      return .caseWhen(
        operand: operand.map(self.expression),
        branches: branches.map {
          CaseBranch(condition: self.expression($0.condition), result: self.expression($0.result))
        }, otherwise: otherwise.map(self.expression))
    case .opaque(let text, let columns): return .opaque(text: text, columns: columns.map(reference))
    }
  }
}
