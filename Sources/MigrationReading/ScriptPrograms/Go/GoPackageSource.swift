import Domain
import ScriptSyntax

/// A package of Go: the files of a folder as one program.
struct GoPackageSource {
  /// The path that others import it by.
  let path: String
  let folder: TreePath
  let entries: [FileEntry]
  /// All files behind each other.
  let text: SourceText
  let script: ScriptFile
  /// Its types by their names.
  let types: [String: ScriptClass]
  /// The paths of what its files import, by the names that they use.
  let imports: [String: String]
  /// Its top level, run.
  var run: ScriptRun?

  private static let fileLimit = 400
  private static let sizeLimit = 4 << 20

  init?(folder: TreePath, path: String, source: FileSource) {
    let entries = source.tree.entries(below: folder).filter { entry in
      entry.path.parent == folder && entry.path.hasSuffix(".go") && !entry.path.hasSuffix("_test.go")
    }.prefix(Self.fileLimit)
    var texts: [SourceText] = []
    var kept: [FileEntry] = []
    var left = Self.sizeLimit
    for entry in entries {
      guard let text = try? source.text(of: entry).get(), Self.isBuilt(text.bytes), text.bytes.count < left
      else { continue }
      left -= text.bytes.count
      texts.append(text)
      kept.append(entry)
    }
    guard !texts.isEmpty else { return nil }
    self.path = path
    self.folder = folder
    self.entries = kept
    text = SourceText(path: folder, head: "package all // import \"\(path)\"", joining: texts)
    var script = ScriptSyntax.ScriptReader.read(text.bytes, as: .go)
    GoEmbeddedFiles(text.bytes).place(in: &script, source, near: folder)
    self.script = script
    var types: [String: ScriptClass] = [:]
    for type in script.classes { types[type.name] = types[type.name] ?? type }
    self.types = types
    var imports: [String: String] = [:]
    for found in script.imports {
      for name in found.names where imports[name.alias] == nil { imports[name.alias] = found.module }
    }
    self.imports = imports
  }

  /// Whether a file is a part of the program (https://pkg.go.dev/cmd/go#hdr-Build_constraints).
  private static func isBuilt(_ bytes: [UInt8]) -> Bool {
    let head = Array(bytes.prefix(2_000))
    return !ByteSearch.contains(head, Array("//go:build ignore".utf8))
      && !ByteSearch.contains(head, Array("// +build ignore".utf8))
  }

  /// What was not read in a part of it.
  func troubles(in range: ScriptRange) -> [ScriptTrouble] {
    script.troubles.filter { $0.range.start < range.end && $0.range.end > range.start }
  }

  /// The functions and methods in whose bodies a word stands.
  func functions(with word: String) -> [FoldedClosure] {
    let mark = Array(word.utf8)
    func holds(_ range: ScriptRange) -> Bool { ByteSearch.contains(Array(range.bytes(of: text.bytes)), mark) }
    var found: [FoldedClosure] = []
    for function in script.functions where holds(function.range) {
      found.append(ScriptRun.closure(function))
    }
    for type in script.classes {
      for case .function(let method) in type.body where holds(method.range) {
        found.append(ScriptRun.closure(method, of: type))
      }
    }
    return found.sorted { $0.function.range.start < $1.function.range.start }
  }
}

/// Variables that hold files: `//go:embed a.sql` above `var a string` (https://pkg.go.dev/embed).
struct GoEmbeddedFiles {
  private var names: [String: String] = [:]

  init(_ bytes: [UInt8]) {
    guard ByteSearch.contains(bytes, Array("//go:embed ".utf8)) else { return }
    var file: String?
    for line in bytes.split(separator: 0x0A) {
      let words = String(decoding: line.prefix(400), as: UTF8.self).split { " \t\r\"`".contains($0) }
      guard let first = words.first else { continue }
      if first == "//go:embed" {
        file = words.count == 2 ? String(words[1]) : nil
      } else if let found = file {
        let place = first == "var" ? 1 : 0
        let isFolder = words.contains { $0 == "embed.FS" }
        if words.indices.contains(place), !isFolder { names[String(words[place])] = found }
        file = nil
      }
    }
  }

  /// Gives the variables their texts; of one whose file is missing nothing is known.
  func place(in script: inout ScriptFile, _ source: FileSource, near folder: TreePath) {
    guard !names.isEmpty else { return }
    for (index, statement) in script.statements.enumerated() {
      guard case .assignment(var assignment) = statement, case .name(let name)? = assignment.targets.first,
        let file = names[name.text]
      else { continue }
      let path = folder.bytes.isEmpty ? TreePath(file) : folder.appending(file)
      let entry = source.tree.entry(at: path).flatMap { ($0.size ?? 0) < 1 << 20 ? $0 : nil }
      let text = entry.flatMap { try? source.text(of: $0).get() }
      assignment.value =
        text.map { .text(String(decoding: $0.bytes, as: UTF8.self), at: name.range) }
        ?? .unparsed(name.range)
      script.statements[index] = .assignment(assignment)
    }
  }
}
