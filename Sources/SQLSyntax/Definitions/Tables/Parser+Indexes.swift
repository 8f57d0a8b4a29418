extension Parser {
  /// `[UNIQUE] INDEX ...`, after CREATE.
  mutating func parseCreateIndex() throws(SyntaxTrouble) -> CreateIndex {
    let isUnique = accept(.unique)
    skipIndexKind()
    try expect(.index)
    let isConcurrent = accept(.concurrently)
    let ifNotExists = acceptIfNotExists()
    let name = at(.on) ? nil : try parseQualifiedName().parts.last
    if dialect.switches.contains(.mySQL), accept(.using) { _ = try parseIdentifier() }
    try expect(.on)
    let only = accept(.only)
    var index = CreateIndex(name: name, table: try parseQualifiedName())
    index.isUnique = isUnique
    index.isConcurrent = isConcurrent
    index.ifNotExists = ifNotExists
    index.only = only
    if accept(.using) { index.method = try parseIdentifier() }
    if dialect.switches.contains(.transactSQL), !at(.leftParen) {
      // A column store holds all columns.
      skipToEnd()
      return index
    }
    index.elements = hasKeyParts ? try parseKeyElements() : try parseIndexElements()
    if hasKeyParts { skipKeyOptions() }
    try parseIndexTail(&index)
    if dialect.switches.contains(.mySQL) || dialect.switches.contains(.transactSQL) { skipToEnd() }
    return index
  }

  private mutating func parseIndexTail(_ index: inout CreateIndex) throws(SyntaxTrouble) {
    if at(.include), peek().kind == .leftParen {
      advance()
      index.parameters.include = try parseIndexElements().compactMap(\.column)
    }
    index.parameters.nullsNotDistinct = parseNullsNotDistinct()
    if accept(.with) { index.parameters.options = try parseDefinitionOptions() }
    if accept(.tablespace) { index.parameters.tablespace = try parseIdentifier() }
    if accept(.where) { index.predicate = try parseExpression() }
  }

  /// `(element, ...)`
  mutating func parseIndexElements() throws(SyntaxTrouble) -> [IndexElement] {
    try expect(.leftParen, "(")
    var elements = [try parseIndexElement()]
    while accept(.comma) { elements.append(try parseIndexElement()) }
    try expect(.rightParen, ")")
    return elements
  }

  /// `column | f(x) | (expression)` with collation, operator class and order.
  mutating func parseIndexElement() throws(SyntaxTrouble) -> IndexElement {
    var element = IndexElement(key: try parseIndexKey())
    if case .expression(.collate(let collate)) = element.key {
      element.key = .expression(collate.value)
      element.collation = collate.collation
    }
    if accept(.collate) { element.collation = try parseQualifiedName() }
    if atName(), !at(.nulls), !at(.asc), !at(.desc), !at(.with) {
      element.operatorClass = try parseQualifiedName()
      if at(.leftParen) { _ = try parseDefinitionOptions() }
    }
    if accept(.desc) { element.isDescending = true } else { _ = accept(.asc) }
    if accept(.nulls, .first) { element.nullsFirst = true }
    if accept(.nulls, .last) { element.nullsFirst = false }
    return element
  }

  private mutating func parseIndexKey() throws(SyntaxTrouble) -> IndexElement.Key {
    if at(.leftParen) { return .expression(try parseParenthesizedValue()) }
    if atName(), peek().kind != .leftParen, peek().kind != .dot { return .column(try parseIdentifier()) }
    return .expression(try parseExpression())
  }
}
