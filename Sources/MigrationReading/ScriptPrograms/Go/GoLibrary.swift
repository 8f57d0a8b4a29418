import Domain
import ScriptSyntax

/// Runs packages of Go with what they import of other packages of the same repository.
final class GoLibrary {
  /// Packages that may be read for one history.
  private static let readLimit = 60
  /// Imports of imports that are run.
  private static let levelLimit = 3
  let source: FileSource
  let modules: GoModules
  private let dialect: String
  private let equivalents: [String: String]
  private var packages: [String: GoPackageSource?] = [:]
  private var readsLeft = GoLibrary.readLimit
  private lazy var texts = ProgramTexts(source: source, near: TreePath(""))

  /// `equivalents` are calls that give the database itself.
  init(source: FileSource, modules: GoModules, dialect: String, equivalents: [String: String]) {
    self.source = source
    self.modules = modules
    self.dialect = dialect
    self.equivalents = equivalents
  }

  /// The package of a folder, run.
  func package(at folder: TreePath) -> GoPackageSource? { package(modules.path(of: folder), level: 0) }

  /// A package by its path, for its types.
  func package(_ path: String) -> GoPackageSource? { package(path, level: Self.levelLimit) }

  private func package(_ path: String, level: Int) -> GoPackageSource? {
    if let known = packages[path] {
      // Types alone were asked for before.
      if known == nil || known?.run != nil || level >= Self.levelLimit { return known }
    }
    // A package that imports itself by way of others sees nothing of it.
    let known = packages[path] ?? nil
    packages[path] = .some(nil)
    guard let folder = modules.folder(of: path), readsLeft > 0,
      var package = known ?? GoPackageSource(folder: folder, path: path, source: source)
    else { return nil }
    readsLeft -= 1
    if level < Self.levelLimit {
      var found: [String: ScriptModule] = [:]
      for name in Set(package.script.imports.map(\.module)).sorted() {
        if let module = self.package(name, level: level + 1)?.run?.asModule(name) { found[name] = module }
      }
      package.run = ScriptRun(
        package.script, dialect: dialect, answers: answers, modules: found, equivalents: equivalents)
    }
    packages[path] = .some(package)
    return package
  }

  /// `files.ReadFile("a.sql")` of a folder that stands in the program.
  private var answers: ScriptAnswers {
    let texts = texts
    return { call, _ in
      guard call.name == "ReadFile" || call.name == "MustAsset" || call.name == "Asset",
        let name = call.positional.first?.text, ProgramTexts.isText(name),
        let text = texts.text(named: name)
      else { return nil }
      return FoldedValue(.string(ScriptText(text, at: call.range.start)), at: call.range)
    }
  }

  /// The structure that a type is or is made of, as `type A B` is, with its fields; nil for other types.
  func structure(_ type: ScriptClass) -> (type: ScriptClass, fields: [GoType.Field])? {
    var type = type
    for _ in 0...6 {
      if let fields = GoType.fields(of: type) { return (type, fields) }
      guard let name = GoType.underlying(type), case .type(let other) = meaning(of: name, in: type) else {
        return nil
      }
      type = other
    }
    return nil
  }

  /// What a name in a type means, where it stands.
  enum Meaning {
    /// A type of the repository.
    case type(ScriptClass)
    /// A type of the language.
    case basic(String)
    /// A type of another package by the path of that: `time.Time`.
    case foreign(String)
  }

  /// What the name of a type means in another type.
  func meaning(of name: String, in type: ScriptClass) -> Meaning {
    let plain = String(name.prefix { $0 != "[" })
    if let found = GoType.local(plain, of: type) { return .type(found) }
    let own = GoType.packagePath(of: type).flatMap { package($0) }
    let parts = plain.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      return own?.types[plain].map { .type($0) } ?? .basic(plain)
    }
    let path = own?.imports[parts[0]] ?? parts[0]
    if let found = package(path)?.types[parts[1]] { return .type(found) }
    return .foreign(path + "." + parts[1])
  }
}
