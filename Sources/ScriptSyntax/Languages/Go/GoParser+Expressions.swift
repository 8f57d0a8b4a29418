/// Values (https://go.dev/ref/spec#Expressions).
extension GoParser {
  mutating func expression() throws(ScriptTrouble) -> ScriptNode {
    try enter()
    defer { leave() }
    return try binary(.or)
  }

  /// How strongly an operator binds; higher is stronger.
  enum Level: Int, OperatorLevel {
    case or, and, comparison, sum, product

    static var shift: Level { .product }

    init?(_ operation: ScriptOperator) {
      switch operation {
      case .or: self = .or
      case .and: self = .and
      case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: self = .comparison
      case .add, .subtract, .bitOr, .bitXor: self = .sum
      case .multiply, .divide, .modulo, .shiftLeft, .shiftRight, .bitAnd: self = .product
      default: return nil
      }
    }
  }

  var binaryOperator: (operation: ScriptOperator, level: Level, tokens: Int)? {
    at("&^") ? (.bitAnd, .product, 1) : signOperator
  }

  /// A value with the signs before it; pointers are what they point to.
  mutating func unary() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    guard at(.sign) else { return try postfixed() }
    switch ScriptWord(code: current.code) {
    case "&", "*", "<-", "+": advance()
    case "!", "-", "^":
      let operation: ScriptOperator = at("!") ? .not : at("-") ? .negate : .bitNot
      advance()
      try enter()
      let value = try unary()
      leave()
      return .unary(ScriptUnary(operation: operation, operand: value, range: range(from: start)))
    default: return try postfixed()
    }
    try enter()
    defer { leave() }
    return try unary()
  }

  /// Adds one link to a chain; false when it ends.
  mutating func extend(_ node: inout ScriptNode, _ start: Int32) throws(ScriptTrouble) -> Bool {
    guard at(.sign) else { return false }
    switch ScriptWord(code: current.code) {
    case "(": node = .call(ScriptCall(callee: node, arguments: try arguments(), range: range(from: start)))
    case "[": node = try element(of: node, start)
    case "{":
      // `a.B{...}`, `a.B[C]{...}`
      guard !isBeforeBlock, isTypeName(node) else { return false }
      node = try construction(of: node, start)
    case ".":
      advance()
      if accept("(") {
        // `a.(B)`, `a.(type)`
        if !accept(word: "type") { try skipType() }
        try expect(")", ")")
        return true
      }
      let name = try takeName()
      node = .attribute(
        ScriptAttribute(
          receiver: node, name: name.text, range: ScriptRange(start, name.range.end), nameRange: name.range))
    default: return false
    }
    return true
  }

  private func isTypeName(_ node: ScriptNode) -> Bool {
    if case .subscripted(let element) = node { return isTypeName(element.receiver) }
    return node.dottedName.map { $0.split(separator: ".").count <= 2 } ?? false
  }

  /// A value in brackets, where braces after a name are fields again.
  mutating func unrestricted<T>(_ read: (inout GoParser) throws(ScriptTrouble) -> T)
    throws(ScriptTrouble) -> T
  {
    let outer = isBeforeBlock
    isBeforeBlock = false
    defer { isBeforeBlock = outer }
    return try read(&self)
  }

  /// `(a, b...)`; types may stand among them.
  mutating func arguments() throws(ScriptTrouble) -> [ScriptArgument] {
    try unrestricted { (parser) throws(ScriptTrouble) in
      try parser.expect("(", "(")
      var found: [ScriptArgument] = []
      while !parser.at(")") {
        // What gets the place of a variable may change it.
        let name = parser.at("&") ? ScriptArgument.changed : ""
        let value = try parser.expression()
        let kind: ScriptArgument.Kind = parser.accept("...") ? .spread : .positional
        found.append(ScriptArgument(kind: kind, name: name, value: value, range: value.range))
        if !parser.accept(",") { break }
      }
      _ = parser.accept(";")
      try parser.expect(")", ")")
      return found
    }
  }

  /// `a[b]`, `a[b:c]`; the arguments of a type are passed over.
  private mutating func element(of node: ScriptNode, _ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    let place = position
    advance()
    return try unrestricted { (parser) throws(ScriptTrouble) in
      var lower: ScriptNode?
      if !parser.at(":") { lower = try parser.expression() }
      if parser.accept(":") {
        let upper: ScriptNode? = parser.at("]") || parser.at(":") ? nil : try parser.expression()
        if parser.accept(":") { _ = try parser.expression() }
        try parser.expect("]", "]")
        let range = parser.range(from: start)
        let slice = ScriptSlice(lower: lower, upper: upper, range: range)
        return .subscripted(ScriptSubscript(receiver: node, index: .slice(slice), range: range))
      }
      if parser.at(",") {
        // Several arguments of a type.
        parser.position = place
        try parser.skipBrackets()
        return node
      }
      try parser.expect("]", "]")
      return .subscripted(
        ScriptSubscript(receiver: node, index: lower ?? .null(node.range), range: parser.range(from: start)))
    }
  }

  mutating func primary() throws(ScriptTrouble) -> ScriptNode {
    let token = current
    switch token.kind {
    case .word: return try word(token)
    case .number: return number()
    case .string, .template:
      advance()
      return string(token)
    case .sign:
      if at("[") { return try listOrType(token.start) }
      if at("(") {
        advance()
        let value = try unrestricted { (parser) throws(ScriptTrouble) in try parser.expression() }
        try expect(")", ")")
        return value
      }
      throw unexpected("a value")
    case .end, .newline, .indent, .dedent, .broken, .regularExpression: throw unexpected("a value")
    }
  }

  private mutating func word(_ token: ScriptToken) throws(ScriptTrouble) -> ScriptNode {
    let start = token.start
    switch ScriptWord(code: token.code) {
    case "true", "false":
      advance()
      return .boolean(isWord(token, "true"), token.range)
    case "nil":
      advance()
      return .null(token.range)
    case "func":
      advance()
      let function = try functionBody(named: "", .lambda, start)
      return .function(function)
    case "struct":
      let definition = try structure(named: "", start)
      guard at("{") else { return .classLiteral(definition) }
      return try construction(of: .classLiteral(definition), start)
    case "map":
      try skipMapKey()
      let element = try elementType()
      guard at("{") else { return .named("map", at: range(from: start)) }
      return try map(element, start)
    case "chan":
      try skipType()
      return .named("chan", at: range(from: start))
    case "if", "for", "switch", "return", "var", "const", "type", "else", "case", "go", "defer", "range",
      "import", "package", "select", "goto", "break", "continue", "default":
      throw unexpected("a value")
    default:
      if spells(token, "interface"), isSign(peek(), "{") {
        try skipType()
        return .named("interface", at: range(from: start))
      }
      return .name(try takeName())
    }
  }
}
