import Domain
import ScriptSyntax

/// Follows the expressions that a method of a migration builds: `Create.Table("a").WithColumn("b").AsInt32()`
/// (https://fluentmigrator.github.io/articles/fluent-interface.html).
struct FluentProgram: CSharpProgram {
  let run: ScriptRun
  var output: ProgramOutput
  let library: CSharpLibrary
  var unknown: Set<String> = []
  /// The links of expressions that were done, for those that go on in another statement.
  private var done: [[FoldedCall]] = []
  var depth = 0

  init(run: ScriptRun, output: ProgramOutput, library: CSharpLibrary) {
    self.run = run
    self.output = output
    self.library = library
  }

  /// Whether schemas are a part of names.
  var hasSchemas: Bool { spelling.family == .postgres || spelling.family == .sqlserver }

  /// Runs a method of a migration, or the one that it has from a class above it.
  mutating func perform(_ name: String, of type: ScriptClass) {
    if let own = type.method(name) { return perform(ScriptRun.closure(own, of: type)) }
    if let body = run.inherited(name, of: type) { return follow(body, shownAt: type.range) }
    let bases = type.bases.compactMap { $0.dottedName?.split(separator: ".").last.map(String.init) }
    let isPlain = bases.contains {
      ["Migration", "AutoReversingMigration", "ForwardOnlyMigration"].contains($0)
    }
    guard name == "Up", !isPlain else { return }
    unknown.formUnion(bases)
    output.report(
      "no-migration", "the class that this one is built on is not known, nor what its \"Up\" does",
      at: type.range, .mayChangeSchema)
  }

  mutating func perform(_ body: FoldedClosure) { follow(body, shownAt: nil) }

  /// Runs a function; what one of another file does is shown at a place of this one.
  private mutating func follow(_ body: FoldedClosure, shownAt site: ScriptRange?) {
    nested(body) { program in
      var trace = program.run.calls(in: body)
      trace.calls = FluentChains.joined(trace.calls)
      let chains = trace.calls.map(\.call.chain)
      // What a function gives back goes on where it is called.
      let kept = trace.calls.indices.filter { place in
        trace.calls[place].use == .statement
          || !chains[(place + 1)...].prefix(400).contains { Self.goesOn($0, from: chains[place]) }
      }
      trace.calls = kept.map { trace.calls[$0] }
      if let site {
        for place in trace.calls.indices where trace.calls[place].site == body.function.range {
          trace.calls[place].site = site
        }
      }
      program.perform(trace)
    }
  }

  /// Whether a chain is another one with more links.
  private static func goesOn(_ chain: [FoldedCall], from part: [FoldedCall]) -> Bool {
    chain.count > part.count && common(chain, part) == part.count
  }

  /// How many links two chains begin with alike.
  private static func common(_ one: [FoldedCall], _ other: [FoldedCall]) -> Int {
    zip(one, other).prefix { left, right in
      left.name == right.name && left.positional.first?.text == right.positional.first?.text
        && root(of: left) == root(of: right)
    }.count
  }

  /// What an expression begins with: `Create` of `Create.Table("a")` and of `IfDatabase("x").Create.Table("a")`.
  static func root(of call: FoldedCall) -> String? {
    switch call.callee.content {
    case .reference(let reference):
      let parts = reference.resolved.split(separator: ".")
      return parts.count > 1 ? parts.dropLast().last.map(String.init) : nil
    case .member(let member):
      switch member.receiver.content {
      case .member(let inner): return inner.name
      case .reference(let reference): return reference.name
      default: return nil
      }
    default: return nil
    }
  }

  private static let roots: Set<String> = [
    "Create", "Alter", "Delete", "Rename", "Insert", "Update", "Execute", "Schema",
  ]

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    var links = call.chain
    if links.first?.name == "IfDatabase", let first = links.first {
      guard applies(first) else { return }
      if call.name == "Delegate" {
        for closure in call.closures { perform(closure) }
        return
      }
      links.removeFirst()
    }
    guard let first = links.first, let root = Self.root(of: first), Self.roots.contains(root) else {
      return performForeign(call, executed.use)
    }
    guard root != "Schema" else { return }
    let shared =
      executed.use == .statement && links.count > 1 ? done.map { Self.common($0, links) }.max() ?? 0 : 0
    let isBound = links.first?.range.start != call.range.start && shared > 0
    done.append(links)
    let expression = FluentExpression(root: root, links: links, done: isBound ? shared : 0, call: call)
    perform(expression)
  }

  private mutating func perform(_ expression: FluentExpression) {
    switch (expression.root, expression.kind) {
    case ("Create", "Table"): createTable(expression)
    case ("Create", "Column"), ("Alter", "Column"), ("Alter", "Table"): changeColumns(expression)
    case ("Create", _), ("Delete", "Index"), ("Delete", "ForeignKey"), ("Delete", "PrimaryKey"),
      ("Delete", "UniqueConstraint"), ("Delete", "Schema"), ("Delete", "Sequence"),
      ("Delete", "DefaultConstraint"), ("Delete", "Constraint"):
      performKey(expression)
    case ("Delete", "Table"), ("Rename", "Table"): performTable(expression)
    case ("Delete", "Column"), ("Rename", "Column"): performColumn(expression)
    case ("Delete", "FromTable"), ("Insert", _), ("Update", _): performRows(expression)
    case ("Execute", _): performSQL(expression)
    default: reportUnknown(expression)
    }
  }

  /// Whether what stands behind `IfDatabase` is for the database; where that is not known it may be.
  private mutating func applies(_ call: FoldedCall) -> Bool {
    let names = call.positional.flatMap { $0.elements ?? [$0] }.map { value -> String? in
      value.text ?? value.resolved?.split(separator: ".").last.map(String.init)
    }
    guard !names.isEmpty, !names.contains(nil) else {
      output.standing.isConditional = true
      return true
    }
    let family = spelling.family
    return names.compactMap { $0?.lowercased() }.contains { name in
      switch family {
      case .postgres: name.hasPrefix("postgres")
      case .mysql: name.hasPrefix("mysql") || name.hasPrefix("mariadb")
      case .sqlserver: name.hasPrefix("sqlserver")
      case .sqlite: name.hasPrefix("sqlite")
      case .other: false
      }
    }
  }

  /// Code of the application.
  private mutating func performForeign(_ call: FoldedCall, _ use: ExecutedCall.Use) {
    for closure in call.closures { perform(closure) }
    guard use == .statement else { return }
    if let names = call.resolved?.split(separator: "."), names.count > 1 {
      unknown.insert(String(names[names.count - 2]))
    }
    // `this.CreateAudited("a")`, `Create.TableFor<A>()` of an extension that is not known.
    let path = call.resolved ?? ""
    let isOwn = path.hasPrefix("this.") || path.hasPrefix("base.")
    guard isOwn, !["Up", "Down", "GetUpExpressions", "GetDownExpressions"].contains(call.name) else { return }
    output.report(
      "program-code", "what \"\(call.name)\" does is not known", at: call.range, .mayChangeSchema)
  }

  /// `Execute.Sql("...")`, `Execute.EmbeddedScript("a.sql")`, `Execute.Script("a.sql")`
  private mutating func performSQL(_ expression: FluentExpression) {
    guard let call = expression.links.first else { return }
    switch call.name {
    case "Sql":
      let value = call.argument(0, "sqlStatement")
      output.run(value, bindings: nil, at: call.range)
      note(value)
    case "Script", "EmbeddedScript", "EmbeddedScripts":
      let names = call.positional.flatMap { $0.elements ?? [$0] }
      for name in names where name.entries == nil {
        guard let text = name.text.flatMap({ library.text(named: $0) }) else {
          note(name)
          output.report(
            "include-missing", "the SQL file of \"\(call.name)\" is not found", at: call.range,
            .mayChangeSchema)
          continue
        }
        output.run(ScriptText(text, at: call.range.start), at: call.range)
      }
    case "WithConnection":
      var isRead = false
      for closure in call.closures { isRead = connection(closure) || isRead }
      if !isRead {
        output.report(
          "program-code", "what is done with the connection is not read", at: call.range, .mayChangeSchema)
      }
    default: reportUnknown(expression)
    }
  }

  /// A function that is given the connection; whether SQL was found in it.
  private mutating func connection(_ body: FoldedClosure) -> Bool {
    let trace = run.calls(in: body)
    var isFound = false
    for executed in trace.calls {
      let call = executed.call
      let isText = call.name == "CommandText="
      let names: Set<String> = ["Execute", "ExecuteAsync", "ExecuteNonQuery", "Query", "ExecuteScalar"]
      guard isText || names.contains(call.name) else { continue }
      guard let value = call.positional.first else { continue }
      if value.text != nil || value.content.isJoined {
        isFound = true
        output.run(value, bindings: nil, at: call.range)
      }
    }
    return isFound
  }

  mutating func reportUnknown(_ expression: FluentExpression, _ reach: Diagnostic.Reach = .mayChangeSchema) {
    for link in expression.links { note(link.positional.first) }
    let table = expression.table(hasSchemas)
    output.report(
      "dynamic-name",
      "what \"\(expression.root).\(expression.kind)\" changes is not known, or is put together at run time",
      at: expression.call.range, reach, tables: table.map { [$0] } ?? [])
  }
}

/// An expression with its links.
struct FluentExpression {
  let root: String
  let links: [FoldedCall]
  /// Links that an earlier statement did.
  let done: Int
  let call: FoldedCall

  var kind: String { links.first?.name ?? "" }
  var first: FoldedValue? { links.first?.positional.first }

  /// The last link of a name.
  func link(_ names: String...) -> FoldedCall? { links.last { names.contains($0.name) } }

  /// The first text that is given to a link.
  func text(_ names: String...) -> String? {
    links.last { names.contains($0.name) }?.positional.first?.text
  }

  /// The texts that are given to all links of some names.
  func texts(_ names: String...) -> [String] {
    links.filter { names.contains($0.name) }.flatMap(\.positional).flatMap { $0.elements ?? [$0] }.compactMap(
      \.text)
  }

  /// The table of the expression; nil if it is not known.
  func table(_ hasSchemas: Bool) -> TableName? {
    let name = kind == "Table" || kind == "IntoTable" || kind == "FromTable" ? first?.text : nil
    guard let table = name ?? text("OnTable", "FromTable") ?? (root == "Update" ? first?.text : nil) else {
      return nil
    }
    return TableName(schema: hasSchemas ? text("InSchema", "WithSchema") : nil, table)
  }
}

extension FoldedValue.Content {
  /// Whether it is a text of which parts are not known.
  fileprivate var isJoined: Bool { if case .joined = self { true } else { false } }
}
