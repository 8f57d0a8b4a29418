import Domain
import ScriptSyntax

/// A method of the application, with the file that it stands in.
struct RailsMethod {
  var function: ScriptFunction
  /// What is defined beside it: other methods, constants.
  var siblings: [ScriptStatement]
  var entry: FileEntry
  var text: SourceText
}

/// A constant of the application, with the file that it stands in.
struct RailsConstant {
  var value: ScriptNode
  var siblings: [ScriptStatement]
  var entry: FileEntry
  var text: SourceText
}

/// Code of the application that migrations call: modules with methods for migrations, jobs, services, constants.
/// Files are found by the names that Rails loads them by, methods of the migration by their definition.
final class RailsCode {
  private typealias File = RailsApplication.File

  private let source: FileSource
  private let application: RailsApplication
  private var types: [String: (ScriptClass, File)?] = [:]
  private var methods: [String: RailsMethod?] = [:]

  init(_ application: RailsApplication, source: FileSource) {
    self.application = application
    self.source = source
  }

  /// A method that all migrations have because the application adds it: one with this name, defined in one file of
  /// `lib`, `config/initializers` or `db`.
  func helper(_ name: String) -> RailsMethod? {
    if let known = methods[name] { return known }
    methods[name] = .some(nil)
    let found = application.files(defining: name, source).compactMap(file).flatMap { file in
      Self.methods(name, file.statements, 0).map {
        RailsMethod(function: $0.function, siblings: $0.siblings, entry: file.entry, text: file.text)
      }
    }
    guard found.count == 1 else { return nil }
    methods[name] = found[0]
    return found[0]
  }

  /// A method of a class or module by its constant with dots.
  func method(_ name: String, of constant: String, isStatic: Bool) -> RailsMethod? {
    guard let (type, file) = type(constant) else { return nil }
    for case .function(let function) in ScriptStatement.flattened(type.body) where function.name == name {
      if function.isStatic == isStatic || type.kind == .module {
        return RailsMethod(function: function, siblings: type.body, entry: file.entry, text: file.text)
      }
    }
    return nil
  }

  /// The value of a constant inside of a class or module, and the statements around it.
  func constant(_ name: String) -> RailsConstant? {
    let parts = name.split(separator: ".").map(String.init)
    guard parts.count > 1, parts.count < 8, let last = parts.last, last == last.uppercased(),
      let (type, file) = type(parts.dropLast().joined(separator: "."))
    else { return nil }
    for case .assignment(let assignment) in ScriptStatement.flattened(type.body) {
      if case .name(let target)? = assignment.targets.first, target.text == last, let value = assignment.value
      {
        return RailsConstant(value: value, siblings: type.body, entry: file.entry, text: file.text)
      }
    }
    return nil
  }

  /// Whether the application defines a class or module of this name.
  func defines(_ constant: String) -> Bool { type(constant) != nil }

  /// The value that an initializer with `word` in its name gives a setting: `config.currency_column = {...}`.
  func setting(_ name: String, in word: String) -> ScriptNode? {
    for entry in source.tree.entries(below: application.below("config/initializers"))
    where entry.path.lastComponent.contains(text: word) {
      guard let file = file(entry) else { continue }
      if let value = Self.setting(name, file.statements, 0) { return value }
    }
    return nil
  }

  private static func setting(_ name: String, _ statements: [ScriptStatement], _ level: Int) -> ScriptNode? {
    guard level < 5 else { return nil }
    for statement in ScriptStatement.flattened(statements) {
      switch statement {
      case .assignment(let assignment):
        if case .attribute(let target)? = assignment.targets.first, target.name == name {
          return assignment.value
        }
      case .expression(.call(let call)):
        if let found = call.block.flatMap({ setting(name, $0.body, level + 1) }) { return found }
      default: break
      }
    }
    return nil
  }

  // Files.

  private func type(_ constant: String) -> (ScriptClass, File)? {
    if let known = types[constant] { return known }
    let found = search(constant)
    types[constant] = .some(found)
    return found
  }

  private func search(_ constant: String) -> (ScriptClass, File)? {
    guard constant.utf8.count < 200 else { return nil }
    let path = EnglishWords.underscored(constant)
    let last = constant.split(separator: ".").last.map(String.init) ?? constant
    let name = path.split(separator: "/").last.map(String.init) ?? path
    for entry in application.files(named: name, source).prefix(20) where Self.fits(entry.path, path) {
      guard let file = file(entry) else { continue }
      let found = Self.classes(file.statements, 0).first {
        $0.name == last || $0.name.hasSuffix("::" + last) || $0.name.hasSuffix("." + last)
      }
      if let found { return (found, file) }
    }
    return nil
  }

  private static func fits(_ path: TreePath, _ wanted: String) -> Bool {
    path.hasSuffix("/" + wanted + ".rb")
  }

  /// A file that is understood as a whole.
  private func file(_ entry: FileEntry) -> File? {
    application.file(entry, source).flatMap { $0.isWhole ? $0 : nil }
  }

  private static func classes(_ statements: [ScriptStatement], _ level: Int) -> [ScriptClass] {
    guard level < 8 else { return [] }
    return ScriptStatement.flattened(statements).flatMap { statement -> [ScriptClass] in
      guard case .classDefinition(let type) = statement else { return [] }
      return [type] + classes(type.body, level + 1)
    }
  }

  private static func methods(_ name: String, _ statements: [ScriptStatement], _ level: Int)
    -> [(function: ScriptFunction, siblings: [ScriptStatement])]
  {
    guard level < 8 else { return [] }
    let flat = ScriptStatement.flattened(statements)
    return flat.flatMap { statement -> [(function: ScriptFunction, siblings: [ScriptStatement])] in
      switch statement {
      case .function(let function) where function.name == name: [(function, statements)]
      case .classDefinition(let type): methods(name, type.body, level + 1)
      default: []
      }
    }
  }
}
