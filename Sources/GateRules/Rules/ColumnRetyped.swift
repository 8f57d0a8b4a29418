package import Domain

/// A column whose values have another type.
package enum ColumnRetyped: GateRule {
  package static let id = "column-retyped"
  package static let kinds: [ChangeKind] = [.columnRetyped]

  package static func situation(of change: Change) -> String? {
    switch change.type?.step {
    case .wider: "wider"
    case .constraintOnly: "constraint-only"
    case .otherClass: "other-class"
    case .narrower: "narrower"
    case .incompatible: "incompatible"
    case nil: nil
    }
  }

  package static func message(for change: Change) -> String {
    if let type = change.type, type.from == "unknown" {
      return
        "column \(Names.base(change)) gets the type \"\(type.to)\", and no migration tells the one it had"
    }
    let types = change.type.map { " from \"\($0.from)\" to \"\($0.to)\", \(meaning($0.step))" } ?? ""
    return "column \(Names.base(change)) changes its type\(types)"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    guard let type = context.change.type else { return [] }
    switch type.step {
    case .wider, .constraintOnly: return []
    case .otherClass:
      return ["do joins and comparisons with \(Names.base(context.change)) still hold as \"\(type.to)\"?"]
    case .narrower: return ["which values of \(Names.base(context.change)) do not fit \"\(type.to)\"?"]
    case .incompatible:
      return ["how is \(Names.base(context.change)) read as \"\(type.from)\" from \"\(type.to)\"?"]
    }
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    let change = context.change
    guard let column = change.columns.first, let type = change.type, let table = context.headName else {
      return []
    }
    let beside = ExpandContract(
      table: table, old: [column], new: [(column + "_new", SQLText.type(type.to))],
      values: [SQLText.type(type.to).map { "cast(\(SQLText.name(column)) as \($0))" }]
    ).fix("write the new type into a second column, and keep the old one until its readers have moved")
    let registry =
      type.step == .incompatible
      ? nil : RegistryFix.select("cast back to the old type", context, columns: [column])
    return [beside, registry].compactMap { $0 }
  }

  private static func meaning(_ step: TypeChange.Step) -> String {
    switch step {
    case .wider: "which holds every old value"
    case .constraintOnly: "which only limits the values otherwise"
    case .otherClass: "another class of values"
    case .narrower: "which loses precision or range"
    case .incompatible: "which cannot be read as before"
    }
  }
}
