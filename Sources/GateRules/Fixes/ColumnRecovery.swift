import Domain

/// SQL that gives a base column back from what head has: renamed, re-joined, mapped back, cast.
struct ColumnRecovery {
  /// Which names the SQL is made of.
  enum Side {
    /// The backend's own.
    case backend
    /// Those of the first linked source.
    case registry
  }

  private let context: RuleContext
  private let side: Side

  /// Recovers columns of a context's base table.
  init(_ context: RuleContext, side: Side) {
    self.context = context
    self.side = side
  }

  /// `account_id as user_id`; nil when head has nothing that gives the column back.
  func output(_ column: String) -> String? {
    expression(column).map { SQLText.output($0, as: named(column)) }
  }

  /// The expression alone.
  func expression(_ column: String) -> String? {
    let own = context.tableChanges.filter { $0.columns.contains(column) }
    guard var expression = moved(column, own) else { return nil }
    for change in own {
      switch change.kind {
      case .valuesRescaled:
        guard let factor = change.factor else { continue }
        expression = InverseValues.rescaled(expression, factor: factor) ?? expression
      case .valuesRemapped, .enumValueRenamed:
        expression = InverseValues.mapped(operand(expression, change), change.values) ?? expression
      case .columnRetyped:
        guard let type = change.type, type.step != .wider, type.step != .constraintOnly,
          let old = SQLText.type(type.from)
        else { continue }
        expression = "cast(\(expression) as \(old))"
      default: continue
      }
    }
    return expression
  }

  /// What stands where the column was.
  private func moved(_ column: String, _ changes: [Change]) -> String? {
    for change in changes {
      let heads = change.to?.columns.map { SQLText.name(named($0)) } ?? []
      switch change.kind {
      case .columnRenamed: return heads.first
      case .columnSplit: return heads.isEmpty ? nil : "concat_ws(', ', \(heads.joined(separator: ", ")))"
      case .columnsMerged:
        guard let whole = heads.first, let index = change.columns.firstIndex(of: column) else { return nil }
        return "split_part(\(whole), ' ', \(index + 1))"
      case .columnMoved: return MovedColumn(change, context).subquery
      case .columnDropped: return nil
      default: continue
      }
    }
    return SQLText.name(named(column))
  }

  /// An enumerated column can only be compared with its own labels: as text it can be compared with all.
  private func operand(_ expression: String, _ change: Change) -> String {
    guard side == .backend, let name = change.to?.columns.first,
      let type = context.headTables.first(where: { $0.name == change.to?.table })?.column(named: name)?.type,
      !Self.comparable.contains(type.name)
    else { return expression }
    return "cast(\(expression) as text)"
  }

  private func named(_ column: String) -> String {
    side == .registry ? context.sourceColumn(column) : column
  }

  private static let comparable: Set<String> = [
    "text", "character varying", "character", "bpchar", "citext", "name", "varchar", "smallint", "integer",
    "bigint", "numeric", "boolean",
  ]
}

/// A column that lives in another table now.
struct MovedColumn {
  private let change: Change
  private let context: RuleContext

  /// A moved column and the tables around it.
  init(_ change: Change, _ context: RuleContext) {
    self.change = change
    self.context = context
  }

  /// A scalar query over the other table along a foreign key; nil without one.
  var subquery: String? {
    guard let to = change.to?.table, let column = change.to?.columns.first, let on = condition else {
      return nil
    }
    let table = SQLText.table(to)
    return "(select \(table).\(SQLText.name(column)) from \(table) where \(on))"
  }

  /// `addresses.user_id = users.id`; nil when no single-column foreign key joins the two.
  var condition: String? {
    guard let to = change.to?.table, let from = context.baseTable else { return nil }
    let home = homeName(of: from)
    guard let other = context.headTables.first(where: { $0.name == to }) else { return nil }
    let here = context.headTables.first { $0.name == home } ?? from
    return Self.join(from: other, to: here) ?? Self.join(from: here, to: other)
  }

  private func homeName(of table: Table) -> TableName {
    context.tableChanges.first { [.tableRenamed, .tableMoved].contains($0.kind) }?.to?.table ?? table.name
  }

  private static func join(from child: Table, to parent: Table) -> String? {
    for constraint in child.constraints {
      guard case .foreignKey(let columns, let target, let named, _) = constraint.kind, columns.count == 1,
        target.name == parent.name.name, target.schema == nil || target.schema == parent.name.schema
      else { continue }
      let keys = named.isEmpty ? parent.primaryKey : named
      guard let key = keys.first, keys.count == 1, let column = columns.first else { continue }
      return "\(SQLText.table(child.name)).\(SQLText.name(column)) = "
        + "\(SQLText.table(parent.name)).\(SQLText.name(key))"
    }
    return nil
  }
}
