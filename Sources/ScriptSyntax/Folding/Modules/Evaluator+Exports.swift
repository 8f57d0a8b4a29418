extension Evaluator {
  /// Runs an exported statement and keeps what it binds.
  mutating func run(_ export: ScriptExport) -> Flow {
    if let name = export.module { passOn(export.names, of: name) } else { exportedNames += export.names }
    guard let inner = export.statement else { return .normal }
    if export.isDefault, case .expression(let node) = inner {
      exportDefault(value(of: node, use: .value))
      return .normal
    }
    let flow = run(inner)
    for name in Self.boundNames(inner) {
      guard let value = lookUp(name) else { continue }
      if export.isDefault { exportDefault(value) } else { exports[name] = value }
    }
    if export.isDefault, case .classDefinition(let definition) = inner, definition.name.isEmpty {
      exportDefault(FoldedValue(.classValue(definition), at: definition.range))
    }
    if export.isDefault, case .function(let function) = inner, function.name.isEmpty {
      exportDefault(made(.closure(closure(function)), at: function.range))
    }
    return flow
  }

  private mutating func exportDefault(_ value: FoldedValue) { exports["default"] = value }

  private static func boundNames(_ statement: ScriptStatement) -> [String] {
    switch statement {
    case .function(let function): return [function.name]
    case .classDefinition(let definition): return [definition.name]
    case .assignment(let assignment):
      return assignment.targets.compactMap { if case .name(let name) = $0 { name.text } else { nil } }
    case .block(let statements, _): return statements.flatMap { boundNames($0) }
    case .expression, .branches, .forEach, .whileLoop, .attempt, .with, .returning, .raising, .imports,
      .export,
      .deletion, .inert, .breaking, .continuing, .unparsed:
      return []
    }
  }

  /// `module.exports = a`, `exports.a = b`: whether the target was one of them.
  mutating func export(_ target: ScriptAttribute, _ value: FoldedValue) -> Bool {
    guard assignsExports, let receiver = target.receiver.dottedName else { return false }
    switch (receiver, target.name) {
    case ("module", "exports"): exportDefault(value)
    case ("exports", let name), ("module.exports", let name): exports[name] = value
    default: return false
    }
    return true
  }

  private var assignsExports: Bool {
    switch file.language {
    case .javascript, .typescript: true
    case .python, .ruby, .rust, .php, .elixir, .csharp, .go, .java, .kotlin: false
    }
  }

  /// What a file of Rust or a package of Go gives to others: all its names but those of the modules that it names.
  mutating func exportNames() {
    exports = frames[base].bindings.filter { name, value in
      if case .map = value.content { return false }
      return !name.utf8.contains(UInt8(ascii: ":"))
    }
  }

  mutating func resolveExports() {
    for name in exportedNames {
      if let value = moduleValue(name.name) { exports[name.alias] = value }
    }
  }

  /// What an exported name is; one of the default export's entries if that is a map.
  func exported(_ name: String) -> FoldedValue? {
    exports[name] ?? exports["default"]?.entry(name)
  }
}
