import Domain

/// The tables that the migrations have made so far, for questions that migrations put to the database.
struct ProgramTables: Sendable {
  /// Columns in order; nil where they are not all known.
  private var columns: [String: [String]?] = [:]
  /// Tables that were made and are gone.
  private var gone: Set<String> = []

  /// Whether a table is there; nil if no migration speaks of it.
  func hasTable(_ name: String) -> Bool? {
    if columns[name] != nil { return true }
    return gone.contains(name) ? false : nil
  }

  /// The columns of a table; nil if they are not known.
  func columns(of name: String) -> [String]? { columns[name] ?? nil }

  /// Takes up what an operation does.
  mutating func apply(_ operation: Operation) {
    switch operation.kind {
    case .createTable(let table):
      let key = table.name.name
      if table.onlyIfAbsent, columns[key] != nil { return }
      columns[key] =
        table.copiedFrom.isEmpty && !operation.isConditional ? .some(table.columns.map(\.name)) : .some(nil)
      gone.remove(key)
    case .createTableFromQuery(let name, _, _, _, _): columns[name.name] = .some(nil)
    case .dropTable(let name, _, _):
      if operation.isConditional {
        forget(name.name)
      } else {
        columns[name.name] = nil
        gone.insert(name.name)
      }
    case .renameTable(let name, let new):
      if operation.isConditional {
        forget(name.name)
        forget(new.name)
      } else {
        let old = columns.removeValue(forKey: name.name)
        columns[new.name] = old ?? .some(nil)
        gone.insert(name.name)
        gone.remove(new.name)
      }
    case .addColumn(let name, let column, _, _, _):
      change(name.name, operation) { if !$0.contains(column.name) { $0.append(column.name) } }
    case .dropColumn(let name, let column, _, _):
      change(name.name, operation) { $0.removeAll { $0 == column } }
    case .renameColumn(let name, let column, let new):
      change(name.name, operation) { names in
        if let at = names.firstIndex(of: column) { names[at] = new }
      }
    default: break
    }
  }

  private mutating func forget(_ name: String) {
    columns[name] = nil
    gone.remove(name)
  }

  private mutating func change(_ name: String, _ operation: Operation, _ body: (inout [String]) -> Void) {
    guard var names = columns[name] ?? nil else { return }
    if operation.isConditional {
      columns[name] = .some(nil)
    } else {
      body(&names)
      columns[name] = .some(names)
    }
  }
}
