import Domain

/// All that statements move, from base's own history and from the trail, looked up by column and table.
struct DataMovements: Sendable {
  /// What is written into a column, in running order.
  private(set) var flows: [ObjectID: [ColumnFlow]] = [:]
  /// What a column is read into, in running order.
  private(set) var readers: [ObjectID: [ColumnFlow]] = [:]
  /// What fills a table, in running order.
  private(set) var rowFlows: [ObjectID: [RowFlow]] = [:]

  private let base: SchemaIndex
  private let head: SchemaIndex
  /// Tables of columns that neither schema has: the branch made and dropped them.
  private var passingTables: [ObjectID: ObjectID] = [:]

  /// Reads the operations of a replay; things that base has not are seen through to what filled them. What base's own
  /// history moved between settled tables says nothing of a change.
  init(_ replay: ReplayResult, base: SchemaIndex, head: SchemaIndex, settled: Set<ObjectID>) {
    self.base = base
    self.head = head
    let earlier = replay.earlierDataMovements
    for (place, operation) in earlier.enumerated() where !operation.isAmong(settled) {
      read(operation, step: place - earlier.count)
    }
    for (place, operation) in replay.trail.enumerated() { read(operation, step: place) }
  }

  private func table(of column: ObjectID) -> ObjectID? {
    base.columns.table(of: column) ?? head.columns.table(of: column) ?? passingTables[column]
  }

  /// What is written into a column.
  func flows(into column: ObjectID) -> [ColumnFlow] { flows[column] ?? [] }

  /// The statements that carry values of one column into another.
  func flows(from source: ObjectID, into target: ObjectID) -> [ColumnFlow] {
    flows(into: target).filter { $0.form.sources.contains(source) || conditioned($0, on: source) }
  }

  /// `SET tier = 'gold' WHERE segment = 'premium'` carries segments into tiers, too.
  private func conditioned(_ flow: ColumnFlow, on source: ObjectID) -> Bool {
    guard case .constant = flow.form, source != flow.target else { return false }
    return flow.condition.terms.contains { $0.column.column == source }
  }

  private mutating func read(_ replayed: ReplayedOperation, step: Int) {
    let fillsTable = replayed.operation.kind.fillsTable
    if fillsTable, let target = replayed.target { readRows(replayed, target: target, step: step) }
    let condition = RowCondition(replayed.conditions)
    for assignment in replayed.assignments {
      if let target = replayed.target, table(of: assignment.column) == nil {
        passingTables[assignment.column] = target
      }
      let value = seenThrough(assignment.value, target: assignment.column, depth: 0)
      let flow = ColumnFlow(
        target: assignment.column, value: value, form: ValueForm(value, target: assignment.column),
        condition: condition, step: step,
        fillsTable: fillsTable, isConversion: replayed.operation.kind.changesType,
        isRowForRow: replayed.isRowForRow, isJoined: !fillsTable && !replayed.sources.isEmpty,
        isConditional: replayed.operation.isConditional, migration: replayed.migration,
        location: replayed.operation.location)
      flows[assignment.column, default: []].append(flow)
      for source in Set(value.columns.compactMap(\.column) + condition.terms.compactMap(\.column.column)) {
        readers[source, default: []].append(flow)
      }
    }
  }

  /// Puts what filled a column of the branch in its place, when that is one statement.
  private func seenThrough(_ value: Expression, target: ObjectID, depth: Int) -> Expression {
    let passing = value.columns.compactMap(\.column).filter { !base.columns.holds($0) && $0 != target }
    guard !passing.isEmpty, depth < 8 else { return value }
    var known: [ObjectID: Expression] = [:]
    var size = 0
    for column in Set(passing) {
      guard let sources = flows[column], sources.count == 1, let only = sources.first else { continue }
      known[column] = only.value
      size += only.value.columns.count + 1
    }
    guard !known.isEmpty, size < 500 else { return value }
    return BuiltDocument.opened(value.replacingColumns(known, depth: 0))
  }

  private mutating func readRows(_ replayed: ReplayedOperation, target: ObjectID, step: Int) {
    var sources = replayed.sources.filter { $0 != target }
    for assignment in replayed.assignments {
      for column in assignment.value.columns.compactMap(\.column) {
        if let table = table(of: column), table != target, !sources.contains(table) {
          sources.append(table)
        }
      }
    }
    for source in sources {
      for origin in origins(of: source) {
        rowFlows[target, default: []].append(
          RowFlow(
            target: target, source: origin.source, conditions: origin.conditions + replayed.conditions,
            isRowForRow: origin.isRowForRow && replayed.isRowForRow,
            isConditional: origin.isConditional || replayed.operation.isConditional, step: step,
            migration: replayed.migration, location: replayed.operation.location))
      }
    }
  }

  private struct Origin {
    let source: ObjectID
    var conditions: [Expression] = []
    var isRowForRow = true
    var isConditional = false
  }

  /// The table itself, and what filled it when the branch made it.
  private func origins(of table: ObjectID) -> [Origin] {
    guard !base.tables.holds(table), let fillers = rowFlows[table] else {
      return [Origin(source: table)]
    }
    return [Origin(source: table)]
      + fillers.prefix(16).map {
        Origin(
          source: $0.source, conditions: $0.conditions, isRowForRow: $0.isRowForRow,
          isConditional: $0.isConditional)
      }
  }
}

extension ReplayedOperation {
  /// Whether it writes into one of these tables, from nothing but them.
  fileprivate func isAmong(_ tables: Set<ObjectID>) -> Bool {
    guard let target, tables.contains(target) else { return false }
    return sources.allSatisfy(tables.contains)
  }
}

extension OperationKind {
  /// Whether rows of a query are put into a table.
  var fillsTable: Bool {
    switch self {
    case .insertFromQuery, .createTableFromQuery: true
    default: false
    }
  }

  /// Whether a column gets another type.
  var changesType: Bool {
    switch self {
    case .alterColumnType, .redefineColumn: true
    default: false
    }
  }
}

extension Expression {
  /// The expression with known columns replaced; stops at the depth limit.
  func replacingColumns(_ known: [ObjectID: Expression], depth: Int) -> Expression {
    guard depth < expressionDepthLimit else { return self }
    func replaced(_ part: Expression) -> Expression { part.replacingColumns(known, depth: depth + 1) }
    switch self {
    case .column(let reference):
      return reference.column.flatMap { known[$0] } ?? self
    case .literal:
      return self
    case .call(let name, let arguments):
      return .call(name, arguments.map(replaced))
    case .cast(let inner, let type):
      return .cast(replaced(inner), to: type)
    case .concatenation(let parts):
      return .concatenation(parts.map(replaced))
    case .caseWhen(let operand, let branches, let otherwise):
      return .caseWhen(
        operand: operand.map(replaced),
        branches: branches.map { CaseBranch(condition: replaced($0.condition), result: replaced($0.result)) },
        otherwise: otherwise.map(replaced))
    case .opaque(let text, let columns):
      return .opaque(
        text: text,
        columns: columns.flatMap { reference in
          reference.column.flatMap { known[$0] }?.columns ?? [reference]
        })
    }
  }
}
