extension Parser {
  /// `ALTER kind ...`
  mutating func parseAlter() throws(SyntaxTrouble) -> DefinitionStatement {
    let first = position
    try expect(.alter)
    if at(.default) || at(.system) {
      // ALTER DEFAULT PRIVILEGES, ALTER SYSTEM: neither names an object.
      skipToEnd()
      return .other(OtherStatement(keyword: "alter", range: range(from: first)))
    }
    if dialect.switches.contains(.mySQL) {
      if at(word: "online") { advance() }
      if at(.ignore) { advance() }
    }
    let kind = try parseObjectKind()
    switch kind {
    case .table, .view, .materializedView, .index, .sequence, .foreignTable:
      return try parseAlterRelation(kind)
    case .type: return .alterType(try parseAlterType())
    case .domain: return .alterDomain(try parseAlterDomain())
    default: return try parseAlterObject(kind)
    }
  }

  /// `RENAME TO`, `SET SCHEMA`, `OWNER TO`, or anything else that is kept by name.
  private mutating func parseAlterObject(_ kind: ObjectKind) throws(SyntaxTrouble) -> DefinitionStatement {
    let ifExists = acceptIfExists()
    if kind == .role, at(.all) {
      skipToEnd()
      return .objectDefinition(ObjectDefinition(verb: .alter, kind: kind))
    }
    let start = position
    let object = try parseObjectReference(kind)
    if accept(.rename, .to) {
      return .rename(RenameObject(kind: kind, object: object, newName: try parseIdentifier()))
    }
    if accept(.set, .schema) {
      return .setSchema(MoveObject(kind: kind, object: object, newSchema: try parseIdentifier()))
    }
    if kind == .policy {
      position = start - 1
      return .policy(try parsePolicy(alters: true))
    }
    let verb: ObjectDefinition.Verb = at(.owner) ? .changeOwner : .alter
    if isAtEnd, kind != .database, kind != .role { throw unexpected("what to alter") }
    skipToEnd()
    return .objectDefinition(
      ObjectDefinition(verb: verb, kind: kind, objects: [object], isConditional: ifExists))
  }
}
