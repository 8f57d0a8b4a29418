package import Domain

/// One kind of migration tool: how its files are known in a tree, and how they are read in its order.
///
/// A framework is a small folder here and one line in `FrameworkList`. It never sees another framework; where two
/// claim a file, the stronger claim wins (`ClaimResolution`).
package protocol MigrationFramework: Sendable {
  /// Names that its histories may carry, as reports and configuration spell them.
  var names: [String] { get }
  /// Endings of the files that it may read, in lower case: `.sql`.
  var fileEndings: [String] { get }
  /// Names of configuration files that it wants to see in the listing: `flyway.conf`.
  var settingNames: [String] { get }

  /// Whether its histories are whole schemas at each revision: renames are not written in them.
  var statesWholeSchema: Bool { get }

  /// The histories that it sees in a listing. File contents are asked for only where paths leave a doubt.
  func claims(in listing: FileListing, source: FileSource) -> [Claim]

  /// Whether a claim that no other one beat is one after all, by what its files say.
  func stands(_ claim: Claim, source: FileSource) -> Bool

  /// The migrations of a claim, in running order.
  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory
}

extension MigrationFramework {
  /// Most frameworks keep migrations.
  package var statesWholeSchema: Bool { false }

  /// Most claims are made for good.
  package func stands(_ claim: Claim, source: FileSource) -> Bool { true }
}

/// A set of files that a framework takes for one history.
package struct Claim: Sendable {
  /// How sure the framework is; the strongest claim decides.
  package enum Strength: Int, Comparable, Sendable {
    /// A file that states the schema as a whole: a history only where no migrations are near it.
    case snapshot
    /// SQL files with numbers, and nothing else.
    case numbering
    /// A folder name that says "migrations", or a companion file of a tool that reads such files.
    case folder
    /// File names that only one kind of tool uses.
    case naming
    /// Words in the files that only one tool uses.
    case markers
    /// The tool's own configuration, or its fixed place.
    case declared
    /// Words at the beginning of each file without which no other tool could run it.
    case words
    /// The configuration of the gate.
    case configured

    /// Weaker comes first.
    package static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
  }

  /// Framework name as reports print it.
  package var framework: String
  /// The folder that holds the history.
  package var root: TreePath
  /// The files, sorted by path.
  package var files: [FileEntry]
  /// How sure it is.
  package var strength: Strength
  /// The dialect, where a path or configuration file says it.
  package var dialect: String?
  /// Whether the dialect is certain, not read from a folder's name.
  package var isDialectCertain: Bool
  /// Files that state the schema as a whole, read beside the migrations; the first names them.
  package var witnesses: [FileEntry] = []
  /// Whether several claims of the framework may have the same files, but for the first: what files include.
  package var sharesFiles = false
  /// Why the files are told but not read, where the framework itself would not run them.
  package var leftOut: String?
  /// Position of the framework in `FrameworkList`; set by detection.
  package var framing: Int = 0

  /// A claim.
  package init(
    framework: String, root: TreePath, files: [FileEntry], strength: Strength, dialect: String? = nil,
    isDialectCertain: Bool = false
  ) {
    self.framework = framework
    self.root = root
    self.files = files
    self.strength = strength
    self.dialect = dialect
    self.isDialectCertain = isDialectCertain
  }

  /// The folder that names a history: the only one of its files, else that of the project.
  static func root(of files: [FileEntry], within project: TreePath) -> TreePath {
    let folders = Set(files.map(\.path.parent))
    return folders.count == 1 ? folders.first ?? project : project
  }
}
