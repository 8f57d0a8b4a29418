import Domain
import SQLSyntax

/// A relation that a query names itself, without `ref` or `source`.
struct NamedRelation: Hashable {
  /// The parts of its name as written, quotes removed: `["shop", "orders"]`.
  var parts: [String]
  /// First byte of the name.
  var offset: Int

  /// The parts that are known before dbt runs: `{{ target.schema }}.users` is just `users`.
  var knownParts: [String] { parts.filter { !$0.hasPrefix("tidegate_") } }

  /// How `QueryText.relations` calls it: the parts in lower case with dots between them.
  var key: String { parts.joined(separator: ".").lowercased() }
}

/// Finds the relations that a query names, from its tokens: what cannot be parsed is found as well.
///
/// Counted is what stands behind FROM, JOIN and the commas between tables, and is neither a common table in scope,
/// nor a function, nor a part of an earlier table (`from t, t.items`), nor one of the names that rendering made.
struct NamedRelations {
  /// Nesting that is followed; deeper text is skipped.
  private static let depthLimit = 2_000
  /// Relations of one text that are kept.
  private static let countLimit = 2_000

  /// What is known inside of one pair of brackets.
  private struct Level {
    /// Whether a SELECT was read, so that FROM starts a list of tables.
    var hasSelect = false
    /// Whether the list of tables is being read, so that a comma leads to the next one.
    var isInTables = false
    /// Whether a comma leads to the next table; not so behind `lateral view f(x) t as a, b`.
    var takesCommas = true
    /// Whether the brackets stand in the place of a table.
    var isTable = false
    /// Whether WITH was read and its common tables follow.
    var isInWith = false
    var isRecursive = false
    /// Common tables that can be seen from here on.
    var common: Set<String> = []
    /// Tables and aliases of the list so far.
    var tables: Set<String> = []
    /// The common table whose query stands in the brackets.
    var definition: String?
  }

  private var parser: Parser
  private let isKnown: (String) -> Bool
  private var levels = [Level()]
  private var found: [NamedRelation] = []
  private var skipped = 0

  /// The relations of a text; `isKnown` says whether a name in lower case is one that rendering made.
  static func find(
    in bytes: [UInt8], dialect: Dialect, isKnown: @escaping (String) -> Bool
  ) -> [NamedRelation] {
    var search = NamedRelations(
      parser: Parser(source: bytes, dialect: dialect), isKnown: isKnown)
    search.run()
    return search.found
  }

  private init(parser: Parser, isKnown: @escaping (String) -> Bool) {
    self.parser = parser
    self.isKnown = isKnown
  }

  private var top: Int { levels.count - 1 }

  private mutating func run() {
    while !parser.isAtEnd, found.count < Self.countLimit {
      switch parser.current.kind {
      case .leftParen, .leftBracket, .leftBrace: open()
      case .rightParen, .rightBracket, .rightBrace: close()
      case .semicolon:
        levels = [Level()]
        parser.advance()
      case .comma:
        parser.advance()
        if levels[top].isInTables, levels[top].takesCommas { readTable() }
      case .word: readWord()
      case .quotedName where levels[top].isInWith: readOther()
      default: parser.advance()
      }
    }
  }

  @discardableResult
  private mutating func open(defining name: String? = nil) -> Bool {
    parser.advance()
    if levels.count >= Self.depthLimit {
      skipped += 1
      return false
    }
    levels.append(Level(definition: name))
    return true
  }

  private mutating func close() {
    parser.advance()
    if skipped > 0 {
      skipped -= 1
    } else if levels.count > 1, let level = levels.popLast() {
      if let name = level.definition { levels[top].common.insert(name) }
      if level.isTable, let alias = readAlias() { levels[top].tables.insert(alias) }
    }
  }

  private mutating func readWord() {
    let keyword = parser.current.keyword
    switch keyword {
    case .with: readWith()
    case .select:
      parser.advance()
      levels[top].hasSelect = true
      levels[top].isInTables = false
      levels[top].isInWith = false
      levels[top].tables = []
    case .from:
      let isFirst = parser.position == 0 || levels[top].isInWith
      parser.advance()
      guard levels[top].hasSelect || isFirst, !comesAfterDistinct else { return }
      levels[top].isInTables = true
      levels[top].takesCommas = true
      readTable()
    case .lateral:
      parser.advance()
      if parser.at(.view) { levels[top].takesCommas = false }
    case .join, .straightJoin:
      parser.advance()
      if levels[top].isInTables { readTable() }
    case .where, .group, .having, .window, .qualify, .order, .union, .intersect, .except, .prewhere:
      parser.advance()
      // `select * except (a) from t` has not come to its tables yet.
      if levels[top].isInTables { levels[top].hasSelect = false }
      levels[top].isInTables = false
    default: readOther()
    }
  }

  /// A common table behind the first one, or a word without meaning here.
  private mutating func readOther() {
    if levels[top].isInWith, let name = commonTableName() {
      if levels[top].isRecursive { levels[top].common.insert(name) }
      open(defining: name)
    } else {
      parser.advance()
    }
  }

  /// `a is distinct from b`
  private var comesAfterDistinct: Bool {
    parser.position >= 2 && parser.tokens[parser.position - 2].keyword == .distinct
  }

  private mutating func readWith() {
    parser.advance()
    let next = parser.current
    guard next.kind == .word || next.kind == .quotedName else { return }
    if parser.at(.recursive) {
      levels[top].isRecursive = true
      parser.advance()
    }
    let start = parser.position
    if let name = commonTableName() {
      levels[top].isInWith = true
      if levels[top].isRecursive { levels[top].common.insert(name) }
      open(defining: name)
    } else {
      parser.position = start
    }
  }

  /// The name of `a as (`, `a (b, c) as materialized (`; the cursor then stands at the bracket.
  private mutating func commonTableName() -> String? {
    let start = parser.position
    let token = parser.current
    guard token.kind == .word || token.kind == .quotedName else { return nil }
    parser.advance()
    if parser.at(.leftParen) { parser.skipBalanced() }
    if parser.accept(.as) {
      _ = parser.accept(.not)
      _ = parser.accept(.materialized)
      if parser.at(.leftParen) { return text(of: token).lowercased() }
    }
    parser.position = start
    return nil
  }

  // MARK: One item of FROM

  private mutating func readTable() {
    while parser.at(.lateral) || parser.at(.only) { parser.advance() }
    let first = parser.current
    guard first.kind == .quotedName || (first.kind == .word && parser.isName(.column)) else {
      // A bracket opens a level of its own: a subquery, or more tables.
      if parser.at(.leftParen) {
        guard open() else { return }
        levels[top].isTable = true
        levels[top].isInTables = true
        levels[top].hasSelect = true
        if !parser.at(.select), !parser.at(.with), !parser.at(.leftParen) { readTable() }
      }
      return
    }
    var parts = split(text(of: first))
    parser.advance()
    while parser.at(.dot) || parser.at(.dotDot), isPart(parser.peek()) {
      parser.advance()
      parts += split(text(of: parser.current))
      parser.advance()
    }
    let isFunction = parser.at(.leftParen)
    if isFunction { parser.skipBalanced() }
    let alias = readAlias()
    let names = parts.map { $0.lowercased() }
    if !isFunction, !isExcluded(names) {
      found.append(NamedRelation(parts: parts, offset: Int(first.start)))
    }
    levels[top].tables.insert(alias ?? names.last ?? "")
  }

  private func isPart(_ token: Token) -> Bool { token.kind == .word || token.kind == .quotedName }

  private mutating func readAlias() -> String? {
    let hasAs = parser.accept(.as)
    guard hasAs || parser.isName(.column), isPart(parser.current) else { return nil }
    let name = text(of: parser.current).lowercased()
    parser.advance()
    return name
  }

  private func isExcluded(_ names: [String]) -> Bool {
    guard let first = names.first, let last = names.last, !last.isEmpty else { return true }
    if last.hasPrefix("tidegate_") { return true }
    if names.contains(where: { isKnown($0) || Self.catalogues.contains($0) }) { return true }
    if names.count == 1 {
      if Self.pseudoTables.contains(first) { return true }
      return levels.contains { $0.common.contains(first) }
    }
    if Self.systemSchemas.contains(first) || names.contains(where: { $0.holds("information_schema") }) {
      return true
    }
    return levels.contains { $0.tables.contains(first) }
  }

  /// Schemas of the database's own tables, wherever they stand in a name.
  private static let catalogues: Set<String> = [
    "information_schema", "pg_catalog", "account_usage", "pg_stat_activity", "svv_table_info",
  ]
  /// The same, but only as the first part.
  private static let systemSchemas: Set<String> = [
    "sys", "system", "snowflake", "performance_schema", "mysql",
  ]
  /// Names that stand for rows without a table.
  private static let pseudoTables: Set<String> = [
    "dual", "unnest", "values", "table", "sqlite_master", "sqlite_schema", "lateral", "select",
  ]

  // MARK: Names

  private func text(of token: Token) -> String {
    let text = parser.text(token)
    guard token.kind == .quotedName, text.utf8.count >= 2 else { return text }
    return String(text.dropFirst().dropLast())
  }

  /// BigQuery's `` `project.set.table` `` in its parts.
  private func split(_ text: String) -> [String] {
    text.utf8.contains(UInt8(ascii: ".")) ? text.split(separator: ".").map(String.init) : [text]
  }
}
