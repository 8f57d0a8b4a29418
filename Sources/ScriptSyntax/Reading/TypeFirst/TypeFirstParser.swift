/// A parser of a language of classes that writes types before names (C#, Java).
protocol TypeFirstParser: BracedParser, TypedParser where Level == TypeLevel {
  /// Whether `(int A, string B)` is a type.
  static var hasTuples: Bool { get }
  /// Whether `?` and `*` stand behind types.
  static var hasTypeMarks: Bool { get }
  /// What stands between the parameters of a function as a value and its body.
  static var arrow: ScriptWord { get }
  /// Words that go on with a value and are no keywords elsewhere.
  static var wordsAfterValues: Set<String> { get }

  /// Adds one declaration or statement of a file.
  mutating func declaration(into statements: inout [ScriptStatement]) throws(ScriptTrouble)
  /// Adds one statement of a method.
  mutating func statement(into statements: inout [ScriptStatement]) throws(ScriptTrouble)
  /// Adds one member of a class.
  mutating func member(of definition: inout ScriptClass) throws(ScriptTrouble)
  /// `(A b, C d)` of a function.
  mutating func parameters() throws(ScriptTrouble) -> [ScriptParameter]
  /// Whether no type begins with a word.
  func isReserved(_ token: ScriptToken) -> Bool
  /// A value that begins with a word of the language; nil for others.
  mutating func worded(_ start: Int32) throws(ScriptTrouble) -> ScriptNode?
}

extension TypeFirstParser {
  /// The statements of the whole file.
  mutating func file() -> [ScriptStatement] {
    var statements: [ScriptStatement] = []
    while !at(.end) {
      let before = position
      declarationLine(into: &statements)
      if position == before { advance() }
    }
    return statements
  }

  /// Adds one declaration or statement of a file or namespace.
  mutating func declarationLine(into statements: inout [ScriptStatement]) {
    guarded(into: &statements) { (parser, found) throws(ScriptTrouble) in
      try parser.declaration(into: &found)
    }
  }

  /// Adds one statement; what is not read is kept as a trouble.
  mutating func line(into statements: inout [ScriptStatement]) {
    guarded(into: &statements) { (parser, found) throws(ScriptTrouble) in try parser.statement(into: &found) }
  }

  /// `{ ... }` of a class.
  mutating func members(of definition: inout ScriptClass) throws(ScriptTrouble) {
    try expect("{", "{")
    try restOfMembers(of: &definition)
  }

  /// The members of a class up to its closing brace.
  mutating func restOfMembers(of definition: inout ScriptClass) throws(ScriptTrouble) {
    while !at("}") {
      if at(.end) { throw unexpected("\"}\"") }
      let first = position
      let nesting = depth
      do throws(ScriptTrouble) {
        try enter()
        try member(of: &definition)
        leave()
      } catch {
        depth = nesting
        if error.kind == .tooDeep { throw error }
        definition.body.append(.unparsed(skipped(error, from: first)))
      }
      if position == first { advance() }
    }
    advance()
  }

  /// A name with its first value.
  func declared(_ target: ScriptNode, _ value: ScriptNode?, _ start: Int32) -> ScriptStatement {
    .assignment(
      ScriptAssignment(
        targets: [target], operation: nil, annotation: nil, value: value, isDeclaration: true,
        range: range(from: start)))
  }

  /// What follows the `=` of a declaration: `{ 1, 2 }` is an array.
  mutating func initializer() throws(ScriptTrouble) -> ScriptNode {
    at("{") ? try arrayInitializer() : try expression()
  }

  /// `{ a, { b, c } }` as lists.
  mutating func arrayInitializer() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    try enter()
    defer { leave() }
    try expect("{", "{")
    var elements: [ScriptNode] = []
    while !at("}") {
      elements.append(at("{") ? try arrayInitializer() : try expression())
      if !accept(",") { break }
    }
    try expect("}", "}")
    return .list(ScriptList(elements: elements, range: range(from: start)))
  }

  /// `A.B` as a name with members.
  static func dotted(_ text: String, _ range: ScriptRange) -> ScriptNode {
    var parts = text.split(separator: ".").map(String.init)
    if parts.isEmpty { parts = [text] }
    var node = ScriptNode.name(ScriptName(text: parts[0], range: range))
    for part in parts.dropFirst().prefix(40) {
      node = .attribute(ScriptAttribute(receiver: node, name: part, range: range, nameRange: range))
    }
    return node
  }
}

/// How strongly an operator of C# or Java binds; higher is stronger.
enum TypeLevel: Int, OperatorLevel {
  case coalesce, or, and, bitOr, bitXor, bitAnd, equality, relation, shift, sum, product, range

  init?(_ operation: ScriptOperator) {
    switch operation {
    case .coalesce: self = .coalesce
    case .or: self = .or
    case .and: self = .and
    case .bitOr: self = .bitOr
    case .bitXor: self = .bitXor
    case .bitAnd: self = .bitAnd
    case .equal, .notEqual: self = .equality
    case .less, .lessEqual, .greater, .greaterEqual: self = .relation
    case .shiftLeft, .shiftRight: self = .shift
    case .add, .subtract: self = .sum
    case .multiply, .divide, .modulo: self = .product
    default: return nil
    }
  }
}
