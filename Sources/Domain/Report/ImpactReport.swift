/// Everything a check found: the value that all report formats print.
public struct ImpactReport: Sendable {
  /// Tool version.
  public var toolVersion: String
  /// The outcome.
  public var verdict: Verdict
  /// Reasons why the verdict is undetermined, sentences with next step; empty otherwise.
  public var problems: [String]
  /// The date that waivers were compared with.
  public var evaluatedOn: CalendarDate
  /// Merge base.
  public var base: RevisionName?
  /// The branch under review.
  public var head: RevisionName?
  /// The commit that `--base` names.
  public var target: RevisionName?
  /// How base and head were chosen, when not simply as asked (`--base` defaulted, CI merge commit).
  public var notes: [String]
  /// What was read on the backend side.
  public var frameworks: [FrameworkSummary]
  /// Net differences, in report order.
  public var changes: [Change]
  /// Links between the two sides.
  public var bindings: BindingReport
  /// Effects other than unaffected, sorted by effect, kind and id.
  public var effects: [AssetEffect]
  /// Findings, worst first, then by rule and change.
  public var findings: [Finding]
  /// Waivers that applied, that nothing needed, and that ran out.
  public var waivers: WaiverSummary
  /// Blind spots, worst first, then by location.
  public var blindSpots: [BlindSpot]
  /// Blind spots in untouched files, which are only counted.
  public var untouchedBlindSpots: Int
  /// Names of all assets that the report mentions.
  public var assetNames: [AssetID: String]
  /// Where each mentioned asset is defined.
  public var assetLocations: [AssetID: SourceLocation]
  /// How many assets of each kind the registry has.
  public var assetCounts: [AssetKind: Int]
  /// For each broken root, how many models its repair heals, itself included.
  public var heals: [AssetID: Int]

  /// A report; everything but the frame is empty by default.
  public init(
    toolVersion: String, verdict: Verdict, problems: [String] = [], evaluatedOn: CalendarDate,
    base: RevisionName? = nil, head: RevisionName? = nil, target: RevisionName? = nil, notes: [String] = [],
    frameworks: [FrameworkSummary] = [], changes: [Change] = [], bindings: BindingReport = BindingReport(),
    effects: [AssetEffect] = [], findings: [Finding] = [], waivers: WaiverSummary = WaiverSummary(),
    blindSpots: [BlindSpot] = [], untouchedBlindSpots: Int = 0, assetNames: [AssetID: String] = [:],
    assetLocations: [AssetID: SourceLocation] = [:], assetCounts: [AssetKind: Int] = [:],
    heals: [AssetID: Int] = [:]
  ) {
    self.toolVersion = toolVersion
    self.verdict = verdict
    self.problems = problems
    self.evaluatedOn = evaluatedOn
    self.base = base
    self.head = head
    self.target = target
    self.notes = notes
    self.frameworks = frameworks
    self.changes = changes
    self.bindings = bindings
    self.effects = effects
    self.findings = findings
    self.waivers = waivers
    self.blindSpots = blindSpots
    self.untouchedBlindSpots = untouchedBlindSpots
    self.assetNames = assetNames
    self.assetLocations = assetLocations
    self.assetCounts = assetCounts
    self.heals = heals
  }
}

/// A revision as asked for, and the commit it is.
public struct RevisionName: Hashable, Sendable {
  /// What the user wrote, or `index`, `work tree`.
  public var revision: String
  /// The commit's full id; nil for the index and the work tree.
  public var commit: String?

  /// A revision.
  public init(revision: String, commit: String?) {
    self.revision = revision
    self.commit = commit
  }
}

/// What was read of one migration history.
public struct FrameworkSummary: Hashable, Sendable {
  /// Framework name.
  public var name: String
  /// Dialect name.
  public var dialect: String
  /// Whether the dialect was guessed.
  public var isDialectGuessed: Bool
  /// Folders.
  public var paths: [String]
  /// Number of migrations at head.
  public var migrations: Int
  /// Ids that head adds.
  public var added: [String]
  /// Ids that head edits.
  public var edited: [String]
  /// Ids that head deletes.
  public var deleted: [String]

  /// A summary.
  public init(
    name: String, dialect: String, isDialectGuessed: Bool, paths: [String], migrations: Int, added: [String],
    edited: [String], deleted: [String]
  ) {
    self.name = name
    self.dialect = dialect
    self.isDialectGuessed = isDialectGuessed
    self.paths = paths
    self.migrations = migrations
    self.added = added
    self.edited = edited
    self.deleted = deleted
  }
}

/// What became of the waivers.
public struct WaiverSummary: Hashable, Sendable {
  /// Waivers that accepted something.
  public var applied: [Waiver]
  /// Waivers that matched nothing.
  public var unused: [Waiver]
  /// Waivers past their last day, or before their first.
  public var expired: [Waiver]

  /// A summary; empty by default.
  public init(applied: [Waiver] = [], unused: [Waiver] = [], expired: [Waiver] = []) {
    self.applied = applied
    self.unused = unused
    self.expired = expired
  }
}
