/// `new` in all its forms.
extension CSharpParser {
  /// One part of what stands in braces behind `new`.
  private enum Item {
    case element(ScriptNode)
    case entry(ScriptNode, ScriptNode, ScriptRange)
    case member(ScriptName, ScriptNode)
  }

  mutating func construction() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    try enter()
    defer { leave() }
    advance()
    if at("{") { return try anonymous(start) }
    if at("[") {
      // `new[] { a }`, `new[,] { ... }`
      try skipBrackets()
      return try arrayInitializer()
    }
    if at("(") {
      let callee = ScriptName(text: "new", range: range(from: start))
      return try made(.name(callee), callee.text, start)
    }
    let type = try type(hasSuffixes: false)
    _ = accept("?")
    if at("[") { return try array(start) }
    let plain = type.text.split(separator: "<", maxSplits: 1).first.map(String.init) ?? type.text
    return try made(Self.dotted(plain, type.range), plain, start)
  }

  /// `new A(b) { C = d }`, `new List<A> { b }`, `new Dictionary<A, B> { { c, d } }`
  private mutating func made(_ callee: ScriptNode, _ type: String, _ start: Int32) throws(ScriptTrouble)
    -> ScriptNode
  {
    let arguments = at("(") ? try arguments() : []
    let items = at("{") ? try items() : []
    let whole = range(from: start)
    let name = type.split(separator: ".").last.map(String.init) ?? type
    let isMap = name.hasSuffix("Dictionary")
    let isList = ["List", "HashSet", "Collection", "SortedSet", "LinkedList"].contains(name)
    var entries: [ScriptMap.Entry] = []
    var elements: [ScriptNode] = []
    var members: [ScriptArgument] = []
    for item in items {
      switch item {
      case .element(let node): elements.append(node)
      case .entry(let key, let value, let range):
        entries.append(ScriptMap.Entry(key: key, value: value, range: range))
      case .member(let name, let value):
        members.append(
          ScriptArgument(kind: .keyword, name: name.text, value: value, range: name.range.union(value.range)))
      }
    }
    if !entries.isEmpty && elements.isEmpty || isMap && arguments.isEmpty && items.isEmpty {
      return .map(ScriptMap(entries: entries, range: whole))
    }
    if !elements.isEmpty && members.isEmpty || isList && arguments.isEmpty && items.isEmpty {
      return .list(ScriptList(elements: elements, range: whole))
    }
    return .call(
      ScriptCall(callee: callee, arguments: arguments + members, isConstruction: true, range: whole))
  }

  /// `{ a, { b, c }, [d] = e, F = g }`
  private mutating func items() throws(ScriptTrouble) -> [Item] {
    try expect("{", "{")
    var found: [Item] = []
    while !at("}") {
      let start = current.start
      if at("{") {
        let inner = try arrayInitializer()
        if case .list(let pair) = inner, pair.elements.count == 2 {
          found.append(.entry(pair.elements[0], pair.elements[1], pair.range))
        } else {
          found.append(.element(inner))
        }
      } else if at("["), let close = closer(of: position), isSign(token(close + 1), "=") {
        advance()
        let key = try expression()
        try expect("]", "]")
        try expect("=", "=")
        found.append(.entry(key, try initializer(), range(from: start)))
      } else if at(.word), isSign(peek(), "=") {
        let name = try takeName()
        advance()
        found.append(.member(name, try nestedInitializer()))
      } else {
        found.append(.element(try expression()))
      }
      if !accept(",") { break }
    }
    try expect("}", "}")
    return found
  }

  /// What a member is set to: `{ A = b }` sets members of what stands there already.
  private mutating func nestedInitializer() throws(ScriptTrouble) -> ScriptNode {
    guard at("{") else { return try expression() }
    let start = current.range
    try enter()
    defer { leave() }
    return try made(.name(ScriptName(text: "new", range: start)), "new", start.start)
  }

  /// `new A[] { b }`, `new A[0]`, `new A[,] { { b } }`
  private mutating func array(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    let isEmpty = peek().kind == .number && text(peek()) == "0" && isSign(peek(2), "]")
    while at("[") { try skipBrackets() }
    if at("{") { return try arrayInitializer() }
    let whole = range(from: start)
    return isEmpty ? .list(ScriptList(elements: [], range: whole)) : .unparsed(whole)
  }

  /// `new { A = b, c.D }` as a map.
  private mutating func anonymous(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    try expect("{", "{")
    var entries: [ScriptMap.Entry] = []
    while !at("}") {
      let place = current.start
      var key: ScriptName?
      if at(.word), isSign(peek(), "=") {
        key = try takeName()
        advance()
      }
      let value = try expression()
      let name = key ?? Self.lastName(value)
      let text = name.map {
        ScriptNode.string(
          ScriptString(text: ScriptText($0.text, at: $0.range.start, isVerbatim: true), range: $0.range))
      }
      entries.append(
        ScriptMap.Entry(key: text ?? .unparsed(value.range), value: value, range: range(from: place)))
      if !accept(",") { break }
    }
    try expect("}", "}")
    return .map(ScriptMap(entries: entries, range: range(from: start)))
  }

  private static func lastName(_ node: ScriptNode) -> ScriptName? {
    switch node {
    case .name(let name): name
    case .attribute(let attribute): ScriptName(text: attribute.name, range: attribute.nameRange)
    default: nil
    }
  }
}
