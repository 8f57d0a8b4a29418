import Domain
import ScriptSyntax

/// Follows what a function does with the connection that it is given.
struct KnexProgram {
  let run: ScriptRun
  var output: ProgramOutput
  /// Functions that are run inside of each other: transactions, table blocks.
  var depth = 0
  /// The schema of `withSchema` in the chain that is read.
  var schema: String?

  init(run: ScriptRun, output: ProgramOutput) {
    self.run = run
    self.output = output
  }

  var spelling: SQLSpelling { output.spelling }

  /// Runs a function with the connection as its argument.
  mutating func perform(_ body: FoldedClosure) {
    guard depth < 12 else { return }
    depth += 1
    defer { depth -= 1 }
    let handle = Self.handle(at: body.function.range)
    let trace = run.calls(in: body, arguments: [FoldedArgument(handle)])
    perform(trace)
  }

  /// The connection, builder or transaction as a value.
  static func handle(at range: ScriptRange, _ name: String = ProgramHandle.database) -> FoldedValue {
    FoldedValue(.reference(FoldedReference(written: name, resolved: name)), at: range)
  }

  private mutating func perform(_ trace: ScriptTrace) {
    let outer = (output.standing, output.site)
    for executed in trace.calls {
      output.standing = ProgramStanding(executed).inside(outer.0)
      output.site = outer.1 ?? executed.site
      if executed.use == .part, Self.isValue(executed.call) { continue }
      perform(executed.call)
    }
    (output.standing, output.site) = outer
    output.report(trace.troubles)
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
    guard let path = Self.path(first) else { return performForeign(call) }
    if path.contains("schema") {
      performSchema(links.filter { $0.range.start >= call.range.start })
    } else {
      performQuery(links, path)
    }
  }

  /// What comes before the first call of a chain, without the connection: `schema.createTable`.
  private static func path(_ call: FoldedCall) -> [Substring]? {
    guard let resolved = call.resolved, resolved.hasPrefix(ProgramHandle.database) else { return nil }
    return resolved.dropFirst(ProgramHandle.database.count).split(separator: ".")
  }

  /// A function that is not of the repository and is given the connection.
  private mutating func performForeign(_ call: FoldedCall) {
    let isGiven = call.chain.contains { link in
      link.arguments.contains { argument in
        argument.value.resolved?.hasPrefix(ProgramHandle.database) ?? false
          || argument.value.entries?.contains { $0.value.resolved == ProgramHandle.database } ?? false
      }
    }
    guard isGiven, !Self.harmless.contains(call.name) else { return }
    let name = call.name.isEmpty ? "a function" : "\"\(call.name)\""
    output.report(
      "unknown-helper", "\(name) gets the connection, and what it does is not known", at: call.range,
      .mayChangeSchema)
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

  /// Reports a call whose names are not known.
  mutating func reportUnknownName(_ call: FoldedCall, _ reach: Diagnostic.Reach = .mayChangeSchema) {
    output.report(
      "dynamic-name", "the names in \"\(call.name)\" are put together at run time", at: call.range, reach)
  }
}
