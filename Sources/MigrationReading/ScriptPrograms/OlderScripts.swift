import Domain

/// Scripts that ran once and were put into a folder below the others, which the tool does not look into:
/// `migrations/archives/2019-a.js` beside `migrations/2024-b.js`. The database has what they made.
enum OlderScripts {
  /// Folders of scripts, with those that are older put to the folder above them.
  static func joined(_ folders: [(folder: FileListing.Folder, files: [FileEntry])])
    -> [(folder: FileListing.Folder, files: [FileEntry])]
  {
    var places: [TreePath: Int] = [:]
    for (place, found) in folders.enumerated() { places[found.folder.path] = place }
    var result = folders
    var joined: Set<Int> = []
    // The deepest first: what is put to a folder goes on with it.
    let order = folders.indices.sorted {
      let (one, other) = (folders[$0].folder.path.components.count, folders[$1].folder.path.components.count)
      return one != other ? one > other : $0 < $1
    }
    for place in order {
      guard let above = places[folders[place].folder.path.parent], above != place,
        isOlder(result[place].files, than: result[above].files)
      else { continue }
      result[above].files += result[place].files
      joined.insert(place)
    }
    return result.enumerated().filter { !joined.contains($0.offset) }.map(\.element)
  }

  /// Whether the numbers of the ones, most of them times, all come before those of the others.
  private static func isOlder(_ files: [FileEntry], than others: [FileEntry]) -> Bool {
    let (numbers, otherNumbers) = (files.map(number), others.map(number))
    guard !numbers.contains(""), !otherNumbers.contains(""), let last = numbers.max(),
      let first = otherNumbers.min()
    else { return false }
    return last < first && numbers.count { $0.count >= 8 } * 2 > numbers.count
  }

  /// The digits by which a name begins, as of `20240102030405-a.js`.
  private static func number(_ file: FileEntry) -> String {
    String(file.path.lastComponent.prefix { $0.isASCII && $0.isNumber })
  }

  /// The migrations without older ones whose tables the first of the others makes anew: they were squashed into it.
  static func withoutSquashed(_ migrations: [Migration], below root: TreePath) -> [Migration] {
    func isOlder(_ migration: Migration) -> Bool {
      migration.files.first.map { $0.path.parent != root } ?? false
    }
    guard let first = migrations.firstIndex(where: { !isOlder($0) }), first > 0 else { return migrations }
    var made: Set<TableName> = []
    for operation in migrations[..<first].flatMap(\.operations) {
      switch operation.kind {
      case .createTable(let table): made.insert(table.name)
      case .dropTable(let name, _, _): made.remove(name)
      case .renameTable(let name, let new) where made.remove(name) != nil: made.insert(new)
      default: continue
      }
    }
    let isSquashed = migrations[first].operations.contains { operation in
      if case .createTable(let table) = operation.kind { made.contains(table.name) } else { false }
    }
    return isSquashed ? migrations.filter { !isOlder($0) } : migrations
  }
}
