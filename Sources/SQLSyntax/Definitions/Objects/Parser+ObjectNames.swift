extension Parser {
  /// The kind of object that the current words name; moves past them.
  mutating func parseObjectKind() throws(SyntaxTrouble) -> ObjectKind {
    if let kind = acceptTwoWordKind() { return kind }
    guard let kind = Self.kinds[current.keyword] else { throw unexpected("a kind of object") }
    advance()
    return kind
  }

  private static let kinds: [Keyword: ObjectKind] = [
    .aggregate: .aggregate, .cast: .cast, .collation: .collation, .column: .column,
    .constraint: .constraint, .conversion: .conversion, .database: .database, .domain: .domain,
    .extension: .extension, .function: .function, .group: .role, .index: .index, .language: .language,
    .macro: .macro, .operator: .operator, .policy: .policy, .procedure: .procedure,
    .publication: .publication, .role: .role, .routine: .routine, .rule: .rule, .schema: .schema,
    .sequence: .sequence, .server: .server, .statistics: .statistics, .subscription: .subscription,
    .table: .table, .tablespace: .tablespace, .transform: .transform, .trigger: .trigger, .type: .type,
    .user: .role, .view: .view,
  ]

  private mutating func acceptTwoWordKind() -> ObjectKind? {
    if accept(.materialized, .view) { return .materializedView }
    if accept(.foreign, .table) { return .foreignTable }
    if accept(.foreign, .data, .wrapper) { return .foreignDataWrapper }
    if accept(.access, .method) { return .accessMethod }
    if accept(.event, .trigger) { return .eventTrigger }
    if accept(.operator, .class) { return .operatorClass }
    if accept(.operator, .family) { return .operatorFamily }
    if accept(.user, .mapping) { return .userMapping }
    if accept(.owned, .by) { return .owned }
    if accept(.large, .object) { return .largeObject }
    if accept(.text, .search, .configuration) { return .textSearchConfiguration }
    if accept(.text, .search, .dictionary) { return .textSearchDictionary }
    if accept(.text, .search, .parser) { return .textSearchParser }
    if accept(.text, .search, .template) { return .textSearchTemplate }
    if accept(.procedural, .language) || accept(.trusted, .language) { return .language }
    if at(.trusted, .procedural), peek(2).keyword == .language {
      advance()
      advance()
      advance()
      return .language
    }
    if accept(.default, .conversion) { return .conversion }
    return nil
  }

  /// A reference to an object of a kind, as DROP, COMMENT ON and ALTER write it.
  mutating func parseObjectReference(_ kind: ObjectKind) throws(SyntaxTrouble) -> ObjectReference {
    switch kind {
    case .function, .procedure, .routine, .aggregate: return try parseRoutineReference(kind)
    case .trigger, .rule, .policy: return try parseOwnedReference()
    case .constraint, .domainConstraint: return try parseOwnedReference()
    case .column: return try parseColumnReference()
    case .cast: return try parseCastReference()
    case .operator: return try parseOperatorReference()
    case .operatorClass, .operatorFamily:
      let name = try parseQualifiedName()
      let method = accept(.using) ? QualifiedName(parts: [try parseIdentifier()]) : nil
      return ObjectReference(name: name, owner: method)
    case .transform: return try parseTransformReference()
    case .userMapping:
      try expect(.for)
      let user = try parseRole()
      try expect(.server)
      return ObjectReference(name: QualifiedName(parts: [user]), owner: try parseQualifiedName())
    case .owned, .role: return ObjectReference(name: QualifiedName(parts: [try parseRole()]))
    case .largeObject:
      return ObjectReference(name: QualifiedName(parts: [try parseNumberName()]))
    case .language where isString(current):
      let name = try parseString()
      return ObjectReference(
        name: QualifiedName(parts: [Identifier(text: name.text, isQuoted: true, range: name.range)]))
    case .type, .domain: return ObjectReference(name: try parseTypeReference())
    case .accessMethod, .collation, .conversion, .database, .eventTrigger, .extension,
      .foreignDataWrapper, .foreignTable, .index, .language, .macro, .materializedView, .publication,
      .schema, .sequence, .server, .statistics, .subscription, .table, .tablespace,
      .textSearchConfiguration, .textSearchDictionary, .textSearchParser, .textSearchTemplate, .view:
      return ObjectReference(name: try parseQualifiedName())
    }
  }

  /// A type's name: built-in types are several words, others a qualified name.
  private mutating func parseTypeReference() throws(SyntaxTrouble) -> QualifiedName {
    let start = position
    if atName(), let name = try? parseQualifiedName(), !isTypeWord(current) { return name }
    position = start
    let type = try parseTypeName()
    return QualifiedName(
      parts: type.qualifiers + [Identifier(text: type.canonical, isQuoted: false, range: type.range)])
  }

  private func isTypeWord(_ token: Token) -> Bool {
    switch token.keyword {
    case .precision, .varying, .with, .without: true
    default: token.kind == .leftParen
    }
  }

  private mutating func parseNumberName() throws(SyntaxTrouble) -> Identifier {
    let token = current
    let digits = try parseSignedNumber()
    return Identifier(text: digits, isQuoted: false, range: token.range)
  }

  private mutating func parseRoutineReference(_ kind: ObjectKind) throws(SyntaxTrouble) -> ObjectReference {
    let name = try parseQualifiedName(.function)
    guard at(.leftParen) else { return ObjectReference(name: name) }
    if peek().kind == .star {
      skipBalanced()
      return ObjectReference(name: name, argumentTypes: [])
    }
    if kind == .aggregate { return ObjectReference(name: name, argumentTypes: try parseAggregateArguments()) }
    let arguments = try parseRoutineArguments()
    return ObjectReference(name: name, argumentTypes: arguments.filter { $0.mode != .output }.map(\.type))
  }

  /// `(a, b ORDER BY c)`
  private mutating func parseAggregateArguments() throws(SyntaxTrouble) -> [TypeName] {
    let start = position
    do throws(SyntaxTrouble) {
      return try parseRoutineArguments().map(\.type)
    } catch {
      position = start
      skipBalanced()
      return []
    }
  }

  private mutating func parseOwnedReference() throws(SyntaxTrouble) -> ObjectReference {
    let name = QualifiedName(parts: [try parseIdentifier()])
    try expect(.on)
    _ = accept(.domain)
    return ObjectReference(name: name, owner: try parseQualifiedName())
  }

  private mutating func parseColumnReference() throws(SyntaxTrouble) -> ObjectReference {
    var name = try parseQualifiedName()
    guard name.parts.count > 1 else { throw unexpected("a column of the table") }
    let column = name.parts.removeLast()
    return ObjectReference(name: name, column: column)
  }

  private mutating func parseCastReference() throws(SyntaxTrouble) -> ObjectReference {
    try expect(.leftParen, "(")
    let source = try parseTypeName()
    try expect(.as)
    let target = try parseTypeName()
    try expect(.rightParen, ")")
    let name = Identifier(text: source.display, isQuoted: false, range: source.range)
    return ObjectReference(name: QualifiedName(parts: [name]), argumentTypes: [source, target])
  }

  private mutating func parseOperatorReference() throws(SyntaxTrouble) -> ObjectReference {
    var parts: [Identifier] = []
    while atName(.label), peek().kind == .dot {
      parts.append(try parseIdentifier(.label))
      advance()
    }
    parts.append(Identifier(text: text(current), isQuoted: false, range: current.range))
    advance()
    if at(.leftParen) { skipBalanced() }
    return ObjectReference(name: QualifiedName(parts: parts))
  }

  private mutating func parseTransformReference() throws(SyntaxTrouble) -> ObjectReference {
    try expect(.for)
    let type = try parseTypeName()
    try expect(.language)
    let name = Identifier(text: type.display, isQuoted: false, range: type.range)
    return ObjectReference(name: QualifiedName(parts: [name, try parseIdentifier()]))
  }
}
