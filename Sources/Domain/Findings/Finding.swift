/// How a finding counts; the worst first.
public enum Severity: String, Hashable, Comparable, Sendable, CaseIterable {
  /// Stops the merge.
  case block
  /// A person should look.
  case review
  /// For information.
  case notice

  private var rank: Int {
    switch self {
    case .block: 0
    case .review: 1
    case .notice: 2
    }
  }

  /// The worse severity is smaller.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}

/// The outcome of a check.
public enum Verdict: String, Hashable, Sendable, CaseIterable {
  /// Nothing stands against the merge: exit 0.
  case pass
  /// The merge is stopped: exit 1.
  case blocked
  /// Could not be checked, so it fails closed: exit 2.
  case undetermined

  /// The exit status of `check`.
  public var exitStatus: Int {
    switch self {
    case .pass: 0
    case .blocked: 1
    case .undetermined: 2
    }
  }
}

/// A way to resolve a finding, to paste on one side.
public struct Fix: Hashable, Sendable {
  /// The side on which it is applied.
  public var side: RepositoryRole
  /// What it does, one line.
  public var title: String
  /// The text to paste; empty when the title says all.
  public var text: String

  /// A fix.
  public init(side: RepositoryRole, title: String, text: String = "") {
    self.side = side
    self.title = title
    self.text = text
  }
}

/// A rule's judgement of one change.
public struct Finding: Hashable, Sendable {
  /// The rule's id.
  public var rule: String
  /// How it counts, after overrides.
  public var severity: Severity
  /// The change; nil for findings on the gate's own configuration or the registry.
  public var change: ChangeID?
  /// Affected assets, sorted.
  public var effects: [AssetID]
  /// Survives a rebase, dies when the change grows: 16 hexadecimal digits.
  public var fingerprint: String
  /// One paragraph: what, who is hit and where.
  public var message: String
  /// Questions that only a person can answer.
  public var judgement: [String]
  /// Ways out.
  public var fixes: [Fix]
  /// The waiver that accepts it.
  public var waiver: Waiver?
  /// Where to show it in the backend's diff; the first location of its change.
  public var location: SourceLocation?

  /// A finding.
  public init(
    rule: String, severity: Severity, change: ChangeID?, effects: [AssetID], fingerprint: String,
    message: String, judgement: [String] = [], fixes: [Fix] = [], waiver: Waiver? = nil,
    location: SourceLocation? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.change = change
    self.effects = effects
    self.fingerprint = fingerprint
    self.message = message
    self.judgement = judgement
    self.fixes = fixes
    self.waiver = waiver
    self.location = location
  }
}

/// A diagnostic as the report shows it: judged and fingerprinted.
public struct BlindSpot: Hashable, Sendable {
  /// How a blind spot counts.
  public enum Level: String, Hashable, Sendable, CaseIterable {
    /// No verdict is possible.
    case undetermined
    /// A person should look.
    case review
    /// Listed for information.
    case notice
  }

  /// Hash of id, file and text of the unread part; 16 hexadecimal digits.
  public var fingerprint: String
  /// How it counts.
  public var level: Level
  /// What it is.
  public var diagnostic: Diagnostic
  /// The waiver that accepts it.
  public var waiver: Waiver?

  /// A blind spot.
  public init(fingerprint: String, level: Level, diagnostic: Diagnostic, waiver: Waiver? = nil) {
    self.fingerprint = fingerprint
    self.level = level
    self.diagnostic = diagnostic
    self.waiver = waiver
  }
}
