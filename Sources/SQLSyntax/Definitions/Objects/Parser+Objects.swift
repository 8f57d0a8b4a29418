extension Parser {
  /// `kind [IF NOT EXISTS] name ...`, after CREATE: objects that are kept by kind and name.
  mutating func parseCreateObject() throws(SyntaxTrouble) -> ObjectDefinition {
    let kind = try parseObjectKind()
    var definition = ObjectDefinition(verb: .create, kind: kind)
    definition.isConditional = acceptIfNotExists()
    if kind == .statistics, at(.leftParen) || at(.on) {
      // The name may be left out (PostgreSQL 16).
    } else if kind == .eventTrigger {
      definition.objects = [ObjectReference(name: try parseQualifiedName())]
    } else {
      definition.objects = [try parseObjectReference(kind)]
    }
    if kind == .extension {
      try parseExtensionTail(&definition)
    } else {
      skipToEnd()
    }
    return definition
  }

  private mutating func parseExtensionTail(_ definition: inout ObjectDefinition) throws(SyntaxTrouble) {
    _ = accept(.with)
    while !isAtEnd, !at(.semicolon) {
      if accept(.schema) {
        definition.schema = try parseIdentifier()
      } else if accept(.version) || accept(.from) {
        if isString(current) { _ = try parseString() } else { _ = try parseIdentifier(.label) }
      } else {
        try expect(.cascade)
      }
    }
  }

  /// `IMPORT FOREIGN SCHEMA remote ... FROM SERVER name INTO schema`
  mutating func parseImportForeignSchema() throws(SyntaxTrouble) -> ObjectDefinition {
    try expect(.import)
    try expect(.foreign)
    try expect(.schema)
    let name = try parseQualifiedName()
    var definition = ObjectDefinition(
      verb: .importForeignSchema, kind: .schema, objects: [ObjectReference(name: name)])
    if accept(.limit) { try expect(.to) } else { _ = accept(.except) }
    if at(.leftParen) { skipBalanced() }
    try expect(.from)
    try expect(.server)
    _ = try parseIdentifier()
    try expect(.into)
    definition.schema = try parseIdentifier()
    skipToEnd()
    return definition
  }

  /// `DROP kind ...`
  mutating func parseDrop() throws(SyntaxTrouble) -> DefinitionStatement {
    try expect(.drop)
    if dialect.switches.contains(.mySQL), at(.temporary) || at(.prepare) {
      if at(.prepare) {
        skipToEnd()
        return .other(OtherStatement(keyword: "deallocate", range: current.range))
      }
      advance()
    }
    if dialect.switches.contains(.transactSQL), at(word: "proc") || at(.fulltext) {
      skipToEnd()
      return .other(OtherStatement(keyword: "drop", range: current.range))
    }
    var kind = try parseObjectKind()
    if kind == .macro, accept(.table) { kind = .macro }
    if kind == .index { _ = accept(.concurrently) }
    let ifExists = acceptIfExists()
    var objects: [ObjectReference] = []
    if kind == .trigger, hasOwnTables {
      let name = try parseQualifiedName()
      skipToEnd()
      return .drop(
        DropObjects(
          kind: kind, objects: [ObjectReference(name: name)], ifExists: ifExists, behavior: .unspecified))
    }
    repeat {
      var object = try parseObjectReference(kind)
      if kind == .index, hasOwnTables { try parseIndexOwner(&object) }
      objects.append(object)
    } while accept(.comma)
    if kind == .database {
      _ = accept(.with)
      if at(.leftParen) { skipBalanced() }
    }
    return .drop(
      DropObjects(kind: kind, objects: objects, ifExists: ifExists, behavior: parseDropBehavior()))
  }

  /// `COMMENT ON kind object IS 'text'`
  mutating func parseComment() throws(SyntaxTrouble) -> CommentOn {
    try expect(.comment)
    try expect(.on)
    var kind = try parseObjectKind()
    let object = try parseObjectReference(kind)
    if kind == .constraint, tokens[max(0, position - object.ownerTokens - 1)].keyword == .domain {
      kind = .domainConstraint
    }
    try expect(.is)
    let text = accept(.null) ? nil : try parseString().text
    return CommentOn(kind: kind, object: object, text: text)
  }
}

extension ObjectReference {
  /// How many tokens the owner's name takes: its parts and the dots between them.
  fileprivate var ownerTokens: Int { max(1, (owner?.parts.count ?? 1) * 2 - 1) }
}
