/// What stands outside of functions; variables and types may stand in them too
/// (https://go.dev/ref/spec#Declarations_and_scope).
extension GoParser {
  /// A declaration; false, with nothing read, for a statement of another kind.
  mutating func declaration(into statements: inout [ScriptStatement]) throws(ScriptTrouble) -> Bool {
    guard at(.word) else { return false }
    let start = current.start
    switch ScriptWord(code: current.code) {
    case "package":
      advance()
      let name = try takeName()
      packagePath = importComment(behind: name.range) ?? packagePath
      statements.append(.inert(range(from: start)))
    case "import":
      advance()
      try group(into: &statements) { (parser, statements) throws(ScriptTrouble) in
        statements.append(try parser.importLine())
      }
    case "const":
      advance()
      var last: [ScriptNode] = []
      var number = 0
      try group(into: &statements) { (parser, statements) throws(ScriptTrouble) in
        statements.append(try parser.constant(&last, number))
        number += 1
      }
    case "var":
      advance()
      try group(into: &statements) { (parser, statements) throws(ScriptTrouble) in
        statements.append(try parser.variable())
      }
    case "type":
      advance()
      try group(into: &statements) { (parser, statements) throws(ScriptTrouble) in
        statements.append(try parser.typeDefinition())
      }
    case "func":
      guard peek().kind == .word || isSign(peek(), "(") && isMethod else { return false }
      statements.append(try function())
    default: return false
    }
    return true
  }

  /// `func (a A) b(`: the second name tells a method from a function without a name.
  private var isMethod: Bool {
    closer(of: position + 1).map { token($0 + 1).kind == .word && isSign(token($0 + 2), "(") } ?? false
  }

  /// `// import "a"` on the rest of a line.
  private func importComment(behind name: ScriptRange) -> String? {
    let rest = source[min(source.count, Int(name.end))...].prefix(400).prefix { $0 != 0x0A }
    let words = String(decoding: rest, as: UTF8.self).split(separator: "\"")
    guard words.count > 1, words[0].split(separator: " ") == ["//", "import"] else { return nil }
    return String(words[1])
  }

  /// One line, or several in brackets.
  private mutating func group(
    into statements: inout [ScriptStatement],
    _ line: (inout GoParser, inout [ScriptStatement]) throws(ScriptTrouble) -> Void
  ) throws(ScriptTrouble) {
    guard accept("(") else {
      try line(&self, &statements)
      return try endStatement()
    }
    while !at(")") {
      if accept(";") { continue }
      if at(.end) { throw unexpected("\")\"") }
      try line(&self, &statements)
      try endStatement()
    }
    advance()
    try endStatement()
  }

  /// `a "b/c"`
  private mutating func importLine() throws(ScriptTrouble) -> ScriptStatement {
    let start = current.start
    var alias: String?
    if at(.word) { alias = try takeName().text } else if accept(".") { alias = "." }
    guard at(.string) || at(.template) else { throw unexpected("a path") }
    let path = GoText.content(source, current).string
    advance()
    let place = range(from: start)
    let name = alias ?? Self.packageName(path)
    // What is imported without a name gives nothing to name.
    let names =
      name == "_" ? [] : [ScriptImport.Name(name: "*", alias: name == "." ? "*" : name, range: place)]
    return .imports(ScriptImport(module: path, names: names, range: place))
  }

  /// The name that a package has by its path, as far as that says it: `gorm` of `gorm.io/gorm`, `a` of
  /// `example.com/a/v2` and of `gopkg.in/a.v1`.
  static func packageName(_ path: String) -> String {
    var parts = path.split(separator: "/")
    if parts.count > 1, let last = parts.last, last.hasPrefix("v"),
      last.utf8.dropFirst().allSatisfy({ $0 &- 0x30 < 10 })
    {
      parts.removeLast()
    }
    var name = parts.last ?? ""
    if let dot = name.lastIndex(of: "."), name[dot...].hasPrefix(".v") { name = name[..<dot] }
    for mark in ["go-", "golang-"] where name.hasPrefix(mark) && name.utf8.count > mark.utf8.count {
      name = name.dropFirst(mark.utf8.count)
    }
    return String(name.split(separator: "-").joined())
  }

  /// `a, b T = c, d`; without values those of the line before stand again, with the next number for `iota`.
  private mutating func constant(_ last: inout [ScriptNode], _ number: Int) throws(ScriptTrouble)
    -> ScriptStatement
  {
    let start = current.start
    let names = try nameList()
    if !at("="), !at(";"), !at(")") { _ = try type() }
    if accept("=") { last = try expressions() }
    let place = range(from: start)
    let values = last.map { node -> ScriptNode in
      if case .name(let name) = node, name.text == "iota" {
        return .number(ScriptNumber(text: String(number), range: place))
      }
      return node
    }
    return Self.declared(names.map { .name($0) }, values, place)
  }

  /// `a, b T = c, d`; without values each has the zero value of its type.
  mutating func variable() throws(ScriptTrouble) -> ScriptStatement {
    let start = current.start
    let names = try nameList()
    var zero: ScriptNode?
    if !at("=") { zero = try zeroValue() }
    let values = accept("=") ? try expressions() : names.compactMap { _ in zero }
    return Self.declared(names.map { .name($0) }, values, range(from: start))
  }

  private mutating func nameList() throws(ScriptTrouble) -> [ScriptName] {
    var names = [try takeName()]
    while accept(",") { names.append(try takeName()) }
    return names
  }

  /// Names with their first values.
  static func declared(_ targets: [ScriptNode], _ values: [ScriptNode], _ range: ScriptRange)
    -> ScriptStatement
  {
    .assignment(assignment(targets, values, nil, isDeclaration: true, range))
  }

  /// Values given to targets: one for each, or one call that gives them all.
  static func assignment(
    _ targets: [ScriptNode], _ values: [ScriptNode], _ operation: ScriptOperator?, isDeclaration: Bool,
    _ range: ScriptRange
  ) -> ScriptAssignment {
    func one(_ nodes: [ScriptNode]) -> ScriptNode? {
      nodes.count < 2 ? nodes.first : .tuple(ScriptList(elements: nodes, range: range))
    }
    return ScriptAssignment(
      targets: one(targets).map { [$0] } ?? [], operation: operation, annotation: nil, value: one(values),
      isDeclaration: isDeclaration, range: range)
  }

  /// `func a(b C) D { ... }`, `func (a A) b(c C) D { ... }`
  private mutating func function() throws(ScriptTrouble) -> ScriptStatement {
    let start = current.start
    advance()
    var receiver: (name: String, type: String)?
    if at("(") {
      let found = try parameters()
      receiver = (found.first?.name ?? "_", Self.plain(Self.text(of: found.first?.annotation)))
    }
    let name = try takeName()
    if at("[") { try skipBrackets() }
    var function = try functionBody(named: name.text, .function, start)
    if let receiver {
      // The object is known by its own name.
      if receiver.name != "_", !receiver.name.isEmpty {
        let place = ScriptRange(start, name.range.start)
        function.body.insert(
          Self.declared([.named(receiver.name, at: place)], [.named("this", at: place)], place), at: 0)
      }
      methods[receiver.type, default: []].append(function)
      return .inert(function.range)
    }
    if function.name == "init" {
      function.name = Self.starter(starters)
      starters += 1
    }
    return .function(function)
  }

  /// Parameters, results and body behind a name.
  mutating func functionBody(named name: String, _ kind: ScriptFunction.Kind, _ start: Int32)
    throws(ScriptTrouble) -> ScriptFunction
  {
    var function = ScriptFunction(
      kind: kind, name: name, parameters: try parameters(), body: [], range: ScriptRange(start, start))
    var results: [ScriptParameter] = []
    if at("(") {
      results = try parameters()
    } else if !at("{"), !at(";"), !at(.end) {
      function.decorators = [.name(try type())]
    }
    if at("{") {
      let outer = isBeforeBlock
      isBeforeBlock = false
      localTypes.append([:])
      defer {
        isBeforeBlock = outer
        localTypes.removeLast()
      }
      let body = try block()
      // Results with names are variables of the function.
      let own = results.filter { !$0.name.isEmpty && $0.name != "_" }.map { result in
        Self.declared([.named(result.name, at: result.range)], [.null(result.range)], result.range)
      }
      function.body = own + body
    }
    function.range = range(from: start)
    return function
  }

  /// `(a, b C, d ...E)`, or types alone.
  mutating func parameters() throws(ScriptTrouble) -> [ScriptParameter] {
    try expect("(", "(")
    var found: [ScriptParameter] = []
    var isNamed = false
    while !at(")") {
      if accept(";") { continue }
      let start = current.start
      var parameter = ScriptParameter(kind: .positional, name: "", range: current.range)
      if at(.word), !isSign(peek(), "."), !isSign(peek(), ","), !isSign(peek(), ")"), !isTypeWord {
        parameter.name = try takeName().text
        isNamed = true
      }
      if accept("...") { parameter.kind = .rest }
      parameter.annotation = .name(try type())
      parameter.range = range(from: start)
      found.append(parameter)
      if !accept(",") { break }
    }
    _ = accept(";")
    try expect(")", ")")
    // `a, b C`: what was taken for a type is a name, and the type stands behind the last.
    var type: ScriptNode?
    for place in found.indices.reversed() where isNamed {
      if found[place].name.isEmpty {
        found[place].name = Self.text(of: found[place].annotation)
        found[place].annotation = type
      } else {
        type = found[place].annotation
      }
    }
    return found
  }

  private var isTypeWord: Bool {
    switch ScriptWord(code: current.code) {
    case "func", "map", "chan", "struct": true
    default: spells(current, "interface")
    }
  }

  static func text(of type: ScriptNode?) -> String {
    if case .name(let name)? = type { name.text } else { "" }
  }

  /// The name of a type without marks of pointers and arguments.
  static func plain(_ type: String) -> String { String(type.drop { $0 == "*" }.prefix { $0 != "[" }) }
}
