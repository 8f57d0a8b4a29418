/// Lists, maps and structures that are written out (https://go.dev/ref/spec#Composite_literals).
extension GoParser {
  mutating func skipMapKey() throws(ScriptTrouble) {
    advance()
    try skipBrackets()
  }

  /// What elements without a type of their own are made of.
  enum ElementType {
    case named(ScriptNode)
    indirect case list(ElementType)
    indirect case map(ElementType)
  }

  mutating func elementType() throws(ScriptTrouble) -> ElementType {
    try enter()
    defer { leave() }
    while accept("*") {}
    let start = current.start
    if at("[") {
      try skipBrackets()
      return .list(try elementType())
    }
    if at(word: "map") {
      try skipMapKey()
      return .map(try elementType())
    }
    if at(word: "struct") { return .named(.classLiteral(try structure(named: "", start))) }
    let type = try type()
    return .named(Self.typeValue(type.text, type.range))
  }

  /// `[]A{...}`, `[...]A{...}`, `[]A(b)`
  mutating func listOrType(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    try skipBrackets()
    let element = try elementType()
    if at("{") { return try list(element, start) }
    if at("(") {
      let values = try arguments()
      return values.first?.value ?? .null(range(from: start))
    }
    return .named("[]", at: range(from: start))
  }

  /// `{a, b}` behind the type of a list.
  private mutating func list(_ element: ElementType, _ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    var elements: [ScriptNode] = []
    try braces { (parser) throws(ScriptTrouble) in
      var value = try parser.elementValue(element)
      // `0: a`
      if parser.accept(":") { value = try parser.elementValue(element) }
      elements.append(value)
    }
    return .list(ScriptList(elements: elements, range: range(from: start)))
  }

  /// `{a: b}` behind the type of a map.
  mutating func map(_ element: ElementType, _ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    var entries: [ScriptMap.Entry] = []
    try braces { (parser) throws(ScriptTrouble) in
      let start = parser.current.start
      let key = try parser.elementValue(.named(.named("key", at: parser.current.range)))
      try parser.expect(":", ":")
      let value = try parser.elementValue(element)
      entries.append(ScriptMap.Entry(key: key, value: value, range: parser.range(from: start)))
    }
    return .map(ScriptMap(entries: entries, range: range(from: start)))
  }

  private mutating func elementValue(_ type: ElementType) throws(ScriptTrouble) -> ScriptNode {
    guard at("{") else { return try expression() }
    try enter()
    defer { leave() }
    let start = current.start
    switch type {
    case .named(let node): return try construction(of: node, start)
    case .list(let element): return try list(element, start)
    case .map(let element): return try map(element, start)
    }
  }

  /// `{a: b}` or `{a, b}` behind the name of a structure: named arguments, or those in the order of its fields.
  mutating func construction(of type: ScriptNode, _ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    var arguments: [ScriptArgument] = []
    try braces { (parser) throws(ScriptTrouble) in
      let start = parser.current.start
      if parser.at(.word), parser.isSign(parser.peek(), ":") {
        let name = try parser.takeName()
        parser.advance()
        // A structure in a structure without a type of its own does not stand here.
        let value = try parser.expression()
        arguments.append(
          ScriptArgument(kind: .keyword, name: name.text, value: value, range: parser.range(from: start)))
        return
      }
      var value = try parser.elementValue(.named(.named("element", at: parser.current.range)))
      if parser.accept(":") { value = try parser.elementValue(.named(.named("element", at: value.range))) }
      arguments.append(ScriptArgument(kind: .positional, value: value, range: value.range))
    }
    return .call(
      ScriptCall(callee: type, arguments: arguments, isConstruction: true, range: range(from: start)))
  }

  /// What stands in braces with commas.
  private mutating func braces(_ read: (inout GoParser) throws(ScriptTrouble) -> Void) throws(ScriptTrouble) {
    try expect("{", "{")
    try unrestricted { (parser) throws(ScriptTrouble) in
      while !parser.at("}") {
        if parser.accept(";") { continue }
        try read(&parser)
        if !parser.accept(",") { break }
      }
      _ = parser.accept(";")
    }
    try expect("}", "}")
  }
}
