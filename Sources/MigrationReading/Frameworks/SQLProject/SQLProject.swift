import Domain

/// SQL Server database projects: each file states how a table, view or procedure is to be, and what differs between two
/// states is what a deployment does
/// (https://learn.microsoft.com/sql/tools/sql-database-projects/sql-database-projects).
struct SQLProject: MigrationFramework {
  let names = ["sql-project"]
  let fileEndings = [".csproj", ".sql", ".sqlproj"]
  let settingNames: [String] = []
  let statesWholeSchema = true

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    listing.folders.flatMap { folder in
      folder.files.compactMap { file in
        guard file.name.lowercased().hasSuffix("proj"),
          let project = SQLProjectFile(file.entry, in: listing, source), !project.objects.isEmpty
        else { return nil }
        let scripts = (project.before + project.after).flatMap(\.files)
        return Claim(
          framework: "sql-project", root: folder.path,
          files: [file.entry] + Set(project.objects + scripts).sorted(), strength: .declared,
          dialect: "sqlserver", isDialectCertain: true)
      }
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    guard let entry = claim.files.first,
      let project = SQLProjectFile(entry, in: listing, reader.source)
    else { return reader.history(of: claim, units: []) }
    var state = SQLUnit(
      id: entry.path.lastComponent,
      up: ObjectOrder(project.objects, reader.source).sorted.map { SQLPart(entry: $0) })
    state.renames = project.refactorLogs.flatMap { RefactorLog.renames($0, reader.source) }
    let before = project.before.map { SQLUnit(id: $0.name, up: $0.parts) }
    let after = project.after.map { SQLUnit(id: $0.name, up: $0.parts) }
    // Scripts run in every deployment.
    let units = (before + [state] + after).map { unit in
      var unit = unit
      unit.isRepeatable = true
      return unit
    }
    return reader.history(of: claim, units: units, diagnostics: project.diagnostics)
  }
}
