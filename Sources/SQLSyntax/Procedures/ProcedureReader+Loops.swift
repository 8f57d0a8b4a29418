extension ProcedureReader {
  /// `LOOP`, `WHILE c LOOP`, `FOR x IN ... LOOP`, `FOREACH x IN ARRAY ... LOOP`
  mutating func readLoop() throws(SyntaxTrouble) {
    try enter()
    var rounds: [[String: FoldedText]]?
    // The first round of a loop without a head is run in any case.
    let isPlain = parser.at(.loop)
    let jumped = mayHaveJumped
    nextLoop = nil
    switch parser.current.keyword {
    case .while:
      try moveTo(.loop)
    case .for: rounds = try readForHead()
    case .foreach: rounds = try readForeachHead()
    default: break
    }
    try parser.expect(.loop)
    let body = parser.position
    if let rounds, rounds.count <= Self.unrollLimit, !rounds.isEmpty {
      for round in rounds {
        parser.position = body
        for (name, value) in round { variables[name] = value }
        try readStatements()
      }
    } else {
      // What any round assigns is not known at the start of the next one.
      let assigned = Dictionary(grouping: namesAssigned(in: body)) { $0.name }
      for (name, places) in assigned {
        let kept = partOfName(name, assignedAt: places.map(\.place))
        forget(name)
        partial.shapes[name] = kept
      }
      let outer = loops
      if let nextLoop { loops.append(nextLoop) }
      try inBranch(nil) { (reader) throws(SyntaxTrouble) in
        if isPlain { reader.conditionalDepth -= 1 }
        try reader.readStatements()
        if isPlain { reader.conditionalDepth += 1 }
      }
      loops = outer
    }
    mayHaveJumped = jumped
    try parser.expect(.end)
    try parser.expect(.loop)
    try skipStatement()
    depth -= 1
  }

  /// Names before an assignment sign or after INTO up to the loop's end.
  private func namesAssigned(in body: Int) -> [(name: String, place: Int)] {
    var names: [(name: String, place: Int)] = []
    var at = body
    var open = 1
    var (isTarget, isCall) = (false, false)
    while at < parser.tokens.count - 1, open > 0 {
      let token = parser.tokens[at]
      if token.keyword == .loop { open += at > 0 && parser.tokens[at - 1].keyword == .end ? -1 : 1 }
      let next = parser.tokens[at + 1].kind
      if token.kind == .word, next == .colonEquals || next == .equals || next == .leftBracket {
        names.append((parser.text(token).lowercased(), at))
      }
      // Targets of INTO go on behind commas; what CALL is given may be changed.
      if token.kind == .semicolon || token.keyword == .from { (isTarget, isCall) = (false, false) }
      if token.kind == .leftParen { isTarget = isCall }
      if token.keyword == .call { isCall = true }
      if token.keyword == .into { isTarget = true }
      if token.keyword == .into || token.kind == .leftParen && isCall || token.kind == .comma && isTarget
        || token.keyword == .strict
      {
        names.append((parser.text(parser.tokens[at + 1]).lowercased(), 0))
      }
      at += 1
    }
    return names.filter { variables[$0.name] != nil || partial.shapes[$0.name] != nil }
  }

  /// A part of a name, for a variable that holds one and gets no other texts in a loop than such as are written there:
  /// `suffix = '_tmp'`. Places are those of its name in assignments, 0 for other ways.
  private func partOfName(_ name: String, assignedAt places: [Int]) -> FoldedText? {
    var result = variables[name] ?? partial.shapes[name]
    for place in places {
      guard place > 0, place + 3 < parser.tokens.count, parser.tokens[place + 3].kind == .semicolon,
        parser.tokens[place + 2].kind == .plainString
      else { return nil }
      result = PartialValues.either(result, fold(from: place + 2, to: place + 3).value)
    }
    return result
  }

  /// `FOR targets IN range | query | EXECUTE string`; the rounds' values if they are written out.
  private mutating func readForHead() throws(SyntaxTrouble) -> [[String: FoldedText]]? {
    parser.advance()
    var targets: [String] = []
    repeat {
      targets.append(try parser.parseQualifiedName(.label).display)
      forget(targets[targets.count - 1])
    } while parser.accept(.comma)
    try parser.expect(.in)
    _ = parser.accept(.reverse)
    let start = parser.position
    try moveTo(.loop)
    let end = parser.position
    if parser.tokens[start].keyword == .execute {
      try reportDynamicLoop(from: start, to: end)
      return nil
    }
    if let middle = rangeSign(from: start, to: end) {
      guard let target = targets.first else { return nil }
      partial.typed.insert(target)
      return numberRange(from: start, middle, to: end)?.map { [target: $0] }
    }
    if !isQuery(parser.tokens[start]) { return nil }
    return emitLoopQuery(targets, from: start, to: end)
  }

  /// The token `..` between two tokens outside of parentheses.
  private func rangeSign(from start: Int, to end: Int) -> Int? {
    var nesting = 0
    for index in start..<max(start, end) {
      let token = parser.tokens[index]
      if token.kind == .leftParen { nesting += 1 }
      if token.kind == .rightParen { nesting -= 1 }
      if token.kind == .dotDot, nesting == 0 { return index }
    }
    return nil
  }

  /// Whether a query or row statement starts at a token; a cursor's name does not.
  private func isQuery(_ token: Token) -> Bool {
    switch token.keyword {
    case .select, .with, .values, .table, .insert, .update, .delete, .merge: true
    default: token.kind == .leftParen
    }
  }

  private mutating func reportDynamicLoop(from start: Int, to end: Int) throws(SyntaxTrouble) {
    let range = bytes(from: start, to: end)
    let folded = fold(from: start + 1, to: end)
    if let value = folded.value {
      emitDynamic(value, place: range)
      return
    }
    if let shape = shape(from: start + 1, to: end), shape.isHoled { return emitHoled(shape, place: range) }
    reportDynamic(range, knownStart: folded.knownStart)
  }

  /// The query of a loop is run; its rows are known if they are written out.
  private mutating func emitLoopQuery(_ targets: [String], from start: Int, to end: Int)
    -> [[String: FoldedText]]?
  {
    let range = bytes(from: start, to: end)
    let text = Array(range.bytes(of: parser.source))
    let map = positions.shifted(by: range.start)
    var inner = Parser(source: text, dialect: dialect)
    guard case .query(let query) = inner.parseWholeStatement() else {
      emit(text, at: map, place: range)
      return nil
    }
    var folding = ConstantFolding(text: text, positions: map, dialect: dialect, variables: variables)
    guard let rows = LoopRows(query, &folding) else {
      emit(text, at: map, place: range)
      if query.readsCatalogueOnly {
        bindCatalogue(targets, to: query, text, map)
      } else if text.count <= LoopQuery.sizeLimit, loops.count < LoopQuery.depthLimit {
        nextLoop = LoopQuery(targets: targets, query: query, text: text)
      }
      return nil
    }
    return rows.bound(to: targets)
  }

  /// What a query of the catalogue gives are names, as are those that it puts together of them.
  private mutating func bindCatalogue(
    _ targets: [String], to query: Query, _ text: [UInt8], _ map: PositionMap
  ) {
    guard case .select(let select) = query.body, let first = targets.first else { return }
    for (index, item) in select.items.enumerated() {
      if case .star = item.value {
        if targets.count == 1 { partial.catalogued.insert(first) }
        continue
      }
      if targets.count == select.items.count { setShape(targets[index], item.value, text, map) }
      // A single target may be a record.
      if targets.count == 1, let field = item.alias?.text ?? item.value.columnName {
        partial.records.insert(first)
        setShape(first + "." + field, item.value, text, map)
      }
    }
  }

  private mutating func setShape(
    _ name: String, _ value: Expression, _ text: [UInt8], _ map: PositionMap
  ) {
    guard let shape = shape(of: value, in: text, at: map, isInCatalogueQuery: true) else { return }
    partial.shapes[name] = shape
    work += shape.bytes.count
  }

  /// `1..3`
  private func numberRange(from start: Int, _ middle: Int, to end: Int) -> [FoldedText]? {
    guard let first = fold(from: start, to: middle).value, let last = fold(from: middle + 1, to: end).value,
      !first.isNull, !last.isNull, let low = Int(first.string), let high = Int(last.string), low <= high,
      low >= 0, high - low < Self.unrollLimit
    else { return nil }
    let place = positions.shifted(by: parser.tokens[start].start)
    return (low...high).map { FoldedText(bytes: Array(String($0).utf8), positions: place) }
  }

  /// `FOREACH x [SLICE n] IN ARRAY expression`
  private mutating func readForeachHead() throws(SyntaxTrouble) -> [[String: FoldedText]]? {
    parser.advance()
    let target = try parser.parseQualifiedName(.label).display
    forget(target)
    let isSliced = parser.accept(.slice)
    if isSliced { parser.advance() }
    try parser.expect(.in)
    try parser.expect(.array)
    let start = parser.position
    try moveTo(.loop)
    guard !isSliced, let array = expression(from: start, to: parser.position) else { return nil }
    var folding = ConstantFolding(
      text: parser.source, positions: positions, dialect: dialect, variables: variables)
    return folding.elements(of: array)?.map { [target: $0] }
  }
}
