import Domain
import ScriptSyntax

/// Follows what a function does with a connection of Knex: that of Knex itself, and of the tools that are built on it.
struct KnexProgram: DatabaseProgram {
  static let handleName = "connection"

  let run: ScriptRun
  var output: ProgramOutput
  /// Functions that are run inside of each other: transactions, table blocks.
  var depth = 0
  /// The schema of `withSchema` in the chain that is read.
  var schema: String?
  /// The names that the connection has; of several that fit, the first.
  private let names: [String]

  init(run: ScriptRun, output: ProgramOutput, names: [String] = [ProgramHandle.database]) {
    self.run = run
    self.output = output
    self.names = names
  }

  mutating func perform(_ executed: ExecutedCall) {
    if executed.use == .part, Self.isValue(executed.call) { return }
    perform(executed.call)
  }

  /// `knex.raw("now()")` as a value of something else: no statement.
  private static func isValue(_ call: FoldedCall) -> Bool {
    guard call.name == "raw", let text = call.positional.first?.text else { return false }
    let word = text.drop { $0.isWhitespace }.prefix { $0.isLetter }.lowercased()
    return ![
      "alter", "create", "drop", "update", "insert", "delete", "do", "truncate", "with", "begin", "comment",
      "set", "grant",
    ].contains(word)
  }

  private mutating func perform(_ call: FoldedCall) {
    let links = call.chain
    guard let first = links.first else { return }
    guard let path = path(first) else { return performForeign(call) }
    if path.contains("schema") {
      performSchema(links.filter { $0.range.start >= call.range.start })
    } else {
      performQuery(links, path)
    }
  }

  /// What comes before the first call of a chain, without the connection: `schema.createTable`.
  func path(_ call: FoldedCall) -> [Substring]? {
    guard let resolved = call.resolved else { return nil }
    for name in names where resolved.hasPrefix(name) {
      let rest = resolved.dropFirst(name.count)
      if rest.isEmpty || rest.hasPrefix(".") { return rest.split(separator: ".") }
    }
    return nil
  }

  /// A function that is not of the repository and is given the connection.
  private mutating func performForeign(_ call: FoldedCall) {
    guard call.chain.contains(where: { Self.isGivenHandle($0, orMembers: [""]) }),
      !Self.harmless.contains(call.name)
    else { return }
    reportForeign(call)
  }

  private static let harmless: Set<String> = [
    "log", "info", "debug", "warn", "error", "assert", "bind", "promisify", "trace", "isTransaction",
  ]

  /// `knex.schema.a(...).b(...)`.
  private mutating func performSchema(_ links: [FoldedCall]) {
    schema = nil
    for var link in links {
      link.range = output.ownRange(of: link)
      performSchemaLink(link)
    }
    schema = nil
  }

  mutating func table(_ text: String) -> TableName { SQLSpelling.table(text, schema: schema) }
}
