import Domain
import ScriptSyntax

/// The modules of the application that migrations call, by their names; looked for when first asked for.
final class EctoLibrary {
  private let source: FileSource
  /// The folder of the project.
  private let root: TreePath
  private var byName: [String: [FileEntry]]?
  private var files: [TreePath: EctoFile] = [:]
  private var modules: [String: Found?] = [:]
  private var enumerations: [String: Enumeration?] = [:]

  /// A module of the application.
  struct Found {
    var file: EctoFile
    var module: ScriptClass
  }

  init(root: TreePath, source: FileSource) {
    self.root = root
    self.source = source
  }

  /// Files that may hold one module.
  private static let candidateLimit = 12

  /// The module of a full name; nil if no file of the repository has it.
  func module(_ name: String) -> Found? {
    if let known = modules[name] { return known }
    guard modules.count < 2_000 else { return nil }
    var found: Found?
    for entry in candidates(name).prefix(Self.candidateLimit) {
      let file = file(entry)
      guard let script = file.script,
        let type = EctoSettings.modules(script.statements, 0).first(where: { $0.name == name })
      else { continue }
      found = Found(file: file, module: type)
      break
    }
    modules[name] = .some(found)
    return found
  }

  /// The table of a schema: `schema "users" do`.
  func table(of name: String) -> TableName? { module(name).flatMap { EctoSchemas.table(of: $0.module) } }

  /// A file below the project's folder; with a stroke before it, below that of the repository.
  func text(at path: String) -> (entry: FileEntry, text: SourceText)? {
    guard let plain = TreePath("").resolving(path) else { return nil }
    let place = path.hasPrefix("/") || root.bytes.isEmpty ? plain : root.appending(plain.display)
    guard let entry = source.tree.entry(at: place), let text = try? source.text(of: entry).get() else {
      return nil
    }
    return (entry, text)
  }

  /// An enumerated type of the library EctoEnum: its name in the database and its values.
  struct Enumeration {
    var type: String
    var labels: [String]
  }

  /// The type of a module that EctoEnum makes: `defenum(A, :a, [:b])`, `use EctoEnum, type: :a, enums: [:b]`.
  func enumeration(_ name: String) -> Enumeration? {
    if let known = enumerations[name] { return known }
    guard enumerations.count < 2_000 else { return nil }
    var found = module(name).flatMap { EctoEnumerations.used(in: $0.module) }
    if found == nil {
      let all = listed()
      for stem in all.keys.sorted() where stem.contains(text: "enum") && found == nil {
        for entry in all[stem] ?? [] where found == nil {
          found = file(entry).script.flatMap { EctoEnumerations.defined(name, in: $0) }
        }
      }
    }
    enumerations[name] = .some(found)
    return found
  }

  private func file(_ entry: FileEntry) -> EctoFile {
    if let known = files[entry.path] { return known }
    let file = EctoFile.read(entry, source: source)
    files[entry.path] = file
    return file
  }

  /// Files named like the module, those of the same project first.
  private func candidates(_ name: String) -> [FileEntry] {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    let all = listed()[Self.folded(Self.underscored(last))] ?? []
    let parts = name.split(separator: ".").map { Self.underscored(String($0)) }
    return all.map { entry in
      (
        rank: parts.count { part in entry.path.components.contains { $0 == part || $0 == part + ".ex" } },
        entry: entry
      )
    }.sorted { ($1.rank, $0.entry.path) < ($0.rank, $1.entry.path) }.map(\.entry)
  }

  private func listed() -> [String: [FileEntry]] {
    if let byName { return byName }
    var found: [String: [FileEntry]] = [:]
    for entry in source.tree.entries {
      let bytes = entry.path.bytes
      guard bytes.count > 3,
        bytes.suffix(3).elementsEqual(".ex".utf8) || bytes.suffix(4).elementsEqual(".exs".utf8)
      else { continue }
      let name = entry.path.lastComponent
      guard let first = name.utf8.first, first &- 0x30 >= 10, let dot = name.lastIndex(of: ".") else {
        continue
      }
      found[Self.folded(String(name[..<dot])), default: []].append(entry)
    }
    byName = found
    return found
  }

  /// A file's name without its underscores: people set them in other places than Elixir does (`change_087_tags`).
  private static func folded(_ name: String) -> String {
    String(decoding: name.utf8.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
  }

  /// `UserToken` as `user_token`.
  static func underscored(_ name: String) -> String {
    var result: [UInt8] = []
    let bytes = Array(name.utf8)
    for (index, byte) in bytes.enumerated() {
      let isUpper = byte &- 0x41 < 26
      if isUpper, index > 0 {
        let before = bytes[index - 1]
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        if before &- 0x41 >= 26 || next &- 0x61 < 26 { result.append(UInt8(ascii: "_")) }
      }
      result.append(isUpper ? byte | 0x20 : byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// Enumerated types of the library EctoEnum as they are written.
enum EctoEnumerations {
  /// `use EctoEnum, type: :status, enums: [:open, :closed]`
  static func used(in module: ScriptClass) -> EctoLibrary.Enumeration? {
    for case .expression(.call(let call)) in module.body
    where call.name == "use" && call.positional.first?.dottedName == "EctoEnum" {
      guard let type = call.keyword("type") else { continue }
      return made(type, call.keyword("enums"))
    }
    return nil
  }

  /// `defenum(Shop.Status, :status, [:open, :closed])`
  static func defined(_ name: String, in script: ScriptFile) -> EctoLibrary.Enumeration? {
    var statements = script.statements
    for type in EctoSettings.modules(statements, 0) { statements += type.body }
    for case .expression(.call(let call)) in statements where call.name == "defenum" {
      let values = call.positional
      guard values.count >= 3, let own = values[0].dottedName, own == name || name.hasSuffix("." + own) else {
        continue
      }
      return made(values[1], values[2])
    }
    return nil
  }

  private static func made(_ type: ScriptNode, _ labels: ScriptNode?) -> EctoLibrary.Enumeration? {
    var reader = EctoConstants()
    guard let name = reader.value(type).string else { return nil }
    let values = labels.map { reader.value($0) }?.elements ?? []
    return EctoLibrary.Enumeration(type: name, labels: values.compactMap(\.string))
  }
}

/// Schemas of Ecto as they are written in modules.
enum EctoSchemas {
  /// The table of `schema "users" do`, with the prefix of `@schema_prefix`.
  static func table(of module: ScriptClass) -> TableName? {
    for case .expression(.call(let call)) in module.body
    where call.name == "schema" || call.name == "typed_schema" || call.name == "versioned_schema" {
      guard let name = call.positional.first?.stringText else { continue }
      let prefix = module.field("@schema_prefix")?.stringText
      return TableName(schema: prefix, name)
    }
    return nil
  }
}
