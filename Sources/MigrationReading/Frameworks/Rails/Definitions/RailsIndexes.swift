import Domain

/// Indexes by table: calls name them by their columns, and renamed tables and columns rename them.
struct RailsIndexes: Sendable {
  /// A new name of an index.
  struct Rename: Hashable, Sendable {
    var old: String
    var new: String
  }

  /// Something that was done or asked.
  enum Step: Sendable {
    case change(OperationKind)
    case name(columns: [String], table: TableName, answer: String)
    case tableRenames(table: String, new: String, answer: [Rename])
    case columnRenames(column: String, new: String, table: String, answer: [Rename])

    fileprivate var isQuestion: Bool { if case .change = self { false } else { true } }
  }

  private var byTable: [String: [Index]] = [:]
  /// What was done and asked, in order; nil where nobody wants to know.
  private(set) var steps: [Step]?

  /// No indexes, as seen by a migration that is run ahead of its turn.
  static var ahead: RailsIndexes {
    var none = RailsIndexes()
    none.steps = []
    return none
  }

  /// Does what was done ahead; false, with nothing done, where an answer is another one now.
  mutating func follow(_ steps: [Step]) -> Bool {
    let before = steps.contains(where: \.isQuestion) ? self : nil
    for step in steps {
      let isSame: Bool
      switch step {
      case .change(let kind):
        apply(kind)
        continue
      case .name(let columns, let table, let answer): isSame = name(of: columns, in: table) == answer
      case .tableRenames(let table, let new, let answer): isSame = renames(of: table, to: new) == answer
      case .columnRenames(let column, let new, let table, let answer):
        isSame = renames(of: column, to: new, in: table) == answer
      }
      if !isSame {
        if let before { self = before }
        return false
      }
    }
    return true
  }

  /// The name that Rails gives an index.
  static func name(_ table: String, _ columns: [String]) -> String {
    "index_\(table)_on_" + columns.joined(separator: "_and_")
  }

  /// The index over these columns; else the one of the usual name.
  mutating func name(of columns: [String], in table: TableName) -> String {
    let answer = byTable[table.name]?.last { $0.columns == columns }?.name ?? Self.name(table.name, columns)
    steps?.append(.name(columns: columns, table: table, answer: answer))
    return answer
  }

  /// New names of a table's indexes that follow its new name.
  mutating func renames(of table: String, to new: String) -> [Rename] {
    let answer = (byTable[table] ?? []).compactMap { index in
      index.name == Self.name(table, index.columns)
        ? Rename(old: index.name, new: Self.name(new, index.columns)) : nil
    }
    steps?.append(.tableRenames(table: table, new: new, answer: answer))
    return answer
  }

  /// New names of a table's indexes that follow the new name of a column.
  mutating func renames(of column: String, to new: String, in table: String) -> [Rename] {
    let answer = (byTable[table] ?? []).compactMap { index -> Rename? in
      guard index.columns.contains(column), index.name == Self.name(table, index.columns) else { return nil }
      return Rename(
        old: index.name, new: Self.name(table, index.columns.map { $0 == column ? new : $0 }))
    }
    steps?.append(.columnRenames(column: column, new: new, table: table, answer: answer))
    return answer
  }

  /// Follows an operation.
  mutating func apply(_ kind: OperationKind) {
    if change(by: kind) { steps?.append(.change(kind)) }
  }

  /// False for an operation that leaves indexes alone.
  private mutating func change(by kind: OperationKind) -> Bool {
    switch kind {
    case .createIndex(let table, let index, _):
      byTable[table.name, default: []].removeAll { $0.name == index.name }
      byTable[table.name, default: []].append(index)
    case .dropIndex(let name, let table):
      let keys =
        table.map { [$0.name] }
        ?? byTable.keys.filter { key in
          byTable[key]?.contains { $0.name == name.name } ?? false
        }
      for key in keys { byTable[key]?.removeAll { $0.name == name.name } }
    case .renameIndex(let name, let new):
      for key in byTable.keys {
        guard let place = byTable[key]?.firstIndex(where: { $0.name == name.name }) else { continue }
        byTable[key]?[place].name = new
      }
    case .renameTable(let table, let new): byTable[new.name] = byTable.removeValue(forKey: table.name)
    case .dropTable(let table, _, _): byTable[table.name] = nil
    case .renameColumn(let table, let column, let new):
      let renamed = (byTable[table.name] ?? []).map { index in
        var index = index
        index.columns = index.columns.map { $0 == column ? new : $0 }
        return index
      }
      byTable[table.name] = renamed
    case .dropColumn(let table, let column, _, _):
      byTable[table.name]?.removeAll { $0.columns.contains(column) }
    default: return false
    }
    return true
  }
}
