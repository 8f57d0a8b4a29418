import Domain
import SQLSyntax

extension LineageReader {
  /// Reads a statement that the grammar does not know, with the parts in the way masked; nil if that does not help.
  mutating func recover(_ range: ByteRange, _ trouble: SyntaxTrouble) -> Statement? {
    guard trouble.kind != .tooLarge, trouble.kind != .tooDeep,
      var recovery = StatementRecovery(query.bytes, range, dialect, budget: recoveryBudget)
    else { return nil }
    var troubles: [SyntaxTrouble] = []
    let result = recovery.read(trouble, &troubles)
    recoveryBudget -= recovery.attempts &* range.count
    guard let statement = result else { return nil }
    for mask in recovery.masks { masks[mask.range.start] = mask.range }
    for trouble in troubles {
      note("sql-syntax", "a part of this query could not be read: \(trouble.message)", trouble.range)
    }
    return statement
  }

  /// What a part that was not understood is made of: every column of the scope that its words can mean, each of
  /// them compared with every string in it.
  ///
  /// Words of `others` are known to mean something else.
  mutating func scannedValue(
    _ range: ByteRange, _ place: Place, except others: Set<Name> = []
  ) -> ColumnValue {
    if isExhausted { return ColumnValue() }
    let parser = Parser(source: query.bytes, range: range, dialect: dialect)
    let tokens = parser.tokens
    var builder = ValueBuilder()
    var strings = ColumnValue()
    var index = 0
    var hasQuery = false
    while index < tokens.count {
      let first = index
      var path: [Name] = []
      while index < tokens.count, isName(tokens[index], parser, isFirst: path.isEmpty) {
        path.append(names.name(wordText(tokens[index])))
        index += 1
        guard index + 1 < tokens.count, tokens[index].kind == .dot else { break }
        index += 1
      }
      if path.isEmpty {
        if tokens[first].keyword == .select { hasQuery = true }
        if tokens[first].kind == .plainString || tokens[first].kind == .escapeString
          || isQuotedString(tokens[first])
        {
          let text = String(tokens[first].range.text(of: query.bytes).dropFirst().dropLast())
          strings.literals.append(ComparedLiteral(text: text, offset: tokens[first].start))
        }
        index += 1
        continue
      }
      let isCall = index < tokens.count && tokens[index].kind == .leftParen
      let previous = first > 0 ? tokens[first - 1] : nil
      if path.count == 1, others.contains(path[0]) { continue }
      if isCall, FunctionMeaning.isAggregate(names.text(path[0])) { sawAggregate = true }
      if !isCall, previous?.keyword != .as, previous?.kind != .doubleColon, previous?.kind != .colon {
        builder.addAlternative(scannedColumn(path, tokens[first].start, place))
      }
    }
    if hasQuery { builder.add(scan(range)) }
    let value = finish(builder)
    compare(value, strings, place)
    return value.asIngredient
  }

  private func isName(_ token: Token, _ parser: Parser, isFirst: Bool) -> Bool {
    switch token.kind {
    case .quotedName: !isQuotedString(token)
    case .word: !isFirst || parser.isName(.column, token)
    default: false
    }
  }

  private func isQuotedString(_ token: Token) -> Bool {
    quotesAreStrings && token.kind == .quotedName
      && token.range.bytes(of: query.bytes).first == UInt8(ascii: "\"")
  }

  private func wordText(_ token: Token) -> String {
    let text = token.range.text(of: query.bytes)
    return token.kind == .quotedName ? String(text.dropFirst().dropLast()) : text
  }

  /// A column by its words, without complaint when there is none.
  private mutating func scannedColumn(_ path: [Name], _ offset: Int32, _ place: Place) -> ColumnValue {
    let wasScanning = isScanning
    isScanning = true
    defer { isScanning = wasScanning }
    return value(path, offset, place)
  }

  /// A table that was not understood: the inputs and common tables that it mentions, and columns nobody listed.
  mutating func addMaskedTable(_ range: ByteRange, to scope: Int) {
    let parser = Parser(source: query.bytes, range: range, dialect: dialect)
    let tokens = parser.tokens
    var tables: Set<Name> = []
    for (index, token) in tokens.enumerated() where token.kind == .word || token.kind == .quotedName {
      let name = names.name(wordText(token))
      let relation: Relation
      if let common = commonTable(name, scopes[scope].frame) {
        relation = common
      } else if let asset = query.relations[names.text(name)] {
        relation = input(asset, at: token.start)
      } else {
        continue
      }
      var alias = index + 1
      if alias < tokens.count, tokens[alias].keyword == .as { alias += 1 }
      tables.insert(name)
      var path = [name]
      if alias < tokens.count, tokens[alias].kind == .word, tokens[alias].keyword == .plain {
        path = [names.name(wordText(tokens[alias]))]
        tables.formUnion(path)
      }
      scopes[scope].tables.append(ScopeTable(path: path, relation: relation))
    }
    let made = scannedValue(range, Place(scope: scope, clause: .join, depth: 0), except: tables)
    let others = Relation(columns: [], opening: Opening(isFunction: true, sources: made.sources))
    scopes[scope].tables.append(ScopeTable(path: [], relation: others))
  }
}
