import Domain

/// Numbered or dated SQL files without the signs of a tool: `migrations/001_users.sql`, `db/2024-01-02-tier.sql`,
/// `migrations/20240102_tier/migration.sql`. Run by number, then by name.
///
/// A folder counts when its name says "migrations", or when all its SQL files are numbered and one defines something.
struct NumberedFiles: MigrationFramework {
  let names = ["plain-sql", "sqlx"]
  let fileEndings = [".sql"]
  let settingNames = ["Cargo.toml"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    var groups: [TreePath: NumberedGroup] = [:]
    var roots: [TreePath] = []
    for folder in listing.folders {
      let files = Self.ownFiles(of: folder, source)
      guard !files.isEmpty else { continue }
      let place = NumberedPlace(folder, isConfigured: listing.isConfigured)
      if groups[place.root] == nil { roots.append(place.root) }
      groups[place.root, default: NumberedGroup(place: place)].files += files
    }
    return roots.compactMap { root in
      guard let group = groups[root], let files = group.migrations(source) else { return nil }
      let isRust = group.place.isNamed && listing.hasSettings(named: "Cargo.toml", atOrAbove: root)
      return Claim(
        framework: isRust ? "sqlx" : "plain-sql", root: root, files: files.sorted(),
        strength: group.place.isNamed ? .folder : .numbering, dialect: group.place.dialect)
    }
  }

  /// The SQL files of a folder, without those that only tell what a program of Django beside them does, as
  /// `sqlmigrate` prints it (`0002_x.sql` beside `0002_x.py`): what is run is the program.
  private static func ownFiles(of folder: FileListing.Folder, _ source: FileSource) -> [FileListing.File] {
    let files = folder.files.filter(\.isSQL)
    guard folder.parts.last == "migrations",
      source.tree.entry(at: folder.path.appending("__init__.py")) != nil
    else { return files }
    return files.filter { file in
      guard FileVersion.starts(file.name), let program = program(of: file.stem, in: folder.path, source),
        let text = try? source.text(of: program).get()
      else { return true }
      return !ByteSearch.contains(text.bytes, Array("migrations.Migration".utf8))
    }
  }

  /// The program with this name, or with its first words: `0002_x_replica.sql` is another printout of `0002_x.py`.
  private static func program(of stem: String, in folder: TreePath, _ source: FileSource) -> FileEntry? {
    var name = Substring(stem)
    while !name.isEmpty {
      if let found = source.tree.entry(at: folder.appending("\(name).py")) { return found }
      guard let end = name.lastIndex(of: "_") else { return nil }
      name = name[..<end]
    }
    return nil
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    var forward: [(key: String, entry: FileEntry)] = []
    var reverse: [String: [FileEntry]] = [:]
    let keys = claim.files.map { NumberedKey($0, below: claim.root) }
    let partners = keys.contains(where: \.isReverse) ? Set(keys.filter { !$0.isReverse }.map(\.base)) : []
    for (entry, key) in zip(claim.files, keys) {
      if key.isReverse, partners.contains(key.base) {
        reverse[key.base, default: []].append(entry)
      } else {
        // A name that says "undo" without a partner is a migration of that name.
        forward.append((key.isReverse ? key.whole : key.base, entry))
      }
    }
    let ordered = FileOrder.sorted(forward) { $0.key }
    let units = ordered.map { part in
      SQLUnit(
        id: part.key, up: [SQLPart(entry: part.entry)],
        down: (reverse[part.key] ?? []).map { SQLPart(entry: $0) })
    }
    return reader.history(of: claim, units: units)
  }
}

/// What a file of a numbered history is ordered and paired by.
struct NumberedKey {
  /// The path below the root without ending, direction and folders that only say a direction.
  var base: String
  /// The same with the words that say the direction.
  var whole: String
  /// Whether the file undoes what its partner does, if it has one.
  var isReverse: Bool

  /// The key of a file at any depth below a root.
  init(_ entry: FileEntry, below root: TreePath) {
    let stem = FileListing.File(entry: entry, name: entry.path.lastComponent).stem
    let directed = DirectedSuffix(stem)
    let step = Self.stepBack(stem)
    let last = step ?? directed?.base ?? stem
    (whole, base, isReverse) = (stem, last, step != nil || directed?.isReverse ?? false)
    if entry.path.stands(directlyIn: root) { return }
    let parts = entry.path.parent.below(root).components
    whole = (parts + [stem]).joined(separator: "/")
    isReverse = isReverse || parts.contains { FolderNames.isReverse($0.lowercased()) }
    var told = parts.filter {
      !FolderNames.isReverse($0.lowercased()) && !FolderNames.isForward($0.lowercased())
    }
    let standsForFolder = !told.isEmpty && NumberedGroup.folderNames.contains(last.lowercased())
    if !standsForFolder { told.append(last) }
    base = told.joined(separator: "/")
  }
}

extension NumberedKey {
  /// The name of the step that `2.1--2.0` takes back, as scripts of PostgreSQL's extensions are named: `2.0--2.1`.
  fileprivate static func stepBack(_ stem: String) -> String? {
    guard let signs = ByteSearch.first(of: Array("--".utf8), in: Array(stem.utf8)) else { return nil }
    let middle = stem.utf8.index(stem.startIndex, offsetBy: signs)
    let (from, to) = (stem[..<middle], stem[stem.utf8.index(middle, offsetBy: 2)...])
    guard let first = FileVersion(String(from)), let second = FileVersion(String(to)), second < first,
      first.rest.isEmpty, second.rest.isEmpty
    else { return nil }
    return "\(to)--\(from)"
  }
}

/// The direction that ends a plain file's name: `x.down`, `x_rollback`.
struct DirectedSuffix {
  /// The name without it.
  var base: String
  /// Whether the file undoes.
  var isReverse: Bool

  /// The direction; nil if the name has none. `sign_up` has none: only words that undo may follow `_` and `-`.
  init?(_ stem: String) {
    let bytes = stem.utf8
    let end = bytes.suffix(9)
    let separator = end.lastIndex {
      $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
    }
    guard let separator, separator > bytes.startIndex else { return nil }
    // Most names end in a longer word.
    let word = stem[bytes.index(after: separator)...]
    guard word.utf8.count % 2 == 0 else { return nil }
    switch word.lowercased() {
    case "down", "undo", "rollback", "revert": isReverse = true
    case "up", "do":
      guard bytes[separator] == UInt8(ascii: ".") else { return nil }
      isReverse = false
    default: return nil
    }
    base = String(stem[..<separator])
  }
}
