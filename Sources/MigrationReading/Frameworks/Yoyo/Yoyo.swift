import Domain
import ScriptSyntax

/// yoyo-migrations: Python files with `step("sql", "rollback")`, and SQL files with `<name>.rollback.sql` beside them,
/// run in the order of `__depends__` and `-- depends:`, by name where these say nothing
/// (https://ollycope.com/software/yoyo/latest).
struct Yoyo: MigrationFramework {
  let names = ["yoyo"]
  let fileEndings = [".py", ".sql"]
  let settingNames = ["yoyo.ini"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.compactMap { folder in
      let files = folder.files.filter { !$0.name.hasPrefix("__") && !$0.name.hasPrefix(".") }.map(\.entry)
      let scripts = files.filter { $0.path.hasSuffix(".py") }
      guard !files.isEmpty else { return nil }
      let isPlace = listing.isConfigured || folder.parts.suffix(2).contains(where: FolderNames.isMigrations)
      let numbered = scripts.filter { FileVersion.starts($0.path.lastComponent) }
      let isNamed = YoyoSettings.names(folder.path, in: listing, source)
      guard !scripts.isEmpty else {
        // SQL alone has no words of the tool: its settings name the folder, or configuration the framework.
        guard isNamed || listing.isConfigured else { return nil }
        return Claim(
          framework: "yoyo", root: folder.path, files: files, strength: isNamed ? .words : .numbering)
      }
      guard isNamed || isPlace || numbered.count * 2 > scripts.count, Self.isMarked(scripts, source) else {
        return nil
      }
      return Claim(framework: "yoyo", root: folder.path, files: files, strength: .words)
    }
  }

  /// Whether the first or last of the scripts are made of the tool's steps.
  private static func isMarked(_ files: [FileEntry], _ source: FileSource) -> Bool {
    files.samples.contains { file in
      guard let text = try? source.text(of: file).get() else { return false }
      func has(_ word: String) -> Bool { ByteSearch.contains(text.bytes, Array(word.utf8)) }
      return has("step(") && (has("from yoyo import") || has("import yoyo"))
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let named = YoyoSettings.dialects(above: claim.root, in: listing, reader.source)
    var migrations = PythonMigrations(
      reader: reader,
      dialect: reader.dialect(
        of: claim, seen: PythonDialect.only(named),
        fallback: DialectGuess.signs(in: claim.files, reader.source) ?? "postgres"))
    let units = YoyoOrder(claim.files, reader.source)
    let read = units.ordered.map { unit in
      guard unit.file.path.hasSuffix(".py") else {
        return migrations.read(unit.file, id: unit.id, reverse: unit.reverse)
      }
      return migrations.read(unit.file, id: unit.id, missing: "no step was found", Self.perform)
    }
    return migrations.history(of: claim, read, units.diagnostics)
  }

  /// Runs the steps of a file: forward in order, their ways back from the last one on.
  private static func perform(_ run: ScriptRun, _ isReverse: Bool, _ output: inout ProgramOutput) -> Bool {
    let steps = run.module.calls.filter { executed in
      executed.call.resolved == "yoyo.step" || executed.call.resolved == "step"
    }
    var program = PythonConnectionProgram(run: run, output: output)
    for executed in isReverse ? steps.reversed() : steps {
      let call = executed.call
      let value = isReverse ? call.argument(1, "rollback") : call.argument(0, "apply")
      guard let value, !value.isNull else { continue }
      program.output.standing = ProgramStanding(executed)
      if case .closure(let body) = value.content {
        program.perform(body)
      } else {
        program.output.run(value, bindings: nil, at: value.range)
      }
    }
    program.output.standing = .certain
    output = program.output
    return !steps.isEmpty
  }
}

/// What `yoyo.ini` says: `sources = ./migrations` and `database = postgresql://...`.
enum YoyoSettings {
  private static func values(of key: String, _ text: SourceText) -> [Substring] {
    String(decoding: text.bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      guard line.hasPrefix(key) else { return nil }
      let rest = line.dropFirst(key.count).drop { $0 == " " || $0 == "\t" }
      return rest.hasPrefix("=") || rest.hasPrefix(":") ? rest.dropFirst() : nil
    }
  }

  private static func above(_ folder: TreePath, in listing: FileListing, _ source: FileSource) -> [SourceText]
  {
    listing.settings(named: "yoyo.ini").filter { $0.path.parent.holds(folder) }
      .compactMap { try? source.text(of: $0).get() }
  }

  /// Whether the sources of a settings file name the folder.
  static func names(_ folder: TreePath, in listing: FileListing, _ source: FileSource) -> Bool {
    above(folder, in: listing, source).contains { text in
      let base = text.path.parent.components.count
      let own = folder.components.dropFirst(base).joined(separator: "/")
      return values(of: "sources", text).contains { line in
        line.split { " \t\r,".contains($0) }.contains { part in
          let parts = part.split(separator: "/").filter { $0 != "." && $0 != "%(here)s" }
          return parts.joined(separator: "/") == own
        }
      }
    }
  }

  /// The databases that the settings files name.
  static func dialects(above folder: TreePath, in listing: FileListing, _ source: FileSource) -> Set<String> {
    for text in above(folder, in: listing, source).reversed() {
      let lines = values(of: "database", text).joined(separator: "\n")
      let found = PythonDialect.named(in: SourceText(path: text.path, bytes: Array(lines.utf8)))
      if !found.isEmpty { return found }
    }
    return []
  }
}
