import Domain
import ScriptSyntax

/// Follows what a function does with the `Kysely` instance that it is given. Kysely is a spelling of SQL: each chain
/// that is executed becomes the statement that it stands for.
struct KyselyProgram: DatabaseProgram {
  static let handleName = "connection"
  /// Calls that run what a chain has built.
  private static let runners: Set<String> = [
    "execute", "executeTakeFirst", "executeTakeFirstOrThrow", "stream",
  ]

  let run: ScriptRun
  var output: ProgramOutput
  var depth = 0

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    let links = call.chain
    guard let first = links.first else { return }
    guard let resolved = first.resolved, resolved.hasPrefix(ProgramHandle.database) else {
      return performForeign(call, links)
    }
    guard let last = links.last, Self.runners.contains(last.name) else {
      // A chain that is built here and run elsewhere is listed again where it is run.
      if executed.use == .statement, first.name == "executeQuery" { performQuery(first) }
      return
    }
    let path = resolved.dropFirst(ProgramHandle.database.count).split(separator: ".").map(String.init)
    let chain = links.dropLast()
    if chain.isEmpty {
      // `db.transaction().execute((trx) => ...)`: the transaction is the connection itself.
      for closure in last.closures { perform(closure) }
      if last.closures.isEmpty { reportForeign(last) }
      return
    }
    if links.contains(where: { $0.name == "setIsolationLevel" || $0.name == "connection" }) {
      return last.closures.forEach { perform($0) }
    }
    let schema = chain.first { $0.name == "withSchema" }?.positional.first?.text
    if path.contains("schema") {
      performSchema(chain.filter { $0.name != "withSchema" }, schema)
    } else if let member = links.first(where: { $0.name == "withSchema" }), Self.reachesSchema(links, member)
    {
      performSchema(chain.filter { $0.name != "withSchema" }, schema)
    } else {
      performRows(Array(chain), schema, last)
    }
  }

  /// Whether `db.withSchema("x").schema` stands before the next call.
  private static func reachesSchema(_ links: [FoldedCall], _ call: FoldedCall) -> Bool {
    guard let next = links.first(where: { $0.receiverCall?.range == call.range }),
      case .member(let member) = next.callee.content
    else { return false }
    if case .member(let inner) = member.receiver.content { return inner.name == "schema" }
    return false
  }

  /// SQL of a template, and functions that are given the connection.
  private mutating func performForeign(_ call: FoldedCall, _ links: [FoldedCall]) {
    if let first = links.first, first.name == "sql" || first.written?.hasPrefix("sql.") ?? false {
      guard let last = links.last, Self.runners.contains(last.name) else { return }
      return output.run(FoldedValue(.call(first), at: first.range), bindings: nil, at: first.range)
    }
    guard Self.isGivenHandle(call), !Self.harmless.contains(call.name) else { return }
    reportForeign(call)
  }

  private static let harmless: Set<String> = ["log", "info", "debug", "warn", "error", "assert"]

  /// `db.executeQuery(sql`...`.compile(db))`
  private mutating func performQuery(_ call: FoldedCall) {
    guard let query = call.positional.first?.call?.chain.first, query.name == "sql" else {
      return output.report(
        "dynamic-sql", "this SQL is put together at run time", at: call.range, .mayChangeSchema)
    }
    output.run(FoldedValue(.call(query), at: query.range), bindings: nil, at: call.range)
  }

  /// Runs SQL that a call stands for.
  mutating func execute(_ sql: String, _ call: FoldedCall) {
    let range = output.ownRange(of: call)
    output.run(ScriptText(sql, at: range.start), at: range)
  }

  /// A table's name in quotes: `schema.table` or `table`.
  func name(_ value: FoldedValue?, _ schema: String?) -> String? {
    guard let text = value?.text ?? value?.call.flatMap(Self.named) else { return nil }
    let plain = text.components(before: " as ")
    return spelling.name(SQLSpelling.table(plain, schema: schema))
  }

  /// `sql.table("x")`, `sql.id("x")`.
  private static func named(_ call: FoldedCall) -> String? {
    ["table", "id", "ref", "raw"].contains(call.name)
      ? call.positional.compactMap(\.text).joined(separator: ".") : nil
  }

  /// Names of columns in quotes.
  func columns(_ value: FoldedValue?) -> String? {
    guard let value else { return nil }
    if let text = value.text { return spelling.name(text) }
    guard let elements = value.elements else { return nil }
    let texts = elements.compactMap(\.text)
    return texts.count == elements.count && !texts.isEmpty ? spelling.list(texts) : nil
  }

  /// SQL of a template or text; nil if it is not known.
  func sql(_ value: FoldedValue?) -> String? {
    guard let value else { return nil }
    switch ProgramSQL(spelling).reading(of: value) {
    case .known(let text), .rows(let text): return text.string
    case .query, .unknownRows, .unknownIndex, .unknown: return nil
    }
  }
}

extension String {
  /// What stands before a part; the whole text without it.
  fileprivate func components(before part: String) -> String {
    let bytes = Array(utf8)
    guard let place = ByteSearch.first(of: Array(part.utf8), in: bytes) else { return self }
    return String(decoding: bytes[..<place], as: UTF8.self)
  }
}
