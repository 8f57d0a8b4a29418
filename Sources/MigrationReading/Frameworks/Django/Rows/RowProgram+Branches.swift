import Domain
import ScriptSyntax

extension RowProgram {
  /// Conditions with bodies: what rows are given differs by branch and becomes a CASE.
  mutating func run(_ branches: ScriptBranches) -> Bool {
    var open: [OpenBranch] = []
    for branch in branches.branches {
      guard let node = branch.condition else { return run(open, otherwise: branch.body) }
      let value = value(of: node)
      switch Self.truth(value) {
      case true?: return run(open, otherwise: branch.body)
      case false?: continue
      case nil: open.append(OpenBranch(condition: test(value, node), body: branch.body))
      }
    }
    return run(open, otherwise: branches.otherwise)
  }

  /// A branch that may be run.
  private struct OpenBranch {
    var condition: Expression
    var body: [ScriptStatement]
  }

  /// What a constant condition says.
  private static func truth(_ value: RowValue) -> Bool? {
    guard case .constant(let constant) = value, case .boolean(let holds) = constant.content else {
      return nil
    }
    return holds
  }

  /// Branches of which it is not known which is run.
  private mutating func run(
    _ branches: [OpenBranch], otherwise last: [ScriptStatement]
  ) -> Bool {
    if branches.isEmpty { return run(last) }
    let before = rows
    let scope = scopes
    var ends: [Bool] = []
    var results: [(condition: Expression, rows: [MetRow])] = []
    var failed: [Expression] = []
    for branch in branches {
      let (condition, body) = (branch.condition, branch.body)
      for index in before.indices where index < rows.count { rows[index].pending = before[index].pending }
      scopes = scope
      path.append(condition)
      ends.append(run(body))
      path.removeLast()
      results.append((condition, Array(rows.prefix(before.count))))
      failed.append(Self.negated(condition))
    }
    for index in before.indices where index < rows.count { rows[index].pending = before[index].pending }
    // Names that branches bind keep what the last one gave; a name without a value before has it from any branch.
    let bound = scopes
    if !last.isEmpty {
      path += failed
      ends.append(run(last))
      path.removeSubrange((path.count - failed.count)...)
    } else {
      ends.append(false)
    }
    scopes = Self.joined(scopes, bound)
    let otherwise = Array(rows.prefix(before.count))
    merge(results, otherwise: otherwise, ends: ends)
    if ends.allSatisfy({ $0 }) { return true }
    // Behind `if x: continue` only rows come that are not x.
    for (index, isEnd) in ends.dropLast().enumerated() where isEnd { path.append(failed[index]) }
    return false
  }

  private static func joined(_ left: [[String: RowValue]], _ right: [[String: RowValue]]) -> [[String:
    RowValue]]
  {
    zip(left, right).map { one, other in one.merging(other) { first, _ in first } }
  }

  /// The opposite of a condition.
  static func negated(_ condition: Expression) -> Expression {
    if case .opaque(let text, let columns) = condition {
      return .opaque(text: "not " + text, columns: columns)
    }
    return .call("not", [condition])
  }

  /// Puts together what branches gave to rows that were there before.
  private mutating func merge(
    _ results: [(condition: Expression, rows: [MetRow])], otherwise: [MetRow], ends: [Bool]
  ) {
    for index in otherwise.indices where index < rows.count {
      let live = zip(results, ends).filter { !$0.1 }.map(\.0)
      let fallback = ends.last == true ? nil : otherwise[index]
      var columns: [String] = []
      for part in live.map({ $0.rows[index] }) + [fallback].compactMap({ $0 }) {
        for assignment in part.pending where !columns.contains(assignment.column) {
          columns.append(assignment.column)
        }
        rows[index].sources.formUnion(part.sources)
      }
      rows[index].pending = columns.map { column in
        let last = fallback.map { $0.value(of: column) }
        let branches = live.map {
          CaseBranch(condition: $0.condition, result: $0.rows[index].value(of: column))
        }
        return Assignment(column: column, value: Self.choice(branches, otherwise: last))
      }
    }
  }

  private static func choice(_ branches: [CaseBranch], otherwise: Expression?) -> Expression {
    let results = Set(branches.map(\.result) + [otherwise].compactMap { $0 })
    if results.count == 1, let only = results.first { return only }
    return .caseWhen(operand: nil, branches: branches, otherwise: otherwise)
  }

  /// A loop: over constants one by one, over anything else once.
  mutating func run(_ loop: ScriptForEach) {
    let source = value(of: loop.source)
    if let elements = elements(of: source), elements.count <= 200 {
      for element in elements {
        bind(loop.target, element)
        _ = run(loop.body)
      }
    } else {
      bind(loop.target, element(of: source))
      _ = run(loop.body)
    }
    _ = run(loop.otherwise)
  }

  /// The elements of a list whose elements are known.
  func elements(of value: RowValue) -> [RowValue]? {
    switch value {
    case .list(let values): return values
    case .constant(let constant):
      if let values = constant.elements { return values.map { .constant($0) } }
      return constant.entries?.map { .constant($0.key) }
    default: return nil
    }
  }

  /// What stands for each element of a value whose elements are not known one by one.
  mutating func element(of value: RowValue) -> RowValue {
    switch value {
    case .query(let query): return element(of: query)
    case .row: return value
    case .pairs(_, let join, _):
      return join.target.map { meet($0, []) } ?? .unknown
    case .computed(let expression, let row):
      return .computed(.opaque(text: "an element", columns: expression.columns), row: row)
    default: return .unknown
    }
  }

  private mutating func element(of query: RowQuery) -> RowValue {
    let met = meet(query.model, query.conditions)
    guard case .row(let row) = met, let model = state.concrete(query.model) else { return met }
    let reader = QueryConditions(model: model)
    func column(_ name: String) -> RowValue {
      reader.column(name).map { .computed($0, row: row) } ?? .unknown
    }
    switch query.shape {
    case .rows, .maps: return met
    case .flat(let name): return column(name)
    case .lists(let names): return .list(names.map(column))
    }
  }

  /// A row that fulfils conditions.
  mutating func meet(_ model: ModelKey, _ conditions: [Expression]) -> RowValue {
    guard rows.count < 5_000 else { return .unknown }
    rows.append(MetRow(model: model, conditions: conditions, isNew: false, pathDepth: path.count))
    return .row(rows.count - 1)
  }

  /// Binds the names of a target.
  mutating func bind(_ target: ScriptNode, _ value: RowValue) {
    switch target {
    case .name(let name): bind(name.text, value)
    case .tuple(let list), .list(let list):
      let parts = elements(of: value)
      for (index, element) in list.elements.enumerated() {
        var part = RowValue.unknown
        if let parts, index < parts.count {
          part = parts[index]
        } else if parts == nil {
          part = self.part(of: value, at: index)
        }
        bind(element, part)
      }
    case .attribute(let attribute): assignMember(attribute, value)
    case .subscripted(let subscripted): touch(subscripted.receiver)
    case .spread(let inner, _): bind(inner, .unknown)
    default: break
    }
  }

  /// `row, made = Model.objects.get_or_create(...)`: the row comes first.
  private func part(of value: RowValue, at index: Int) -> RowValue {
    if case .row = value { return index == 0 ? value : .unknown }
    if case .computed(let expression, let row) = value {
      return .computed(.opaque(text: "a part", columns: expression.columns), row: row)
    }
    return .unknown
  }
}

extension MetRow {
  /// What a column has at this point.
  fileprivate func value(of column: String) -> Expression {
    pending.last { $0.column == column }?.value ?? .column(ColumnReference(column))
  }
}
