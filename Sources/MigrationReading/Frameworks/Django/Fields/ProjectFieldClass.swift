import Domain
import ScriptSyntax

/// A field class that the repository itself defines: what it is built on and what it presets.
struct ProjectFieldClass {
  /// How it stands in the database; nil if what it is built on is not known.
  var rule: FieldRule?
  /// Arguments that the class gives where a call does not: `kwargs["max_length"] = 12` in `__init__`.
  var presets: [FoldedArgument] = []

  private static let depthLimit = 5

  /// The class of a dotted name; nil if it is not of the repository.
  static func named(
    _ resolved: String, from file: DjangoMigrationFile, library: ModuleLibrary, depth: Int = 0
  ) -> ProjectFieldClass? {
    guard depth < depthLimit, !resolved.hasPrefix("django.") else { return nil }
    let isAbsolute = !resolved.hasPrefix(".")
    if isAbsolute, let known = library.fieldClasses[resolved] { return known }
    let found = library.definedClass(resolved, from: file).map {
      ProjectFieldClass($0.definition, $0.module, library, depth: depth)
    }
    if isAbsolute { library.fieldClasses[resolved] = .some(found) }
    return found
  }

  /// The class of a definition in a module.
  init(
    _ definition: ScriptClass, _ module: DjangoMigrationFile, _ library: ModuleLibrary, depth: Int = 0
  ) {
    for base in definition.bases.prefix(4) {
      guard let known = Self.base(base, module, library, depth: depth + 1) else { continue }
      if rule == nil { rule = known.rule }
      presets += known.presets
    }
    if let text = Self.text("db_type", definition, module) {
      rule = .written(Self.type(text))
    } else if let text = Self.text("get_internal_type", definition, module),
      let found = FieldTypes.rule(text)
    {
      rule = found
    }
    if let method = definition.method("__init__") { readPresets(method, module) }
  }

  private static func base(
    _ node: ScriptNode, _ module: DjangoMigrationFile, _ library: ModuleLibrary, depth: Int
  ) -> ProjectFieldClass? {
    let value = module.constants.fold(node)
    if case .classValue(let definition) = value.content, depth < depthLimit {
      return ProjectFieldClass(definition, module, library, depth: depth)
    }
    guard case .reference(let reference) = value.content else { return nil }
    if let own = named(reference.resolved, from: module, library: library, depth: depth) { return own }
    return FieldTypes.rule(reference.resolved).map { ProjectFieldClass(rule: $0) }
  }

  private init(rule: FieldRule) { self.rule = rule }

  /// The text that a method returns.
  private static func text(_ name: String, _ definition: ScriptClass, _ module: DjangoMigrationFile)
    -> String?
  {
    definition.method(name).flatMap { module.constants.result(of: $0, of: definition)?.text }
  }

  /// `varchar(20)`, `cidr`, `integer[]`
  static func type(_ text: String) -> ColumnType {
    var name = text.lowercased()[...]
    var dimensions = 0
    while name.hasSuffix("[]"), dimensions < 6 {
      name = name.dropLast(2)
      dimensions += 1
    }
    var modifiers: [String] = []
    if let open = name.firstIndex(of: "("), name.hasSuffix(")") {
      modifiers = name[name.index(after: open)...].dropLast().split(separator: ",").map {
        String($0).trimmed
      }
      name = name[..<open]
    }
    let plain = String(name).trimmed
    return ColumnType(spellings[plain] ?? plain, modifiers: modifiers, arrayDimensions: dimensions)
  }

  private static let spellings: [String: String] = [
    "varchar": "character varying", "char": "character", "int": "integer", "int4": "integer",
    "int8": "bigint", "int2": "smallint", "bool": "boolean", "timestamptz": "timestamp with time zone",
    "timestamp": "timestamp without time zone", "float8": "double precision", "decimal": "numeric",
    "serial": "integer", "bigserial": "bigint",
  ]

  // Presets.

  private mutating func readPresets(_ method: ScriptFunction, _ module: DjangoMigrationFile) {
    for parameter in method.parameters {
      if let value = parameter.defaultValue { preset(parameter.name, value, module) }
    }
    for statement in ScriptStatement.flattened(method.body) {
      switch statement {
      case .assignment(let assignment):
        guard let value = assignment.value, assignment.operation == nil else { continue }
        for case .subscripted(let target) in assignment.targets {
          if let name = target.index.stringText { preset(name, value, module) }
        }
      case .expression(.call(let call)):
        if call.name == "setdefault", call.positional.count == 2, let name = call.positional[0].stringText {
          preset(name, call.positional[1], module)
        } else if call.name == "__init__" || call.name == "update" {
          for argument in call.arguments where argument.kind == .keyword {
            preset(argument.name, argument.value, module)
          }
        }
      default: continue
      }
    }
  }

  /// Keeps a constant; a later one takes the place of an earlier one.
  private mutating func preset(_ name: String, _ node: ScriptNode, _ module: DjangoMigrationFile) {
    let value = module.constants.fold(node)
    switch value.content {
    case .string, .number, .boolean, .list, .tuple, .map, .call:
      presets.removeAll { $0.name == name }
      presets.append(FoldedArgument(name: name, value: value, isSpread: false))
    case .null, .symbol, .reference, .member, .element, .operation, .joined, .closure, .classValue, .opaque:
      return
    }
  }
}

extension String {
  /// Without blanks at both ends.
  fileprivate var trimmed: String {
    let bytes = Array(utf8)
    let first = bytes.firstIndex { $0 != UInt8(ascii: " ") } ?? bytes.count
    let last = bytes.lastIndex { $0 != UInt8(ascii: " ") } ?? -1
    return first <= last ? String(decoding: bytes[first...last], as: UTF8.self) : ""
  }
}

extension FoldedCall {
  /// The call with arguments that it does not give itself.
  func filled(with presets: [FoldedArgument]) -> FoldedCall {
    var call = self
    for preset in presets where keyword(preset.name ?? "") == nil { call.arguments.append(preset) }
    return call
  }
}
