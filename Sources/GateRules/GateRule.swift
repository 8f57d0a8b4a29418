package import Domain

/// Judges one kind of change: what it is called, what it says, what a person must decide, how to get out.
///
/// How severe it is stands in its page (`rules/<id>.md`) and in the data team's overrides, not here.
package protocol GateRule: Sendable {
  /// Name in kebab case, the same as its page: named for the pattern found.
  static var id: String { get }
  /// The kinds of change that it judges; empty for a rule on changes of any kind.
  static var kinds: [ChangeKind] { get }
  /// Whether it has something to say about a change of its kinds.
  static func applies(to context: RuleContext) -> Bool
  /// The situation whose level in the page's `situations` counts, where effects alone do not decide.
  static func situation(of change: Change) -> String?
  /// What happened, one clause: lower case, names quoted, no final stop. Reach is added by the caller.
  static func message(for change: Change) -> String
  /// Questions that only a person can answer.
  static func judgement(for context: RuleContext) -> [String]
  /// Ways out on either side, paste-ready, with the names filled in.
  static func fixes(for context: RuleContext) -> [Fix]
}

extension GateRule {
  package static func applies(to context: RuleContext) -> Bool { true }
  package static func situation(of change: Change) -> String? { nil }
  package static func judgement(for context: RuleContext) -> [String] { [] }
  package static func fixes(for context: RuleContext) -> [Fix] { [] }

  /// Whether it judges changes of this kind.
  package static func judges(_ kind: ChangeKind) -> Bool { kinds.isEmpty || kinds.contains(kind) }
}
