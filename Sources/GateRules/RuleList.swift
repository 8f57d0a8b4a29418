package import Domain

/// All rules, one a line, alphabetical by id.
package enum RuleList {
  /// Every rule that judges changes; what is no change is judged by its page alone.
  package static let all: [any GateRule.Type] = [
    AmbiguousPairing.self,
    CollationChanged.self,
    ColumnAdded.self,
    ColumnDropped.self,
    ColumnMoved.self,
    ColumnRecreated.self,
    ColumnRenamed.self,
    ColumnRetyped.self,
    ColumnSplit.self,
    ColumnsMerged.self,
    DefaultChanged.self,
    DefinitionChanged.self,
    EnumValueAdded.self,
    EnumValueRemoved.self,
    EnumValueRenamed.self,
    ForeignKeyChanged.self,
    GenerationChanged.self,
    GrainChanged.self,
    KeyChanged.self,
    NullabilityLoosened.self,
    NullabilityTightened.self,
    NullsBackfilled.self,
    RowsDeleted.self,
    SchemaDropped.self,
    SoftDeleteIntroduced.self,
    TableCreated.self,
    TableDropped.self,
    TableMoved.self,
    TableRecreated.self,
    TableRenamed.self,
    TableSplit.self,
    TablesMerged.self,
    ValuesRemapped.self,
    ValuesRescaled.self,
    ViewChanged.self,
    ViewCreated.self,
    ViewDropped.self,
  ]

  /// The ids of the rules that have something to judge.
  package static func ids(judging changes: [Change], _ observations: [GateObservation]) -> Set<String> {
    let kinds = Set(changes.map(\.kind))
    let rules = all.filter { $0.kinds.isEmpty || !kinds.isDisjoint(with: $0.kinds) }.map { $0.id }
    return Set(rules + observations.map(\.ruleID))
  }
}
