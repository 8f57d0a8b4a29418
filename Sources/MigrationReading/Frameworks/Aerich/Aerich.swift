import Domain
import ScriptSyntax

/// Aerich, the migrations of Tortoise ORM: Python files `<number>_<time>_<name>.py` whose `upgrade` gives SQL, a folder
/// for each app, run by their numbers; before version 0.6 SQL files with sections (https://github.com/tortoise/aerich).
struct Aerich: MigrationFramework {
  let names = ["aerich"]
  let fileEndings = [".py", ".sql"]
  let settingNames = ["pyproject.toml", "aerich.ini"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.compactMap { folder in
      let files = folder.files.filter { Self.isNamed($0.name) }.map(\.entry)
      guard !files.isEmpty, Self.isMarked(files, source) else { return nil }
      return Claim(framework: "aerich", root: folder.path, files: files, strength: .words)
    }
  }

  /// `0_20240102030405_init.py`; without the time only scripts, which may have been written by hand.
  private static func isNamed(_ name: String) -> Bool {
    guard number(name) != nil else { return false }
    let rest = name.drop { $0 != "_" }.dropFirst().utf8.prefix { $0 &- 0x30 < 10 }
    return name.hasSuffix(".py") || rest.count >= 8
  }

  /// The digits before the first underscore, without leading zeros, of `0_20240102030405_init.py`.
  private static func number(_ name: String) -> String? {
    NumberedScripts.version(name, endings: [".py", ".sql"])
  }

  /// Whether the first or last of the files give SQL as the tool asks for it.
  private static func isMarked(_ files: [FileEntry], _ source: FileSource) -> Bool {
    (files.prefix(2) + files.dropFirst(2).suffix(1)).contains { file in
      guard let text = try? source.text(of: file).get() else { return false }
      func has(_ word: String) -> Bool { ByteSearch.contains(text.bytes, Array(word.utf8)) }
      if file.path.hasSuffix(".sql") { return has("-- upgrade --") }
      return has("async def upgrade(") && (has("BaseDBAsyncClient") || has("-> str"))
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let named = TortoiseSettings.dialects(above: claim.root, in: listing, reader.source)
    var migrations = PythonMigrations(
      reader: reader, dialect: PythonDialect.dialect(of: claim, named, reader))
    let files = claim.files.sorted { left, right in
      let (one, other) = (left.path.lastComponent, right.path.lastComponent)
      let (first, second) = (Self.number(one) ?? "", Self.number(other) ?? "")
      return (first.utf8.count, first, one) < (second.utf8.count, second, other)
    }
    let read = files.map { file in
      let name = file.path.lastComponent
      guard name.hasSuffix(".sql") else {
        return migrations.read(
          file, id: String(name.dropLast(3)), missing: "no function \"upgrade\" was found", Self.perform)
      }
      let text = try? reader.source.text(of: file).get()
      return migrations.read(
        file, id: String(name.dropLast(4)), reverse: nil, parts: text.flatMap { Self.sections($0.bytes) })
    }
    return migrations.history(of: claim, read)
  }

  /// Runs `upgrade(db)` or `downgrade(db)`, then the SQL that it gives.
  private static func perform(_ run: ScriptRun, _ isReverse: Bool, _ output: inout ProgramOutput) -> Bool {
    guard case .closure(let body)? = run.value(named: isReverse ? "downgrade" : "upgrade")?.content else {
      return false
    }
    let handle = PythonConnectionProgram.handle(at: body.function.range)
    let trace = run.calls(in: body, arguments: [FoldedArgument(handle)])
    var program = PythonConnectionProgram(run: run, output: output)
    program.perform(trace)
    output = program.output
    if let result = trace.result, !result.isNull { output.run(result, bindings: nil, at: result.range) }
    return true
  }

  /// What stands below `-- upgrade --` and `-- downgrade --`.
  private static func sections(_ bytes: [UInt8]) -> (up: [Range<Int>], down: [Range<Int>])? {
    let marks = (up: Array("-- upgrade --".utf8), down: Array("-- downgrade --".utf8))
    guard let up = ByteSearch.first(of: marks.up, in: bytes) else { return nil }
    let start = up + marks.up.count
    guard let down = ByteSearch.first(of: marks.down, in: bytes, from: start) else {
      return ([start..<bytes.count], [])
    }
    return ([start..<down], [(down + marks.down.count)..<bytes.count])
  }
}
