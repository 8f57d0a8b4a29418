import Domain
import ScriptSyntax

/// Code of the application that migrations call: methods of modules, and functions that all migrations see.
final class SequelCode {
  /// A method with the code around it, run.
  struct Method {
    var closure: FoldedClosure
    var run: ScriptRun
    /// Nil for a method of the migration's own file.
    var entry: FileEntry?
  }

  private let source: FileSource
  private let dialect: String
  private let root: TreePath
  /// Files that are read for definitions.
  private static let fileLimit = 6_000
  private var methods: [String: Method?] = [:]
  private var scripts: [FileEntry: ScriptFile] = [:]
  /// Files by the names of the methods that they define.
  private lazy var places: [String: [FileEntry]] = index()

  init(root: TreePath, source: FileSource, dialect: String) {
    self.root = root
    self.source = source
    self.dialect = dialect
  }

  /// A script with the names that all migrations see.
  func run(_ script: ScriptFile) -> ScriptRun {
    let place = ScriptRange(0, 0)
    let database = FoldedReference(written: ProgramHandle.database, resolved: ProgramHandle.database)
    let value = FoldedValue(.reference(database), at: place)
    return ScriptRun(
      script, dialect: dialect, given: ["DB": value, "@db": value, "self": value],
      answers: { call, _ in Self.answer(call) })
  }

  /// English words as ActiveSupport forms them.
  private static func answer(_ call: FoldedCall) -> FoldedValue? {
    guard case .member(let member) = call.callee.content, let text = member.receiver.nameText else {
      return nil
    }
    let formed: String
    switch call.name {
    case "pluralize": formed = EnglishWords.plural(text)
    case "singularize": formed = EnglishWords.singular(text)
    case "underscore": formed = EnglishWords.underscored(text)
    case "camelize", "classify": formed = EnglishWords.camelized(text)
    case "tableize": formed = EnglishWords.table(text)
    default: return nil
    }
    return FoldedValue(.string(ScriptText(formed, at: call.range.start)), at: call.range)
  }

  /// The text of the SQL file that a value reads: `File.read("db/a.sql")`, `Rails.root.join("db", "a.sql").read`; nil
  /// if there is none of that name, or several.
  func file(read value: FoldedValue?) -> (text: String, entry: FileEntry)? {
    guard let value, let call = value.call, ["read", "binread"].contains(call.name) else { return nil }
    var texts: [String] = []
    Self.gather(value, &texts, 0)
    let parts = texts.flatMap { $0.split(separator: "/") }.filter { $0 != "." && $0 != ".." }
    guard let name = parts.last, name.hasSuffix(".sql") else { return nil }
    let found = source.tree.entries.filter { $0.path.lastComponent == name }
    let wanted = parts.suffix(2).joined(separator: "/")
    let near = found.filter { $0.path.hasSuffix("/" + wanted) }
    guard let entry = found.count == 1 ? found.first : near.count == 1 ? near.first : nil,
      let text = try? source.text(of: entry).get()
    else { return nil }
    return (String(decoding: text.bytes, as: UTF8.self), entry)
  }

  /// The texts in a value, in written order.
  private static func gather(_ value: FoldedValue, _ texts: inout [String], _ level: Int) {
    guard level < 12 else { return }
    switch value.content {
    case .string(let text): texts.append(text.string)
    case .member(let member): gather(member.receiver, &texts, level + 1)
    case .call(let call):
      gather(call.callee, &texts, level + 1)
      for argument in call.positional { gather(argument, &texts, level + 1) }
    case .joined(let parts), .list(let parts):
      for part in parts { gather(part, &texts, level + 1) }
    case .operation(let operation):
      for part in operation.operands { gather(part, &texts, level + 1) }
    default: break
    }
  }

  /// The method of a module or class by its constant with dots: `shop.Migration`, `timestamps`; of no constant for
  /// functions at the top of a file. Nil if there is none, or several.
  func method(_ name: String, of constant: String?) -> Method? {
    let key = (constant ?? "") + "#" + name
    if let known = methods[key] { return known }
    methods[key] = .some(nil)
    guard name.utf8.count < 100 else { return nil }
    let parts = (constant ?? "").split(separator: ".").map(String.init)
    var found: [Method] = []
    for entry in (places[name] ?? []).prefix(40) {
      guard let text = try? source.text(of: entry).get(), let script = script(entry, text) else { continue }
      found += Self.methods(name, parts, [], script.statements, 0).map { method in
        let siblings = ScriptFile(
          language: .ruby, source: script.source, statements: method.siblings, troubles: [])
        let closure = ScriptRun.closure(method.function)
        return Method(closure: closure, run: run(siblings), entry: entry)
      }
    }
    guard found.count == 1 else { return nil }
    methods[key] = found[0]
    return found[0]
  }

  /// What a method of the application gives that a value is the call of: `Helper.large_text_type`.
  func known(_ value: FoldedValue) -> FoldedValue {
    guard let call = value.call, let path = call.resolved, !path.hasPrefix("Sequel."), !path.hasPrefix("(")
    else {
      return value
    }
    let parts = path.split(separator: ".").map(String.init)
    guard let name = parts.last else { return value }
    let owner = parts.count > 1 ? parts.dropLast().joined(separator: ".") : nil
    guard let method = method(name, of: owner),
      let result = method.run.calls(in: method.closure, arguments: call.arguments).result
    else { return value }
    return result.alternatives?.first ?? result
  }

  private func script(_ entry: FileEntry, _ text: SourceText) -> ScriptFile? {
    if let known = scripts[entry] { return known }
    guard text.bytes.count < 400_000 else { return nil }
    let script = ScriptSyntax.ScriptReader.read(text.bytes, as: .ruby)
    scripts[entry] = script
    return script
  }

  /// The methods of the application's Ruby files, by the words behind `def`.
  private func index() -> [String: [FileEntry]] {
    let foreign: Set<String> = ["spec", "test", "tests", "vendor", "node_modules", "features"]
    var found: [String: [FileEntry]] = [:]
    var filesLeft = Self.fileLimit
    for entry in source.tree.entries where filesLeft > 0 && entry.path.hasSuffix(".rb") {
      let isMigration =
        entry.path.parent == root
        && NumberedScripts.version(entry.path.lastComponent, endings: [".rb"]) != nil
      guard !isMigration, !entry.path.components.contains(where: foreign.contains),
        let text = try? source.text(of: entry).get()
      else { continue }
      filesLeft -= 1
      for name in Self.definitions(text.bytes) { found[name, default: []].append(entry) }
    }
    return found
  }

  /// The names of a text's methods: `a` of `def a`, `def self.a`.
  private static func definitions(_ bytes: [UInt8]) -> Set<String> {
    var names: Set<String> = []
    for line in bytes.split(separator: 10) {
      let code = line.drop { $0 == 32 || $0 == 9 }
      guard code.starts(with: [0x64, 0x65, 0x66, 0x20]) else { continue }
      let rest = code.dropFirst(4).drop { $0 == 32 }
      let word = rest.prefix {
        ScriptWordByte.isName($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "?")
          || $0 == UInt8(ascii: "!")
      }
      let name = word.split(separator: UInt8(ascii: ".")).last ?? word
      names.insert(String(decoding: name, as: UTF8.self))
    }
    return names
  }

  private typealias Found = (function: ScriptFunction, siblings: [ScriptStatement])

  /// Methods of a name in a module whose path ends as wanted.
  private static func methods(
    _ name: String, _ wanted: [String], _ path: [String], _ statements: [ScriptStatement], _ level: Int
  ) -> [Found] {
    guard level < 10 else { return [] }
    return ScriptStatement.flattened(statements).flatMap { statement -> [Found] in
      switch statement {
      case .function(let function) where function.name == name && path.suffix(wanted.count) == wanted[...]:
        return [(function, statements)]
      case .classDefinition(let type):
        let parts = type.name.split { $0 == ":" || $0 == "." }.map(String.init)
        return methods(name, wanted, path + parts, type.body, level + 1)
      default: return []
      }
    }
  }
}
