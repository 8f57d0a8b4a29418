extension Parser {
  /// `SCHEMA [IF NOT EXISTS] [name] [AUTHORIZATION role] elements`, after CREATE.
  mutating func parseCreateSchema(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> CreateSchema {
    try expect(.schema)
    var schema = CreateSchema()
    schema.orReplace = prefix.orReplace
    schema.ifNotExists = acceptIfNotExists()
    if !at(.authorization) { schema.name = try parseQualifiedName().parts.last }
    if accept(.authorization) { schema.authorization = try parseRole() }
    while at(.create) || at(.grant) { schema.elements.append(try parseNestedStatement()) }
    return schema
  }

  /// `ATTACH [DATABASE] [IF NOT EXISTS] 'path' [AS name] [(options)]`, `DETACH [DATABASE] [IF EXISTS] name`
  mutating func parseAttach() throws(SyntaxTrouble) -> AttachDatabase {
    let detaches = at(.detach)
    advance()
    _ = accept(.database)
    if !acceptIfNotExists() { _ = acceptIfExists() }
    if detaches { return AttachDatabase(detaches: true, path: nil, name: try parseIdentifier()) }
    if accept(.or) { try expect(.replace) }
    let path = isString(current) ? try parseString().text : nil
    var name = path == nil ? try parseIdentifier() : nil
    if accept(.as) { name = try parseIdentifier(.label) }
    if at(.leftParen) { _ = try parseDefinitionOptions() }
    return AttachDatabase(detaches: false, path: path, name: name)
  }
}
