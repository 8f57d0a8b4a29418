/// What a command takes by position, as declared.
package struct Argument: Sendable {
  /// Its name in help, in capitals by custom, and in lookups.
  package var name: String
  /// What it is: lower case, no final stop.
  package var help: String
  /// Which texts it may be.
  package var rule: ValueRule
  /// Whether it may be left out; only the last ones may.
  package var isOptional: Bool
  /// Whether it takes all that is left; only the last one may.
  package var isRepeatable: Bool

  /// An argument.
  package init(
    _ name: String, help: String, rule: ValueRule = .any, isOptional: Bool = false, isRepeatable: Bool = false
  ) {
    self.name = name
    self.help = help
    self.rule = rule
    self.isOptional = isOptional
    self.isRepeatable = isRepeatable
  }
}
