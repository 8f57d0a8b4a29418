package import Domain

/// Judges one kind of change: what it is called, what it says, what a person must decide, how to get out.
///
/// How severe it is stands in its page (`rules/<id>.md`) and in the data team's overrides, not here.
package protocol GateRule: Sendable {
  /// Name in kebab case, the same as its page: named for the pattern found.
  static var id: String { get }
  /// The kinds of change that it judges.
  static var kinds: [ChangeKind] { get }
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
  package static func situation(of change: Change) -> String? { nil }
  package static func judgement(for context: RuleContext) -> [String] { [] }
  package static func fixes(for context: RuleContext) -> [Fix] { [] }
}

/// A change with what it does, as rules see it.
package struct RuleContext {
  /// The change.
  package var change: Change
  /// Its impacts, sorted by asset.
  package var impacts: [ChangeImpact]
  /// All changes of the report: a rename may need its table's.
  package var changes: [Change]
  /// Links of the base table of the change.
  package var links: [LinkedTable]
  /// The registry's assets by id.
  package var assets: [AssetID: Asset]

  /// A context; tests make their own.
  package init(
    change: Change, impacts: [ChangeImpact], changes: [Change], links: [LinkedTable], assets: [AssetID: Asset]
  ) {
    self.change = change
    self.impacts = impacts
    self.changes = changes
    self.links = links
    self.assets = assets
  }
}
