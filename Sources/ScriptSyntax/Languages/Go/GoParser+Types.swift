/// Types (https://go.dev/ref/spec#Types). A structure is a class whose fields are assignments: the type stands as the
/// annotation, the tag as the value; a field without a name is no declaration.
extension GoParser {
  /// Moves past a type and gives its text without white space; that of a structure is `struct`.
  mutating func type() throws(ScriptTrouble) -> ScriptName {
    let first = position
    let start = current.start
    try skipType()
    guard position > first else { throw unexpected("a type") }
    var text = ""
    for token in tokens[first..<min(position, first + 60)] {
      let part = self.text(token)
      if part == "{" { break }
      if let last = text.utf8.last, ScriptByte.isNamePart(last), let next = part.utf8.first,
        ScriptByte.isNamePart(next)
      {
        text += " "
      }
      text += part
    }
    return ScriptName(text: text, range: range(from: start))
  }

  /// Moves past a type.
  mutating func skipType() throws(ScriptTrouble) {
    try enter()
    defer { leave() }
    while at("*") || at("<-") || at("~") { advance() }
    if at("(") {
      return try skipBrackets()
    }
    if at("[") {
      try skipBrackets()
      return try skipType()
    }
    guard at(.word) else { return }
    switch ScriptWord(code: current.code) {
    case "func":
      advance()
      if at("(") { try skipBrackets() }
      if at("(") { try skipBrackets() } else if isTypeStart { try skipType() }
    case "map":
      advance()
      if at("[") { try skipBrackets() }
      try skipType()
    case "chan":
      advance()
      try skipType()
    case "struct":
      advance()
      if at("{") { try skipBrackets() }
    default:
      let isInterface = spells(current, "interface")
      advance()
      if isInterface {
        if at("{") { try skipBrackets() }
        return
      }
      if at("."), peek().kind == .word {
        advance()
        advance()
      }
      // `A[B]`
      if at("["), isAdjacent(peek(-1), current), !isSign(peek(), "]") { try skipBrackets() }
    }
  }

  private var isTypeStart: Bool {
    at(.word) || at("*") || at("[") || at("<-")
  }

  /// The zero value of a type: `(zero)("[]*", a.B)`, which is followed where the type is known.
  mutating func zeroValue() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    if at(word: "struct") {
      let definition = try structure(named: "", start)
      return .call(
        ScriptCall(
          callee: .classLiteral(definition), arguments: [], isConstruction: true, range: range(from: start)))
    }
    let type = try type()
    let marks = String(type.text.prefix { !$0.isLetter && $0 != "_" })
    let rest = String(type.text.dropFirst(marks.count))
    let place = range(from: start)
    let arguments = [ScriptNode.text(marks, at: place), Self.typeValue(rest, place)].map {
      ScriptArgument(kind: .positional, value: $0, range: place)
    }
    return .call(
      ScriptCall(callee: .named(GoSemantics.zero, at: place), arguments: arguments, range: place))
  }

  /// A type by its name as a value.
  static func typeValue(_ text: String, _ range: ScriptRange) -> ScriptNode {
    let path = text.prefix { $0 != "[" }.split(separator: ".").prefix(2).map(String.init)
    guard let first = path.first else { return .null(range) }
    let node = ScriptNode.named(first, at: range)
    guard path.count == 2, let last = path.last else { return node }
    return .attribute(ScriptAttribute(receiver: node, name: last, range: range, nameRange: range))
  }

  /// `a struct { ... }`, `a B`, `a = B`
  mutating func typeDefinition() throws(ScriptTrouble) -> ScriptStatement {
    let start = current.start
    let name = try takeName()
    if at("["), isAdjacent(peek(-1), current), !isSign(peek(), "]") { try skipBrackets() }
    _ = accept("=")
    var definition: ScriptClass
    if at(word: "struct") {
      definition = try structure(named: name.text, start)
    } else {
      definition = ScriptClass(
        name: name.text, bases: [.name(try type())], keywords: origin, body: [], range: range(from: start))
    }
    definition.range = range(from: start)
    if !localTypes.isEmpty { localTypes[localTypes.count - 1][name.text] = definition }
    return .classDefinition(definition)
  }

  /// The package of a type.
  private var origin: [ScriptArgument] {
    guard let path = packagePath else { return [] }
    let place = ScriptRange(0, 0)
    return [ScriptArgument(kind: .keyword, name: GoType.package, value: .text(path, at: place), range: place)]
  }

  /// `struct { A; b C ` + "`d:\"e\"`" + ` }`, with the types of the function that it names.
  mutating func structure(named name: String, _ start: Int32) throws(ScriptTrouble) -> ScriptClass {
    try enter()
    defer { leave() }
    advance()
    var definition = ScriptClass(
      name: name, bases: [], keywords: origin, body: [], range: ScriptRange(start, start))
    try expect("{", "{")
    while !at("}") {
      if accept(";") { continue }
      if at(.end) { throw unexpected("\"}\"") }
      try field(into: &definition)
    }
    advance()
    definition.range = range(from: start)
    return definition
  }

  private mutating func field(into definition: inout ScriptClass) throws(ScriptTrouble) {
    let start = current.start
    var names: [ScriptName] = []
    let isEmbedded =
      at("*") || isSign(peek(), ".") || isSign(peek(), ";") || isSign(peek(), "}")
      || peek().kind == .template || peek().kind == .string
    if !isEmbedded {
      names.append(try takeName())
      while accept(",") { names.append(try takeName()) }
    }
    var type: ScriptNode
    if at(word: "struct") {
      type = .classLiteral(try structure(named: "", current.start))
    } else {
      let written = try self.type()
      type = .name(written)
      keepLocal(written.text, in: &definition)
    }
    var tag: ScriptNode?
    if at(.template) || at(.string) {
      tag = string(current)
      advance()
    }
    if names.isEmpty {
      let own = Self.plain(Self.text(of: type)).split(separator: ".").last.map(String.init) ?? ""
      names = [ScriptName(text: own, range: range(from: start))]
    }
    for name in names {
      definition.body.append(
        .assignment(
          ScriptAssignment(
            targets: [.name(name)], operation: nil, annotation: type, value: tag, isDeclaration: !isEmbedded,
            range: range(from: start))))
    }
    if !accept(";"), !at("}") { throw unexpected("the end of the field") }
  }

  /// Keeps a type of the same function that a field names.
  private func keepLocal(_ type: String, in definition: inout ScriptClass) {
    let name = String(type.drop { !$0.isLetter && $0 != "_" }.prefix { $0 != "[" })
    guard let found = localTypes.reversed().lazy.compactMap({ $0[name] }).first,
      !definition.keywords.contains(where: { $0.name == name })
    else { return }
    definition.keywords.append(
      ScriptArgument(kind: .keyword, name: name, value: .classLiteral(found), range: found.range))
  }
}

/// What a type of Go says beside its fields.
package enum GoType {
  /// The argument of a type with the path of its package.
  static let package = "package "

  /// The path of the package that a type stands in, where that is known.
  package static func packagePath(of type: ScriptClass) -> String? {
    type.keywords.first { $0.name == package }?.value.stringText
  }

  /// A type of the same function that a structure names.
  package static func local(_ name: String, of type: ScriptClass) -> ScriptClass? {
    guard case .classLiteral(let found)? = type.keywords.first(where: { $0.name == name })?.value else {
      return nil
    }
    return found
  }

  /// A field of a structure.
  package struct Field: Sendable {
    /// Its name; that of its type for one without a name.
    package var name: String
    /// The type as written without white space: `*a.B`, `[]string`; `struct` for one without a name.
    package var type: String
    /// The type, where it is a structure without a name.
    package var structure: ScriptClass?
    /// What stands behind the type between backquotes.
    package var tag: String
    /// Its members are those of the structure: it has no name of its own.
    package var isEmbedded: Bool
  }

  /// The fields of a structure in written order; nil for other types.
  package static func fields(of type: ScriptClass) -> [Field]? {
    guard type.bases.isEmpty else { return nil }
    return type.body.compactMap { statement in
      guard case .assignment(let assignment) = statement, case .name(let name)? = assignment.targets.first,
        let annotation = assignment.annotation
      else { return nil }
      var field = Field(
        name: name.text, type: GoParser.text(of: annotation), tag: assignment.value?.stringText ?? "",
        isEmbedded: !assignment.isDeclaration)
      if case .classLiteral(let structure) = annotation {
        field.structure = structure
        field.type = "struct"
      }
      return field
    }
  }

  /// The type that a type without fields of its own is made of: `string` of `type A string`.
  package static func underlying(_ type: ScriptClass) -> String? {
    type.bases.first.map { GoParser.text(of: $0) }
  }
}
