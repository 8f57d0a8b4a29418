/// All rules, one a line, alphabetical.
package enum RuleList {
  /// Every rule that judges a kind of change.
  package static let all: [any GateRule.Type] = [
    ColumnRenamed.self
  ]
}
