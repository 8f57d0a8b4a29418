import Domain

extension Expression {
  /// The expression with every column reference replaced; a reference may become any expression.
  ///
  /// Depth is bounded by the readers that built the expression.
  func replacingColumns(_ replace: (ColumnReference) -> Expression) -> Expression {
    switch self {
    case .column(let reference):
      return replace(reference)
    case .literal:
      return self
    case .call(let name, let arguments):
      return .call(name, arguments.map { $0.replacingColumns(replace) })
    case .cast(let inner, let type):
      return .cast(inner.replacingColumns(replace), to: type)
    case .concatenation(let parts):
      return .concatenation(parts.map { $0.replacingColumns(replace) })
    case .caseWhen(let operand, let branches, let otherwise):
      return .caseWhen(
        operand: operand?.replacingColumns(replace),
        branches: branches.map {
          CaseBranch(
            condition: $0.condition.replacingColumns(replace), result: $0.result.replacingColumns(replace))
        },
        otherwise: otherwise?.replacingColumns(replace))
    case .opaque(let text, let columns):
      return .opaque(text: text, columns: columns.flatMap { replace($0).columns })
    }
  }

  /// The expression with a column of the own table renamed.
  func renamingColumn(_ old: String, to new: String) -> Expression {
    replacingColumns { reference in
      var renamed = reference
      if reference.name == old { renamed.name = new }
      return .column(renamed)
    }
  }

  /// The parts of a chain of `and`, in order.
  var conjuncts: [Expression] {
    var parts: [Expression] = []
    var pending = [self]
    while let next = pending.popLast() {
      if case .call("and", let arguments) = next {
        pending += arguments.reversed()
      } else {
        parts.append(next)
      }
    }
    return parts
  }
}

extension Constraint {
  /// The constraint with a column of its table renamed.
  func renamingColumn(_ old: String, to new: String) -> Constraint {
    func renamed(_ names: [String]) -> [String] { names.map { $0 == old ? new : $0 } }
    var copy = self
    switch kind {
    case .primaryKey(let columns): copy.kind = .primaryKey(renamed(columns))
    case .unique(let columns, let predicate):
      copy.kind = .unique(renamed(columns), predicate: predicate?.renamingColumn(old, to: new))
    case .foreignKey(let columns, let table, let targets, let onDelete):
      copy.kind = .foreignKey(renamed(columns), references: table, columns: targets, onDelete: onDelete)
    case .check(let expression, let text):
      copy.kind = .check(expression.renamingColumn(old, to: new), text: text)
    case .other: break
    }
    return copy
  }

  /// The columns of its own table that it names.
  var ownColumns: [String] {
    switch kind {
    case .primaryKey(let columns): columns
    case .unique(let columns, let predicate): columns + (predicate?.columns.map(\.name) ?? [])
    case .foreignKey(let columns, _, _, _): columns
    case .check(let expression, _): expression.columns.map(\.name)
    case .other: []
    }
  }
}
