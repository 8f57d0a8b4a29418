import Documents
import Domain

/// The items of a project file in its order: `Build`, `Content`, `None`, `PreDeploy`, `PostDeploy`, `RefactorLog`.
struct SQLProjectItems {
  private(set) var before: [FileEntry] = []
  private(set) var after: [FileEntry] = []
  private(set) var refactorLogs: [FileEntry] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var built: Set<FileEntry> = []
  private var others: Set<FileEntry> = []
  private let files: SQLProjectPaths
  private let text: SourceText

  init(_ files: SQLProjectPaths, _ text: SourceText) {
    self.files = files
    self.text = text
  }

  /// Files that state the schema.
  var objects: Set<FileEntry> { built.subtracting(others).subtracting(before).subtracting(after) }

  /// Takes all SQL files below the project.
  mutating func takeAll() { built = Set(files.all(but: ["bin", "obj"])) }

  /// Reads the items of a project, those of its schema by their name.
  mutating func read(_ root: XMLElement, _ objects: String, all: [FileEntry]) {
    built = Set(all)
    for group in root.elements where group.name == "ItemGroup" {
      for item in group.elements {
        if let text = item["Remove"], item.name == objects { built.subtract(found(text, item)) }
        guard let text = item["Include"] else { continue }
        switch item.name {
        case objects, "Build": built.formUnion(found(text, item))
        case "None": others.formUnion(found(text, item, isNeeded: false))
        case "PreDeploy": before += found(text, item)
        case "PostDeploy": after += found(text, item)
        case "RefactorLog": refactorLogs += found(text, item, isNeeded: false)
        default: break
        }
      }
    }
    // A file that a project lists is its own, whatever else it says.
    if all.isEmpty { others = [] }
  }

  private mutating func found(_ text: String, _ item: XMLElement, isNeeded: Bool = true) -> [FileEntry] {
    var entries: [FileEntry] = []
    for name in text.split(separator: ";") {
      switch files.entries(String(name)) {
      case .some(let found) where !found.isEmpty: entries += found.filter { item.name != "Build" || $0.isSQL }
      case .some where !isNeeded || item["Remove"] != nil || item["Condition"] != nil: break
      case .some:
        report("include-missing", "\"\(name)\" of the project is not in the repository", item)
      case nil:
        guard isNeeded else { continue }
        report("changelog-missing", "which files \"\(name)\" of the project means is not known", item)
      }
    }
    return entries
  }

  private mutating func report(_ id: String, _ summary: String, _ item: XMLElement) {
    diagnostics.append(
      Diagnostic(
        id: id, summary: summary, location: text.location(item.byteOffset), reach: .mayChangeSchema))
  }
}
