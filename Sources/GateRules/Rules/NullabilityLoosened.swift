package import Domain

/// A column that may now be NULL.
package enum NullabilityLoosened: GateRule {
  package static let id = "nullability-loosened"
  package static let kinds: [ChangeKind] = [.nullabilityLoosened]

  package static func message(for change: Change) -> String {
    "column \(Names.base(change)) may now be NULL"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    ["what does a missing \(Names.base(context.change)) mean?"]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    [
      Fix(
        side: .backend, title: "keep NOT NULL, and write a value that says that there is none"),
      Fix(
        side: .registry,
        title: "let the test warn until the missing values are understood"
          + Places.tests(context),
        text: "- not_null:\n    config:\n      severity: warn"),
    ]
  }
}
