/// A file whose names others import, as it is after its top level was run.
package struct ScriptModule: Sendable {
  /// The modules that it imports itself, then its own names.
  let frames: [Evaluator.Frame]
  /// What it gives to others, by name.
  let exports: [String: FoldedValue]

  /// `origin` tells the file from all others.
  init(_ evaluator: Evaluator, origin: String) {
    var frames = Array(evaluator.frames.prefix(evaluator.base + 1))
    frames[evaluator.base].origin = origin
    self.frames = frames
    exports = evaluator.exports
  }
}

/// What an imported file gives, moved into the run of the file that imports it.
struct ImportedModule: Sendable {
  var exports: [String: FoldedValue]

  /// What a name of it is; one of the default export's entries if that is a map.
  func exported(_ name: String) -> FoldedValue? {
    exports[name] ?? exports["default"]?.entry(name)
  }

  /// The module as one value: `module.exports`, or its names as a map.
  func whole(at range: ScriptRange) -> FoldedValue? {
    if let value = exports["default"], exports.count == 1 { return value }
    let entries = exports.sorted { $0.key < $1.key }.map { name, value in
      FoldedEntry(key: FoldedValue(.string(ScriptText(name, at: range.start)), at: range), value: value)
    }
    return entries.isEmpty ? nil : FoldedValue(.map(entries), at: range)
  }
}

extension Evaluator {
  /// Takes in other files, before anything is run.
  mutating func install(_ found: [String: ScriptModule]) {
    let places = file.importedModules
    var installed: [Frame] = []
    // A file is there once, however many import it: copies for each way to it would double with every level.
    var known: [String: Int] = [:]
    for (name, module) in found.sorted(by: { $0.key < $1.key }) {
      let place = places.first { $0.name == name }?.range ?? ScriptRange(0, 0)
      var relocation = Relocation(place: place)
      var new: [Frame] = []
      for frame in module.frames {
        let id = frame.origin.flatMap { known[$0] }
        relocation.modules[frame.id] = id ?? nextFrame
        guard id == nil else { continue }
        if let origin = frame.origin { known[origin] = nextFrame }
        nextFrame &+= 1
        new.append(frame)
      }
      for frame in new {
        var moved = frame
        moved.id = relocation.modules[frame.id] ?? frame.id
        moved.parent = nil
        moved.bindings = frame.bindings.mapValues { relocation.moved($0) }
        installed.append(moved)
        for case .classValue(let type) in moved.bindings.values.map(\.content) {
          // A module's own imports come before it.
          let place = ClassPlace(name: type.name, range: type.range)
          homes[place] = homes[place] ?? moved.id
        }
      }
      modules[name] = ImportedModule(exports: module.exports.mapValues { relocation.moved($0) })
    }
    frames = installed + frames
    base = installed.count
  }

  /// What a name of an imported file is.
  func imported(_ name: ScriptImport.Name, of found: ScriptImport) -> FoldedValue? {
    guard let module = modules[found.module] else { return nil }
    switch name.name {
    case "*", "": return module.whole(at: found.range)
    case "default": return module.exports["default"] ?? module.whole(at: found.range)
    default: return module.exported(name.name)
    }
  }

  /// `export { a } from "./b"`, `export * from "./b"`.
  mutating func passOn(_ names: [ScriptExport.Name], of module: String) {
    guard let module = modules[module] else { return }
    for name in names {
      if name.name == "*" || name.alias == "*" {
        exports.merge(module.exports) { own, _ in own }
      } else if let value = module.exported(name.name) {
        exports[name.alias] = value
      }
    }
  }
}

/// A class by its name and its place in its file.
struct ClassPlace: Hashable, Sendable {
  var name: String
  var range: ScriptRange
}

/// Moves values of one file into the run of another: functions keep their own names, texts and values stand where
/// they are imported.
struct Relocation {
  /// Where the values stand from now on.
  var place: ScriptRange
  /// The new numbers of modules, by their old ones; empty to leave functions as they are.
  var modules: [Int: Int] = [:]
  /// Values that may still be moved; beyond it they are not known.
  private var left = 200_000

  init(place: ScriptRange) {
    self.place = place
  }

  mutating func moved(_ value: FoldedValue) -> FoldedValue {
    left -= 1
    guard left > 0 else { return FoldedValue(.opaque("a value of too many parts"), at: place) }
    return FoldedValue(moved(value.content), at: place)
  }

  private mutating func moved(_ content: FoldedValue.Content) -> FoldedValue.Content {
    switch content {
    case .string(let text): return .string(ScriptText(text.string, at: place.start))
    case .number, .boolean, .null, .symbol, .reference, .classValue, .opaque: return content
    case .list(let values): return .list(values.map { moved($0) })
    case .tuple(let values): return .tuple(values.map { moved($0) })
    case .joined(let values): return .joined(values.map { moved($0) })
    case .map(let entries):
      return .map(entries.map { FoldedEntry(key: moved($0.key), value: moved($0.value)) })
    case .call(var call):
      call.callee = moved(call.callee)
      for index in call.arguments.indices { call.arguments[index].value = moved(call.arguments[index].value) }
      call.block = call.block.map { moved($0) }
      call.range = place
      return .call(call)
    case .member(var member):
      member.receiver = moved(member.receiver)
      return .member(member)
    case .element(var element):
      element.receiver = moved(element.receiver)
      element.index = moved(element.index)
      return .element(element)
    case .operation(var operation):
      operation.operands = operation.operands.map { moved($0) }
      return .operation(operation)
    case .closure(let closure): return .closure(moved(closure))
    }
  }

  private mutating func moved(_ closure: FoldedClosure) -> FoldedClosure {
    guard !modules.isEmpty else { return closure }
    var closure = closure
    closure.module = modules[closure.module] ?? closure.module
    closure.frame = nil
    closure.captured = closure.captured.mapValues { moved($0) }
    return closure
  }
}

extension ScriptFile {
  /// The modules that a file imports, as it names them, with the places: imports, `export ... from`, `require("a")`
  /// and `import("a")` of JavaScript.
  package var importedModules: [(name: String, range: ScriptRange)] {
    var found: [(name: String, range: ScriptRange)] = []
    for statement in ScriptStatement.flattened(statements) {
      switch statement {
      case .imports(let imports): found.append((imports.module, imports.range))
      case .export(let export): if let module = export.module { found.append((module, export.range)) }
      default: break
      }
    }
    return found + requiredModules
  }

  private var requiredModules: [(name: String, range: ScriptRange)] {
    var found: [(name: String, range: ScriptRange)] = []
    for word in ["require(", "import("] {
      let mark = Array(word.utf8)
      var at = 0
      while found.count < 400, let start = Self.next(mark, in: source, from: at) {
        at = start + mark.count
        guard at < source.count else { break }
        let quote = source[at]
        guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { continue }
        let rest = source[(at + 1)...].prefix(400)
        guard let end = rest.firstIndex(of: quote) else { continue }
        let name = String(decoding: source[(at + 1)..<end], as: UTF8.self)
        found.append((name, ScriptRange(start, end + 1)))
        at = end
      }
    }
    return found
  }

  private static func next(_ mark: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    var at = start
    while at + mark.count <= bytes.count {
      if bytes[at] == mark[0], bytes[at..<(at + mark.count)].elementsEqual(mark) { return at }
      at += 1
    }
    return nil
  }
}

extension ScriptModule {
  /// A module that stands in the file: `mod a { ... }` of Rust; nil if there is none.
  package func inner(_ path: [String]) -> ScriptModule? {
    var names = exports
    for part in path {
      guard case .classValue(let definition)? = names[part]?.content else { return nil }
      names = [:]
      for case .classDefinition(let nested) in definition.body {
        names[nested.name] = FoldedValue(.classValue(nested), at: nested.range)
      }
    }
    return ScriptModule(frames: frames, exports: names)
  }

  private init(frames: [Evaluator.Frame], exports: [String: FoldedValue]) {
    self.frames = frames
    self.exports = exports
  }
}
