import Domain

/// Sqitch: scripts `deploy/a.sql` in the order of `sqitch.plan`, with `revert/a.sql` as their way back; what a change
/// was before it was reworked stands in `deploy/a@tag.sql` (https://sqitch.org/docs/manual/sqitch/).
struct Sqitch: MigrationFramework {
  let names = ["sqitch"]
  let fileEndings = [".sql"]
  let settingNames = ["sqitch.plan", "sqitch.conf"]

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    SqitchProject.all(in: listing, source).compactMap { project in
      var files: [FileEntry] = []
      for folder in listing.folders
      where [project.deploy, project.revert, project.verify].contains(where: { $0.holds(folder.path) }) {
        files += folder.files.map(\.entry)
      }
      let hasChange = project.plan.changes.contains { project.script($0, in: project.deploy, source) != nil }
      guard hasChange else { return nil }
      return Claim(
        framework: "sqitch", root: project.root, files: files.sorted(), strength: .declared,
        dialect: project.dialect, isDialectCertain: project.dialect != nil)
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let source = reader.source
    var units: [SQLUnit] = []
    var diagnostics: [Diagnostic] = []
    let own = Set(claim.files)
    for project in SqitchProject.all(in: listing, source) where project.root == claim.root {
      guard units.isEmpty else { break }
      for change in project.plan.changes {
        guard let script = project.script(change, in: project.deploy, source), own.contains(script.entry)
        else {
          diagnostics.append(project.missing(change))
          continue
        }
        let back = project.script(change, in: project.revert, source)
        units.append(
          SQLUnit(
            id: script.id, up: [SQLPart(entry: script.entry)],
            down: back.map { [SQLPart(entry: $0.entry)] } ?? []))
      }
    }
    return reader.history(of: claim, units: units, diagnostics: diagnostics)
  }
}

/// A plan with the places of its scripts.
struct SqitchProject {
  /// The folder that the history is named by.
  let root: TreePath
  let plan: SqitchPlan
  let deploy: TreePath
  let revert: TreePath
  let verify: TreePath
  /// The dialect that the settings state.
  let dialect: String?
  private let ending: String
  private let text: SourceText

  /// The projects of a tree: those of settings, then plans that no settings name.
  static func all(in listing: FileListing, _ source: FileSource) -> [SqitchProject] {
    var found: [SqitchProject] = []
    var taken: Set<TreePath> = []
    var roots: Set<TreePath> = []
    for file in listing.settings(named: "sqitch.conf") {
      guard let text = try? source.text(of: file).get() else { continue }
      let settings = SqitchSettings(text.bytes)
      guard let place = SqitchSettings.path(settings.plan, from: file.path.parent),
        let entry = source.tree.entry(at: place), !taken.contains(place),
        let project = SqitchProject(entry, settings, from: file.path.parent, source)
      else { continue }
      taken.insert(place)
      if roots.insert(project.root).inserted { found.append(project) }
    }
    for file in listing.settings(named: "sqitch.plan") where !taken.contains(file.path) {
      guard let project = SqitchProject(file, SqitchSettings([]), from: file.path.parent, source) else {
        continue
      }
      if roots.insert(project.root).inserted { found.append(project) }
    }
    return found
  }

  private init?(_ entry: FileEntry, _ settings: SqitchSettings, from folder: TreePath, _ source: FileSource) {
    guard let text = try? source.text(of: entry).get(), let plan = SqitchPlan(text.bytes),
      let deploy = SqitchSettings.path(settings.folder("deploy"), from: folder),
      let revert = SqitchSettings.path(settings.folder("revert"), from: folder),
      let verify = SqitchSettings.path(settings.folder("verify"), from: folder)
    else { return nil }
    root = entry.path.parent
    self.plan = plan
    self.text = text
    self.deploy = deploy
    self.revert = revert
    self.verify = verify
    dialect = settings.dialect
    ending = settings.ending
  }

  /// The script of a change, of several the first: one that was reworked is named by a tag behind it.
  func script(_ change: SqitchPlan.Change, in folder: TreePath, _ source: FileSource) -> (
    id: String, entry: FileEntry
  )? {
    for tag in change.tags {
      let name = change.name + "@" + tag
      if let entry = source.tree.entry(at: path(name, in: folder)) { return (name, entry) }
    }
    guard change.tags.isEmpty, let entry = source.tree.entry(at: path(change.name, in: folder)) else {
      return nil
    }
    return (change.name, entry)
  }

  private func path(_ name: String, in folder: TreePath) -> TreePath {
    folder.bytes.isEmpty ? TreePath(name + ending) : folder.appending(name + ending)
  }

  /// A change whose script is not in the repository.
  func missing(_ change: SqitchPlan.Change) -> Diagnostic {
    Diagnostic(
      id: "include-missing",
      summary: "the script that deploys \"\(change.name)\" is not in the repository",
      location: text.location(change.offset), reach: .mayChangeSchema)
  }
}
