import Domain
import ScriptSyntax

/// One column of a table block with what is chained to it.
struct KnexColumn {
  /// What `.alter()` states anew.
  enum Aspect { case type, nullability }

  var definition: ColumnDefinition
  var constraints: [Constraint]
  var position = ColumnPosition.last
  var range: ScriptRange
  /// The first call of the chain, by which later calls on the same column are known.
  var origin: ScriptRange
  var isAltered = false
  var alters: Set<Aspect> = [.type, .nullability]
  /// Indexes and references that are made after it.
  var steps: [KnexTableBlock.Step] = []
}

/// Collects what the function of `createTable` and `alterTable` says.
struct KnexTableBlock {
  /// The table builder as a value.
  static let handle = "(table)"

  /// Something that is done after the columns are there.
  struct Step {
    var kind: OperationKind
    var range: ScriptRange
  }

  let table: TableName
  let spelling: SQLSpelling
  private var columns: [KnexColumn] = []
  var constraints: [Constraint] = []
  private var ownSteps: [Step] = []

  init(table: TableName, spelling: SQLSpelling) {
    self.table = table
    self.spelling = spelling
  }

  /// New columns in order.
  var added: [KnexColumn] { columns.filter { !$0.isAltered } }
  /// Columns that are stated anew.
  var altered: [KnexColumn] { columns.filter(\.isAltered) }
  /// What is done after the columns, in order.
  var steps: [Step] { ownSteps + columns.flatMap(\.steps) }

  mutating func read(_ trace: ScriptTrace, _ output: inout ProgramOutput) {
    output.report(trace.troubles)
    let outer = (output.standing, output.site)
    for executed in trace.calls {
      output.standing = ProgramStanding(executed).inside(outer.0)
      output.site = outer.1 ?? executed.site
      let isValue = executed.use == .part && executed.call.chain.first?.resolved?.hasPrefix("this.") ?? false
      guard !output.standing.isNever, !isValue else { continue }
      read(executed.call, &output)
    }
    (output.standing, output.site) = outer
  }

  private mutating func read(_ call: FoldedCall, _ output: inout ProgramOutput) {
    let links = call.chain
    guard let first = links.first, let root = first.resolved,
      root.hasPrefix(Self.handle + ".") || root.hasPrefix("this.")
    else {
      let isGiven = call.arguments.contains {
        $0.value.resolved == Self.handle || $0.value.resolved == "this"
      }
      if isGiven, call.name != "log" {
        output.report(
          "unknown-helper", "\"\(call.name)\" gets the table, and what it does is not known", at: call.range,
          .mayChangeSchema, tables: [table])
      }
      return
    }
    if KnexTypes.methods.contains(first.name) {
      guard let column = column(links, &output) else {
        return output.report(
          "dynamic-name", "the column that \"\(first.name)\" makes is put together at run time",
          at: call.range,
          .mayChangeSchema, tables: [table])
      }
      if first.range.start < call.range.start || first.range.end > call.range.end,
        let old = columns.lastIndex(where: { $0.origin == first.range })
      {
        columns[old] = column
      } else {
        columns.append(column)
      }
      return
    }
    perform(links, &output)
  }

  /// Calls on the table itself.
  private mutating func perform(_ links: [FoldedCall], _ output: inout ProgramOutput) {
    guard let call = links.first else { return }
    switch call.name {
    case "timestamps": timestamps(call, &output)
    case "primary", "unique", "index", "foreign": addKey(links, &output)
    case "check": check(call, &output)
    default:
      guard let found = KnexTableSteps(table: table, spelling: spelling).steps(call) else {
        return output.report(
          "unknown-helper", "the table builder's \"\(call.name)\" is not known, or its names are not",
          at: call.range,
          .mayChangeSchema, tables: [table])
      }
      ownSteps += found.map { Step(kind: $0, range: call.range) }
    }
  }

  /// `timestamps(useTimestamps, defaultToNow, useCamelCase)`, or the same as options.
  private mutating func timestamps(_ call: FoldedCall, _ output: inout ProgramOutput) {
    let options = call.positional.first
    func flag(_ place: Int, _ name: String) -> Bool {
      if let value = options?.entry(name)?.boolean { return value }
      return call.positional.count > place ? call.positional[place].boolean ?? false : false
    }
    let isCamel = flag(2, "useCamelCase")
    let type =
      spelling.family == .postgres || spelling.family == .other
      ? "timestamp with time zone"
      : flag(0, "useTimestamps") && spelling.family == .mysql ? "timestamp" : "datetime"
    let rest = flag(1, "defaultToNow") ? " not null default CURRENT_TIMESTAMP" : ""
    for name in isCamel ? ["createdAt", "updatedAt"] : ["created_at", "updated_at"] {
      if let column = parsed(name, type + rest, call, &output) { columns.append(column) }
    }
  }

  private mutating func check(_ call: FoldedCall, _ output: inout ProgramOutput) {
    guard let text = call.positional.first?.text else { return }
    let name = call.positional.count > 2 ? call.positional[2].text : nil
    let sql =
      "ALTER TABLE " + spelling.name(table) + " ADD "
      + (name.map { "CONSTRAINT " + spelling.name($0) + " " } ?? "")
      + "CHECK (" + ProgramSQL(spelling).filled(ScriptText(text), call.positional.dropFirst().first).string
      + ")"
    for kind in output.parts(of: sql, at: call.range) { ownSteps.append(Step(kind: kind, range: call.range)) }
  }

  /// `primary([...])`, `unique([...])`, `index([...])`, `foreign("a").references("id").inTable("b")`.
  private mutating func addKey(_ links: [FoldedCall], _ output: inout ProgramOutput) {
    guard let call = links.first, let names = Self.names(call.positional.first) else {
      if let call = links.first {
        output.report(
          "dynamic-name", "the columns of \"\(call.name)\" are put together at run time", at: call.range,
          .mayChangeSchema, tables: [table])
      }
      return
    }
    let keys = KnexKeys(table: table, location: output.location(call.range))
    switch call.name {
    case "primary": constraints.append(keys.primary(names, Self.keyName(call)))
    case "unique": constraints.append(keys.unique(names, Self.keyName(call)))
    case "index": ownSteps.append(Step(kind: keys.index(names, Self.keyName(call)), range: call.range))
    default:
      guard let constraint = keys.foreign(names, links) else { return }
      ownSteps.append(Step(kind: .addConstraint(table, constraint, usingIndex: nil), range: call.range))
    }
  }

  /// One name or a list of them.
  static func names(_ value: FoldedValue?) -> [String]? {
    guard let value else { return nil }
    if let text = value.text { return [text] }
    guard let elements = value.elements else { return nil }
    let texts = elements.compactMap { $0.text ?? $0.entry("column")?.text ?? $0.call?.positional.first?.text }
    return texts.count == elements.count ? texts : nil
  }

  /// The name of a key: the second argument, or one of its entries.
  static func keyName(_ call: FoldedCall) -> String? {
    let second = call.positional.dropFirst().first
    return second?.text ?? second?.entry("indexName")?.text ?? second?.entry("constraintName")?.text
  }
}
