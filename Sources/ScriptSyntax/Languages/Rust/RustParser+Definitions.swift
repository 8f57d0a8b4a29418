/// Types, and what is implemented for them. A field of a structure and a variant of an enumeration is a nested class, so
/// that its attributes and its type are kept: the class is built on the type, or on the enumeration without its variants.
extension RustParser {
  /// `struct A;`, `struct A(B);`, `struct A { b: C }`
  mutating func structure(_ start: Int32, _ decorators: [ScriptNode]) throws(ScriptTrouble) -> ScriptClass {
    advance()
    let name = try takeName()
    if at("<") { try skipAngles() }
    try skipConstraints()
    var definition = ScriptClass(
      name: name.text, bases: [], body: [], decorators: decorators, range: ScriptRange(start, start))
    if at("(") {
      try skipBrackets()
      try skipConstraints()
    } else if at("{") {
      definition.body = try fields()
    }
    _ = accept(";")
    definition.range = range(from: start)
    return definition
  }

  private mutating func fields() throws(ScriptTrouble) -> [ScriptStatement] {
    try expect("{", "{")
    var found: [ScriptStatement] = []
    while !at("}") {
      let start = current.start
      let decorators = attributes()
      if at(word: "pub") {
        advance()
        if at("(") { try skipBrackets() }
      }
      let name = try takeName()
      try expect(":", ":")
      let type = try type()
      found.append(
        .classDefinition(
          ScriptClass(
            name: name.text, bases: [.name(type)], body: [], decorators: decorators,
            range: range(from: start))))
      if !accept(",") { break }
    }
    try expect("}", "}")
    return found
  }

  /// `enum A { B, C(D), E { f: G }, H = 1 }`
  mutating func enumeration(_ start: Int32, _ decorators: [ScriptNode]) throws(ScriptTrouble) -> ScriptClass {
    advance()
    let name = try takeName()
    if at("<") { try skipAngles() }
    try skipConstraints()
    let header = ScriptClass(
      kind: .enumeration, name: name.text, bases: [], body: [], decorators: decorators,
      range: ScriptRange(start, name.range.end))
    var definition = header
    try expect("{", "{")
    while !at("}") {
      let start = current.start
      let decorators = attributes()
      let name = try takeName()
      if at("(") || at("{") { try skipBrackets() }
      if accept("=") { _ = try expression() }
      definition.body.append(
        .classDefinition(
          ScriptClass(
            name: name.text, bases: [.classLiteral(header)], body: [], decorators: decorators,
            range: range(from: start))))
      if !accept(",") { break }
    }
    try expect("}", "}")
    definition.range = range(from: start)
    return definition
  }

  /// `impl A { ... }`, `impl<T> A for B<T> { ... }`: a class of the type's name that is built on the trait.
  mutating func implementation(_ start: Int32) throws(ScriptTrouble) -> ScriptClass {
    advance()
    if at("<") { try skipAngles() }
    _ = accept("!")
    var names = [try type()]
    if accept(word: "for") { names.append(try type()) }
    try skipConstraints()
    try enter()
    defer { leave() }
    let body = try block()
    let traits = names.dropLast().map {
      ScriptNode.name(ScriptName(text: Self.plain($0.text), range: $0.range))
    }
    return ScriptClass(
      name: names.last.map { Self.plain($0.text) } ?? "", bases: traits,
      keywords: [RustImplementations.mark(names[0])], body: body, range: range(from: start))
  }

  /// `trait A: B { ... }`: a class with the methods that it has itself.
  mutating func trait(_ start: Int32) throws(ScriptTrouble) -> ScriptClass {
    advance()
    let name = try takeName()
    if at("<") { try skipAngles() }
    if accept(":") { try skipType() }
    try skipConstraints()
    try enter()
    defer { leave() }
    let body = try block().filter { statement in
      if case .function(let function) = statement { !function.body.isEmpty } else { false }
    }
    return ScriptClass(name: name.text, bases: [], body: body, range: range(from: start))
  }

  /// The last name of a path, without what stands in angles: `Vec` of `std::vec::Vec<A>`.
  static func plain(_ type: String) -> String {
    let head = type.prefix { $0 != "<" }.filter { $0 != "&" }
    return head.split(separator: ":").last.map(String.init) ?? String(head)
  }
}

/// Blocks of methods, joined with the types that they are written for.
enum RustImplementations {
  private static let word = "(impl)"

  /// What tells a block of methods from a type of its name.
  static func mark(_ name: ScriptName) -> ScriptArgument {
    ScriptArgument(kind: .keyword, name: word, value: .name(name), range: name.range)
  }

  /// The statements with methods in the types that stand among them; those of other types are classes of their own.
  static func merged(_ statements: [ScriptStatement]) -> [ScriptStatement] {
    var places: [String: Int] = [:]
    var result: [ScriptStatement] = []
    var later: [ScriptClass] = []
    for statement in statements {
      guard case .classDefinition(var definition) = statement else {
        result.append(statement)
        continue
      }
      if definition.keywords.contains(where: { $0.name == word }) {
        definition.keywords = []
        later.append(definition)
      } else {
        if places[definition.name] == nil { places[definition.name] = result.count }
        result.append(statement)
      }
    }
    for part in later {
      if let place = places[part.name], case .classDefinition(var whole) = result[place] {
        whole.body += part.body
        whole.bases += part.bases
        result[place] = .classDefinition(whole)
      } else {
        places[part.name] = result.count
        result.append(.classDefinition(part))
      }
    }
    return result
  }
}
