/// What stands between CREATE and the kind of object.
struct CreatePrefix {
  var orReplace = false
  var persistence = Persistence.permanent
  /// Index of the token CREATE.
  var first: Int
}

extension Parser {
  /// Whether the statement that starts at the current keyword is read by `parseDefinition`.
  func startsDefinition() -> Bool {
    switch current.keyword {
    case .rename: dialect.switches.contains(.mySQL)
    case .do: !dialect.switches.contains(.mySQL)
    case .create, .alter, .drop, .comment, .call, .execute, .prepare, .refresh, .reassign: true
    case .import: peek().keyword == .foreign
    case .attach, .detach: dialect.switches.contains(.starModifiers)
    default: false
    }
  }

  /// A statement that defines, changes or drops something, or runs code.
  mutating func parseDefinition() throws(SyntaxTrouble) -> DefinitionStatement {
    if let own = try parseOwnDefinition() { return own }
    switch current.keyword {
    case .create: return try parseCreate()
    case .alter: return try parseAlter()
    case .drop: return try parseDrop()
    case .comment: return .comment(try parseComment())
    case .do: return .doBlock(try parseDoBlock())
    case .call: return .call(try parseCallStatement())
    case .refresh: return .refreshView(try parseRefreshView())
    case .import: return .objectDefinition(try parseImportForeignSchema())
    case .attach, .detach: return .attachDatabase(try parseAttach())
    default: return .other(parseUnread())
    }
  }

  /// The rest of the statement, kept by its first word.
  mutating func parseUnread() -> OtherStatement {
    let first = position
    let keyword = KeywordSpelling.spelling(of: current.keyword)
    skipToEnd()
    return OtherStatement(keyword: keyword, range: range(from: first))
  }

  private mutating func parseCreate() throws(SyntaxTrouble) -> DefinitionStatement {
    var prefix = CreatePrefix(first: position)
    try expect(.create)
    if at(.or) {
      advance()
      if !(dialect.switches.contains(.transactSQL) && accept(.alter)) { try expect(.replace) }
      prefix.orReplace = true
    }
    if at(.local) || at(.global) { advance() }
    switch current.keyword {
    case .temp, .temporary:
      advance()
      prefix.persistence = .temporary
    case .unlogged:
      advance()
      prefix.persistence = .unlogged
    default: break
    }
    if let own = try parseOwnCreation(prefix) { return own }
    return try parseCreated(prefix)
  }

  private mutating func parseCreated(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> DefinitionStatement {
    switch current.keyword {
    case .table: return try parseCreateTable(prefix)
    case .foreign where peek().keyword == .table: return try parseCreateTable(prefix)
    case .index, .unique: return .createIndex(try parseCreateIndex())
    case .view, .recursive: return .createView(try parseCreateView(prefix))
    case .materialized: return .createView(try parseCreateView(prefix))
    case .type: return .createType(try parseCreateType(prefix))
    case .domain: return .createDomain(try parseCreateDomain())
    case .sequence: return .createSequence(try parseCreateSequence(prefix))
    case .schema: return .createSchema(try parseCreateSchema(prefix))
    case .function, .procedure:
      // DuckDB calls its macros functions too; they have a list of bare names and AS.
      if dialect.switches.contains(.starModifiers), let macro = tryMacro(prefix) {
        return .createMacro(macro)
      }
      return .createRoutine(try parseCreateRoutine(prefix))
    case .macro: return .createMacro(try parseCreateMacro(prefix))
    case .trigger: return .createTrigger(try parseCreateTrigger(prefix))
    case .constraint where peek().keyword == .trigger: return .createTrigger(try parseCreateTrigger(prefix))
    case .rule: return .createRule(try parseCreateRule(prefix))
    case .policy: return .policy(try parsePolicy(alters: false))
    default: return .objectDefinition(try parseCreateObject())
    }
  }

  private mutating func tryMacro(_ prefix: CreatePrefix) -> CreateMacro? {
    let start = position
    do throws(SyntaxTrouble) {
      return try parseCreateMacro(prefix)
    } catch {
      position = start
      return nil
    }
  }
}
