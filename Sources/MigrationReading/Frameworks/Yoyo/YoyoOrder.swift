import Domain
import ScriptSyntax

/// The order of the migrations of one folder: by name, what a migration depends on before it.
struct YoyoOrder {
  /// A migration.
  struct Unit {
    /// The file's name without its ending, by which others name it.
    var id: String
    var file: FileEntry
    /// `<name>.rollback.sql`
    var reverse: FileEntry?
    var depends: [String] = []
  }

  /// The migrations in running order.
  private(set) var ordered: [Unit] = []
  /// Names of migrations that are not there.
  private(set) var diagnostics: [Diagnostic] = []
  private var units: [String: Unit] = [:]

  init(_ files: [FileEntry], _ source: FileSource) {
    for file in files {
      let name = file.path.lastComponent
      let isScript = name.hasSuffix(".py")
      if name.hasSuffix(".rollback.sql") { continue }
      let id = String(name.dropLast(isScript ? 3 : 4))
      let reverse = isScript ? nil : files.first { $0.path.lastComponent == id + ".rollback.sql" }
      var unit = Unit(id: id, file: file, reverse: reverse)
      if let text = try? source.text(of: file).get() {
        unit.depends = isScript ? Self.depends(ofScript: text) : Self.depends(ofSQL: text)
      }
      units[id] = unit
    }
    sort()
  }

  /// `__depends__ = {"0001.users"}`
  private static func depends(ofScript text: SourceText) -> [String] {
    guard ByteSearch.contains(text.bytes, Array("__depends__".utf8)) else { return [] }
    let run = ScriptRun(ScriptSyntax.ScriptReader.read(text.bytes, as: .python))
    let value = run.value(named: "__depends__")
    return (value?.elements?.compactMap(\.text) ?? value?.entries?.compactMap(\.key.text) ?? [])
  }

  /// `-- depends: 0001.users 0002.orders` among the comments at the head.
  private static func depends(ofSQL text: SourceText) -> [String] {
    for line in text.bytes.split(separator: 0x0A, maxSplits: 40).prefix(40) {
      let line = String(decoding: line, as: UTF8.self)
      let words = line.drop { $0 == " " || $0 == "\t" }
      guard words.hasPrefix("--") else {
        if words.isEmpty || words == "\r" { continue }
        return []
      }
      let rest = words.drop { $0 == "-" || $0 == " " }
      if rest.hasPrefix("depends:") {
        return rest.dropFirst(8).split { " ,\t\r".contains($0) }.map(String.init)
      }
    }
    return []
  }

  /// What a migration depends on comes right before it, else names decide; without recursion.
  private mutating func sort() {
    var done: Set<String> = []
    var open: Set<String> = []
    for start in units.keys.sorted() {
      var pending = [start]
      while let id = pending.last {
        guard let unit = units[id], !done.contains(id) else {
          pending.removeLast()
          continue
        }
        let missing = unit.depends.filter { units[$0] != nil && !done.contains($0) && !open.contains($0) }
        if open.insert(id).inserted, !missing.isEmpty {
          pending += missing.sorted().reversed()
          continue
        }
        pending.removeLast()
        done.insert(id)
        ordered.append(unit)
        for name in unit.depends where units[name] == nil {
          diagnostics.append(
            Diagnostic(
              id: "revision-order",
              summary: "\"\(id)\" depends on \"\(name)\", which is not there; the order before it is by name",
              location: SourceLocation(repository: .backend, file: unit.file.path.display),
              reach: .mayChangeSchema))
        }
      }
    }
  }
}
