import Documents
import Domain

/// What a project file names: `<Build Include="dbo\Tables\Users.sql" />`, or every file below it where its SDK says so
/// (https://learn.microsoft.com/sql/tools/sql-database-projects/concepts/sql-projects-tools,
/// https://github.com/rr-wfm/MSBuild.Sdk.SqlProj).
struct SQLProjectFile {
  /// Files that state the schema, by path.
  private(set) var objects: [FileEntry] = []
  /// Scripts that run before each deployment.
  private(set) var before: [SqlcmdScript] = []
  /// Scripts that run after it.
  private(set) var after: [SqlcmdScript] = []
  /// Files that say which objects were given other names.
  private(set) var refactorLogs: [FileEntry] = []
  /// What of the project is not understood.
  private(set) var diagnostics: [Diagnostic] = []

  /// How a project says which files are its own.
  private enum Kind {
    /// It names each of them.
    case listed
    /// `Microsoft.Build.Sql`: all below it.
    case everything
    /// `MSBuild.Sdk.SqlProj`: all below it but the scripts of deployments.
    case everythingButScripts
  }

  /// A project by its file; nil if it is none of a database.
  init?(_ entry: FileEntry, in listing: FileListing, _ source: FileSource) {
    let isPlain = entry.path.hasSuffix(".csproj")
    let folder = entry.path.parent
    if isPlain,
      !listing.folders.contains(where: { folder.holds($0.path) && $0.files.contains(where: \.isSQL) })
    {
      return nil
    }
    guard let text = try? source.text(of: entry).get() else { return nil }
    if isPlain, !ByteSearch.contains(text.bytes, Array("MSBuild.Sdk.SqlProj".utf8)) { return nil }
    let files = SQLProjectPaths(folder: folder, listing: listing, source: source)
    var items = SQLProjectItems(files, text)
    do throws(DocumentError) {
      let root = try XMLReader.root(of: text.bytes)
      let kind = Self.kind(root, isPlain: isPlain)
      if isPlain, kind == .listed { return nil }
      items.read(root, isPlain ? "Content" : "Build", all: Self.initial(kind, root, files))
    } catch {
      // What it names is not known: all that stands below it may be meant.
      items.takeAll()
      diagnostics.append(
        Diagnostic(
          id: "changelog-syntax", summary: "the project cannot be read: " + error.message,
          location: text.location(error.byteOffset), reach: .mayChangeSchema))
    }
    before = items.before.map { SqlcmdScript($0, files, source) }
    after = items.after.map { SqlcmdScript($0, files, source) }
    refactorLogs = items.refactorLogs
    diagnostics += items.diagnostics + (before + after).flatMap(\.diagnostics)
    let scripts = Set((before + after).flatMap(\.files))
    objects = items.objects.filter { !scripts.contains($0) }.sorted()
  }

  private static func kind(_ root: XMLElement, isPlain: Bool) -> Kind {
    let names =
      [root["Sdk"] ?? ""]
      + root.elements.compactMap { $0.name == "Sdk" ? $0["Name"] : $0.name == "Import" ? $0["Sdk"] : nil }
    if names.contains(where: { $0.hasPrefix("MSBuild.Sdk.SqlProj") }) { return .everythingButScripts }
    return !isPlain && names.contains { $0.hasPrefix("Microsoft.Build.Sql") } ? .everything : .listed
  }

  /// The files that the SDK names before the project does.
  private static func initial(_ kind: Kind, _ root: XMLElement, _ files: SQLProjectPaths) -> [FileEntry] {
    let isOff = root.elements.contains { group in
      group.name == "PropertyGroup"
        && group.elements.contains {
          $0.name == "EnableDefaultSqlItems"
            && $0.texts.map(\.string).joined().lowercased().contains(text: "false")
        }
    }
    switch kind {
    case .listed: return []
    case .everything: return isOff ? [] : files.all(but: ["bin", "obj"])
    case .everythingButScripts: return files.all(but: ["bin", "obj", "pre-deployment", "post-deployment"])
    }
  }
}
