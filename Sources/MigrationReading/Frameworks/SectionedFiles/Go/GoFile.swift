import ScriptSyntax

/// A function of a Go program.
struct GoFunction: Sendable {
  /// Parameters in order, with the words of their types.
  var parameters: [(name: String, type: [String])]
  /// The tokens between its braces.
  var body: Range<Int>
  /// The file that it stands in: 0 for that of the migration.
  var file = 0

  /// The names of parameters that stand for the database.
  var databases: Set<String> {
    Set(
      parameters.filter { parameter in
        parameter.name != "_"
          && parameter.type.contains { ["Tx", "DB", "Conn", "Queryer", "Execer"].contains($0) }
      }.map(\.name))
  }
}

/// The top level of a Go file: functions and constants.
struct GoFile: Sendable {
  let tokens: [GoToken]
  private(set) var functions: [String: GoFunction] = [:]
  /// Expressions that constants and variables are bound to.
  private(set) var constants: [String: Range<Int>] = [:]

  /// The places of the signs that close those that open; its own for others.
  private let closers: [Int]

  init(_ bytes: [UInt8]) {
    tokens = GoLexer.tokens(of: bytes)
    closers = Self.closers(of: tokens)
    var at = 0
    while at < tokens.count {
      if tokens[at].isWord("func") {
        at = readFunction(at)
      } else if tokens[at].isWord("const") || tokens[at].isWord("var") {
        at = readConstants(at + 1)
      } else if tokens[at].isSign("{") || tokens[at].isSign("(") {
        at = closing(at) + 1
      } else {
        at += 1
      }
    }
  }

  /// The place of the sign that closes the one at a place; the end if there is none.
  func closing(_ open: Int) -> Int { closers.indices.contains(open) ? closers[open] : tokens.count }

  private static func closers(of tokens: [GoToken]) -> [Int] {
    var found = Array(tokens.indices)
    var open: [Int] = []
    for (at, token) in tokens.enumerated() where token.kind == .sign {
      switch token.text {
      case "(", "[", "{":
        open.append(at)
        found[at] = tokens.count
      case ")", "]", "}":
        if let last = open.popLast() { found[last] = at }
      default: break
      }
    }
    return found
  }

  /// The first place in a range with a sign outside of brackets; nil if there is none.
  func first(_ sign: String, in range: Range<Int>) -> Int? {
    var at = range.lowerBound
    while at < range.upperBound, at < tokens.count {
      let token = tokens[at]
      if token.isSign(sign) { return at }
      if token.isSign("(") || token.isSign("[") || token.isSign("{") { at = closing(at) }
      at += 1
    }
    return nil
  }

  /// Parts between signs outside of brackets.
  func parts(of range: Range<Int>, by sign: String) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = range.lowerBound
    while start <= range.upperBound, found.count < 2_000 {
      guard let end = first(sign, in: start..<range.upperBound) else { break }
      found.append(start..<end)
      start = end + 1
    }
    if start < range.upperBound { found.append(start..<range.upperBound) }
    return found.filter { !$0.isEmpty }
  }

  /// The function whose parameters open at a place, as `func (a A) b(c C) error {` has them twice; nil if it has no
  /// body.
  func function(parametersAt open: Int) -> GoFunction? {
    guard open < tokens.count, tokens[open].isSign("(") else { return nil }
    let close = closing(open)
    var parameters: [(name: String, type: [String])] = []
    for part in parts(of: (open + 1)..<close, by: ",") where tokens[part.lowerBound].kind == .word {
      let type = part.dropFirst().map { tokens[$0].text }
      parameters.append((tokens[part.lowerBound].text, type))
    }
    // `a, b string`: the type stands behind the last.
    for index in parameters.indices.reversed() where parameters[index].type.isEmpty {
      if index + 1 < parameters.count { parameters[index].type = parameters[index + 1].type }
    }
    var at = close + 1
    while at < tokens.count, !tokens[at].isSign(";") {
      if tokens[at].isWord("interface") || tokens[at].isWord("struct") {
        at = at + 1 < tokens.count && tokens[at + 1].isSign("{") ? closing(at + 1) + 1 : at + 1
      } else if tokens[at].isSign("{") {
        return GoFunction(parameters: parameters, body: (at + 1)..<max(at + 1, closing(at)))
      } else if tokens[at].isSign("(") || tokens[at].isSign("[") {
        at = closing(at) + 1
      } else {
        at += 1
      }
    }
    return nil
  }

  private mutating func readFunction(_ start: Int) -> Int {
    var at = start + 1
    // Methods have their receiver first.
    let isMethod = at < tokens.count && tokens[at].isSign("(")
    if isMethod { at = closing(at) + 1 }
    guard at + 1 < tokens.count, tokens[at].kind == .word else { return at + 1 }
    let name = tokens[at].text
    var open = at + 1
    if tokens[open].isSign("[") { open = closing(open) + 1 }
    guard let function = function(parametersAt: open) else { return at + 1 }
    if !isMethod, name != "init" || functions[name] == nil { functions[name] = function }
    return function.body.upperBound + 1
  }

  private mutating func readConstants(_ start: Int) -> Int {
    guard start < tokens.count else { return start }
    if tokens[start].isSign("(") {
      let close = closing(start)
      for part in parts(of: (start + 1)..<close, by: ";") { readConstant(part) }
      return close + 1
    }
    let end = first(";", in: start..<tokens.count) ?? tokens.count
    readConstant(start..<end)
    return end
  }

  private mutating func readConstant(_ range: Range<Int>) {
    guard tokens[range.lowerBound].kind == .word, let sign = first("=", in: range) else { return }
    constants[tokens[range.lowerBound].text] = (sign + 1)..<max(sign + 1, range.upperBound)
  }
}
