extension ProcedureReader {
  /// One statement, its semicolon included.
  mutating func readStatement() throws(SyntaxTrouble) {
    skipLabel()
    skipMySQLLabel()
    if isMySQL, try readMySQLStatement() { return }
    switch parser.current.keyword {
    case .declare, .begin: try readBlock()
    case .if: try readIf()
    case .case: try readCase()
    case .loop, .while, .for, .foreach: try readLoop()
    case .execute: try readExecute()
    case .perform: try readPerform()
    case .return: try readReturn()
    case .exit, .continue: try readJump()
    case .raise, .assert, .null, .get, .fetch, .move, .close, .commit, .rollback:
      forgetTargets(from: parser.position)
      try skipStatement()
    default:
      if parser.at(word: "open") {
        try skipStatement()
      } else if let name = assignmentTarget() {
        try readAssignment(name)
      } else {
        try readSQL()
      }
    }
  }

  /// The variable that is assigned to, if the statement is an assignment; moves past the sign then.
  private mutating func assignmentTarget() -> String? {
    let start = parser.position
    guard parser.isName(.label, parser.current), var name = try? parser.parseIdentifier(.label).text else {
      return nil
    }
    while parser.at(.dot) || parser.at(.leftBracket) {
      if parser.at(.leftBracket) {
        parser.skipBalanced()
        continue
      }
      parser.advance()
      guard let field = try? parser.parseIdentifier(.label) else { break }
      name += "." + field.text
    }
    if parser.accept(.colonEquals) || parser.accept(.equals) { return name }
    parser.position = start
    return nil
  }

  private mutating func readAssignment(_ name: String) throws(SyntaxTrouble) {
    let start = parser.position
    try moveTo(.semicolon)
    let end = parser.position
    if parser.tokens[start - 2].kind == .rightBracket {
      forget(name)
    } else {
      assign(name, from: start, to: end)
    }
    if let value = expression(from: start, to: end), value.mayRunCode { emitCall(from: start, to: end) }
    parser.advance()
  }

  /// `PERFORM expression ...` is `SELECT expression ...` whose rows are thrown away.
  private mutating func readPerform() throws(SyntaxTrouble) {
    let start = parser.position
    try moveTo(.semicolon)
    let range = bytes(from: start, to: parser.position)
    var text = Array(range.bytes(of: parser.source))
    text.replaceSubrange(0..<7, with: Array("select ".utf8))
    emit(text, at: positions.shifted(by: range.start), place: range)
    parser.advance()
  }

  private mutating func emitCall(from start: Int, to end: Int) {
    let range = bytes(from: start, to: end)
    let prefix = Array("select ".utf8)
    var map = positions.shifted(by: range.start)
    for index in map.segments.indices { map.segments[index].textStart = Int32(prefix.count) }
    emit(prefix + Array(range.bytes(of: parser.source)), at: map, place: range)
  }

  /// An SQL statement that stands in the program.
  private mutating func readSQL() throws(SyntaxTrouble) {
    let start = parser.position
    try moveTo(.semicolon)
    let range = bytes(from: start, to: parser.position)
    var text = Array(range.bytes(of: parser.source))
    let clauses = intoClauses(from: start, to: parser.position)
    for target in clauses {
      let from = Int(target.range.start - range.start)
      for offset in from..<(from + target.range.count) where text.indices.contains(offset) {
        text[offset] = 32
      }
    }
    let map = positions.shifted(by: range.start)
    emit(text, at: map, place: range)
    if clauses.count == 1 { assignSelected(clauses[0].names, text, map) }
    parser.advance()
  }

  /// `SELECT a, b INTO x, y`: without tables there is one row of these values; from the catalogue come names.
  private mutating func assignSelected(_ names: [String], _ text: [UInt8], _ map: PositionMap) {
    var inner = Parser(source: text, dialect: dialect)
    guard case .query(let query) = inner.parseWholeStatement(), case .select(let select) = query.body,
      select.items.count == names.count
    else { return }
    let isCatalogue = query.readsCatalogueOnly
    guard isCatalogue || select.from.isEmpty && select.filter == nil && query.limit == nil else { return }
    for (name, item) in zip(names, select.items) {
      var folding = ConstantFolding(text: text, positions: map, dialect: dialect, variables: variables)
      if !isCatalogue, let value = folding.fold(item.value) {
        variables[name] = value
        work += value.bytes.count
      } else if let shape = shape(of: item.value, in: text, at: map, isInCatalogueQuery: isCatalogue) {
        partial.shapes[name] = shape
        work += shape.bytes.count
      }
    }
  }

  /// The `INTO [STRICT] target, ...` parts between two tokens, whose targets are forgotten.
  private mutating func intoClauses(from start: Int, to end: Int) -> [(range: ByteRange, names: [String])] {
    var found: [(range: ByteRange, names: [String])] = []
    let end = min(end, parser.tokens.count)
    var nesting = 0
    for index in start..<max(start, end) {
      let token = parser.tokens[index]
      if token.kind == .leftParen { nesting += 1 }
      if token.kind == .rightParen { nesting -= 1 }
      guard token.keyword == .into, nesting == 0, index > start else { continue }
      switch parser.tokens[index - 1].keyword {
      case .insert, .merge, .replace: continue
      default:
        let targets = targets(index, end)
        found.append((ByteRange(token.start, parser.tokens[targets.end].start), targets.names))
      }
    }
    return found
  }

  /// The targets of the INTO at `index`, which are forgotten, and the index past them.
  private mutating func targets(_ index: Int, _ end: Int) -> (names: [String], end: Int) {
    var names: [String] = []
    var at = index + 1
    if at < end, parser.tokens[at].keyword == .strict { at += 1 }
    var name = ""
    while at < end, parser.isName(.label, parser.tokens[at]) || parser.tokens[at].kind == .placeholder {
      name += parser.text(parser.tokens[at]).lowercased()
      at += 1
      guard at < end else { break }
      if parser.tokens[at].kind == .dot {
        name += "."
        at += 1
      } else if parser.tokens[at].kind == .comma {
        names.append(name)
        name = ""
        at += 1
      } else {
        break
      }
    }
    if !name.isEmpty { names.append(name) }
    for name in names { forget(name) }
    return (names, min(at, parser.tokens.count - 1))
  }

  /// Forgets what GET DIAGNOSTICS, FETCH and the like may assign in the statement at a token.
  mutating func forgetTargets(from start: Int) {
    var at = start
    while at < parser.tokens.count, parser.tokens[at].kind != .semicolon {
      if parser.tokens[at].kind == .word {
        let name = parser.text(parser.tokens[at]).lowercased()
        let keyword = parser.tokens[start].keyword
        if keyword == .get || keyword == .fetch, variables[name] != nil { forget(name) }
      }
      at += 1
    }
  }

  /// `EXECUTE string [INTO ...] [USING ...]`
  mutating func readExecute() throws(SyntaxTrouble) {
    let first = parser.position
    parser.advance()
    let start = parser.position
    try moveTo(.semicolon)
    let end = parser.position
    _ = intoClauses(from: first, to: end)
    var stop = start
    var nesting = 0
    while stop < end {
      let token = parser.tokens[stop]
      if token.kind == .leftParen { nesting += 1 }
      if token.kind == .rightParen { nesting -= 1 }
      if nesting == 0, token.keyword == .into || token.keyword == .using { break }
      stop += 1
    }
    let range = bytes(from: first, to: end)
    parser.advance()
    let folded = fold(from: start, to: stop)
    guard let value = folded.value, !value.isNull else {
      guard !hasReturned else { return }
      if let shape = shape(from: start, to: stop), shape.isHoled { return emitHoled(shape, place: range) }
      return reportDynamic(range, knownStart: folded.knownStart)
    }
    emitDynamic(value, place: range)
  }
}
