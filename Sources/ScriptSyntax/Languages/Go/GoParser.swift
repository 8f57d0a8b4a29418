/// Reads the tokens of a package of Go, as far as programs that work on databases need it. Types are texts; those of
/// fields are kept, for libraries make tables of them. Pointers are the values themselves.
struct GoParser: BracedParser, TypedParser {
  static let nameMark = "\u{0}"

  let source: [UInt8]
  let tokens: ContiguousArray<ScriptToken>
  let pairs: BracketPairs
  var position = 0
  var depth = 0
  var tall = 0
  var troubles: [ScriptTrouble] = []
  /// A brace after a name begins a block here, not fields: `if a {`.
  var isBeforeBlock = false
  /// The path that others import the package by, where a comment says it:
  /// `package a // import "example.com/a"` (https://go.dev/ref/mod#go-mod-file-module).
  var packagePath: String?
  /// Types of the functions that are read now, innermost last.
  var localTypes: [[String: ScriptClass]] = []
  /// Methods by the names of their types.
  var methods: [String: [ScriptFunction]] = [:]
  /// Functions `init`, which are run when the program starts.
  var starters = 0

  init(_ source: [UInt8]) {
    self.source = source
    tokens = GoLexer(source).tokens
    pairs = BracketPairs(tokens)
  }

  /// The statements of the whole text, in the order in which the language runs them.
  mutating func file() -> [ScriptStatement] {
    var declarations: [GoDeclaration] = []
    while !at(.end) {
      let before = position
      var statements: [ScriptStatement] = []
      line(into: &statements)
      if position == before { advance() }
      declarations.append(GoDeclaration(statements, words: words(tokens[before..<position])))
    }
    let place = ScriptRange(0, 0)
    let starts = (0..<starters).map { number in
      ScriptStatement.expression(.call(ScriptCall(of: .named(Self.starter(number), at: place))))
    }
    return GoDeclaration.ordered(declarations).map { typed($0) } + starts
  }

  private func words(_ tokens: ArraySlice<ScriptToken>) -> Set<String> {
    Set(tokens.lazy.filter { $0.kind == .word }.map { text($0) })
  }

  /// The name of one of the functions `init`.
  static func starter(_ number: Int) -> String { "init \(number)" }

  /// A type with the methods that stand elsewhere in the package.
  private func typed(_ statement: ScriptStatement) -> ScriptStatement {
    guard case .classDefinition(var definition) = statement, let own = methods[definition.name] else {
      return statement
    }
    definition.body += own.map { .function($0) }
    return .classDefinition(definition)
  }

  mutating func line(into statements: inout [ScriptStatement]) {
    let first = position
    let nesting = depth
    let levels = localTypes.count
    do throws(ScriptTrouble) {
      try enter()
      try statement(into: &statements)
      leave()
    } catch {
      depth = nesting
      isBeforeBlock = false
      localTypes.removeLast(max(0, localTypes.count - levels))
      statements.append(.unparsed(skipped(error, from: first)))
    }
  }

  /// A text as a value.
  func string(_ token: ScriptToken) -> ScriptNode {
    .string(ScriptString(text: GoText.content(source, token), range: token.range))
  }

  /// The end of a statement.
  mutating func endStatement() throws(ScriptTrouble) {
    if accept(";") || at("}") || at(")") || at(.end) { return }
    throw unexpected("the end of the statement")
  }
}

/// A declaration at the top level, with the names that stand in it.
struct GoDeclaration {
  private let statements: [ScriptStatement]
  private let words: Set<String>

  init(_ statements: [ScriptStatement], words: Set<String>) {
    self.statements = statements
    self.words = words
  }

  private var isVariable: Bool {
    statements.contains { if case .assignment = $0 { true } else { false } }
  }

  private var names: [String] {
    statements.flatMap { statement -> [String] in
      switch statement {
      case .function(let function): return [function.name]
      case .assignment(let assignment): return assignment.targets.flatMap(Self.names)
      default: return []
      }
    }
  }

  private static func names(_ target: ScriptNode) -> [String] {
    switch target {
    case .name(let name): [name.text]
    case .tuple(let list): list.elements.flatMap { names($0) }
    default: []
    }
  }

  /// Variables come after those that they depend on, functions that they call passed through
  /// (https://go.dev/ref/spec#Package_initialization); imports, types and functions come first.
  static func ordered(_ all: [GoDeclaration]) -> [ScriptStatement] {
    var places: [String: Int] = [:]
    for (place, declaration) in all.enumerated() {
      for name in declaration.names { places[name] = places[name] ?? place }
    }
    var order: [Int] = []
    var seen: Set<Int> = []
    for start in all.indices where all[start].isVariable && !seen.contains(start) {
      // A walk with a stack of its own: chains of names may be long.
      var stack: [(place: Int, needs: [Int], next: Int)] = []
      func needs(_ place: Int) -> [Int] {
        all[place].words.compactMap { places[$0] }.filter { $0 != place }.sorted()
      }
      seen.insert(start)
      stack.append((start, needs(start), 0))
      while let top = stack.last {
        guard top.next < top.needs.count else {
          if all[top.place].isVariable { order.append(top.place) }
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let next = top.needs[top.next]
        if seen.insert(next).inserted { stack.append((next, needs(next), 0)) }
      }
    }
    let others = all.filter { !$0.isVariable }.flatMap(\.statements)
    return others + order.flatMap { all[$0].statements }
  }
}
