import Domain
import ScriptSyntax

/// Follows what a method does with the migration builder that it is given.
struct EFProgram: CSharpTables {
  static let handleName = "migration builder"

  let run: ScriptRun
  var output: ProgramOutput
  let library: CSharpLibrary
  var depth = 0
  /// The class whose method runs.
  private var owner: ScriptClass?
  var unknown: Set<String> = []

  init(run: ScriptRun, output: ProgramOutput, library: CSharpLibrary) {
    self.run = run
    self.output = output
    self.library = library
  }

  /// Whether schemas are a part of names: where they are not, the tool leaves them out.
  var hasSchemas: Bool { spelling.family != .mysql && spelling.family != .sqlite }

  var columns: EFColumn { EFColumn(spelling: spelling) }

  /// Runs a method of a migration, or the one that it has from a class above it.
  mutating func perform(_ name: String, of type: ScriptClass) {
    owner = type
    if let own = type.method(name) { return perform(ScriptRun.closure(own, of: type)) }
    if let body = run.inherited(name, of: type) { return perform(body) }
    if name == "Up", !isPlain, !runAttributes(at: type.range) {
      output.report(
        "no-migration", "the class that this one is built on is not known, nor what its \"Up\" does",
        at: type.range, .mayChangeSchema)
    }
  }

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    let links = call.chain
    guard let first = links.first, let resolved = first.resolved,
      resolved.hasPrefix(ProgramHandle.database + ".")
    else { return performForeign(call) }
    // What stands in a chain before a variable was done when the variable was bound.
    guard first.range.start >= call.range.start else { return }
    let path = resolved.dropFirst(ProgramHandle.database.count + 1)
    if path.hasPrefix("ActiveProvider") { return }
    guard !path.contains(".") else { return reportForeign(first) }
    performOperation(first, EFAnnotations(links.dropFirst()))
  }

  /// Code of the application that is given the builder.
  private mutating func performForeign(_ call: FoldedCall) {
    guard Self.isGivenHandle(call), !Self.assertions.contains(call.name) else { return }
    if let name = call.resolved?.split(separator: ".").dropLast().last { unknown.insert(String(name)) }
    if call.resolved == "base.Up" || call.resolved == "base.Down" {
      if isPlain || runAttributes(at: call.range) { return }
    }
    if runFile(call) { return }
    reportForeign(call)
  }

  /// Functions of .NET and of well-known libraries that check that there is a builder:
  /// `ArgumentNullException.ThrowIfNull(migrationBuilder)` (analyser rule CA1062).
  private static let assertions: Set<String> = [
    "ThrowIfNull", "NotNull", "ArgumentNotNull", "AgainstNull", "CheckNotNull", "IsNotNull", "Null",
  ]

  /// Whether the class is built on the tool's own, which does nothing by itself.
  private var isPlain: Bool {
    owner?.bases.first?.dottedName?.split(separator: ".").last == "Migration"
  }

  /// Runs the SQL files that the attributes of a class name, which a class above it reads; false for none.
  private mutating func runAttributes(at range: ScriptRange) -> Bool {
    var names: [String] = []
    for case .call(let call) in owner?.decorators ?? [] {
      names += call.positional.compactMap(\.stringText).filter { ProgramTexts.isText($0) }
    }
    guard !names.isEmpty, !output.isReverse else { return !names.isEmpty }
    let texts = names.sorted().compactMap { library.text(named: $0) }
    guard texts.count == names.count else { return false }
    // A loop over the attributes runs each of them.
    let outer = output.standing
    output.standing.isConditional = false
    for text in texts { output.run(ScriptText(text, at: range.start), at: range) }
    output.standing = outer
    return true
  }

  /// A function of the application that is given the name of one SQL file runs it.
  private mutating func runFile(_ call: FoldedCall) -> Bool {
    let names = call.arguments.compactMap { $0.value.text }.filter { ProgramTexts.isText($0) }
    guard names.count == 1 else { return false }
    // One name stands for the files of both ways.
    let name = names[0].replacingParts("{0}", with: output.isReverse ? "Down" : "Up")
    guard let text = library.text(named: name) else { return false }
    output.run(ScriptText(text, at: call.range.start), at: call.range)
    return true
  }

  private mutating func performOperation(_ call: FoldedCall, _ annotations: EFAnnotations) {
    switch call.name {
    case "Sql":
      let value = call.argument(0, "sql")
      for link in value?.call?.chain ?? [] where runFile(link) { return }
      // A class above reads the files that attributes name: `migrationBuilder.Sql(reader.ReadToEnd())`.
      if value?.call?.name == "ReadToEnd", runAttributes(at: call.range) { return }
      output.run(value, bindings: nil, at: call.range)
      if value?.located == nil { note(value) }
    case "CreateTable": createTable(call, annotations)
    case "DropTable", "RenameTable": performTable(call)
    case "AddColumn", "AlterColumn", "DropColumn", "RenameColumn": performColumn(call, annotations)
    case "CreateIndex", "DropIndex", "RenameIndex": performIndex(call)
    case "AddPrimaryKey", "AddUniqueConstraint", "AddForeignKey", "AddCheckConstraint",
      "CreateCheckConstraint",
      "DropPrimaryKey", "DropUniqueConstraint", "DropForeignKey", "DropCheckConstraint":
      performConstraint(call)
    case "InsertData", "UpdateData", "DeleteData": performRows(call)
    case "EnsureSchema", "DropSchema": performSchema(call)
    case "AlterDatabase": alterDatabase(call, annotations)
    case "CreateSequence", "DropSequence", "AlterSequence", "RenameSequence", "RestartSequence", "AlterTable",
      "IsNpgsql", "IsSqlServer", "IsSqlite", "IsMySql", "ToString", "GetType", "Equals":
      break
    default:
      if !runFile(call) { reportForeign(call) }
    }
  }

  private mutating func performSchema(_ call: FoldedCall) {
    guard hasSchemas else { return }
    guard let name = text(call.argument(0, "name")) else {
      // A schema more, whatever its name, changes no table.
      return call.name == "EnsureSchema" ? () : reportUnknownName(call)
    }
    if call.name == "EnsureSchema" {
      output.emit(.createSchema(name), at: call.range)
    } else {
      output.emit(.dropSchema(name, cascade: false), at: call.range)
    }
  }

  /// The table of a call, by its own or another name of the argument.
  mutating func table(_ call: FoldedCall, _ place: Int, _ name: String, schema: (place: Int, name: String))
    -> TableName?
  {
    guard let text = text(call.argument(place, name)) else { return nil }
    return TableName(schema: self.schema(call.argument(schema.place, schema.name)), text)
  }

  /// A schema; none where the tool leaves it out or it is not known.
  mutating func schema(_ value: FoldedValue?) -> String? {
    guard hasSchemas, let value, !value.isNull else { return nil }
    if value.text == nil { note(value) }
    return value.text
  }
}

/// What calls behind an operation say: `.Annotation("SqlServer:Identity", "1, 1")`.
struct EFAnnotations {
  private let links: [FoldedCall]

  init(_ links: some Sequence<FoldedCall>) { self.links = Array(links) }

  /// The value of an annotation.
  subscript(_ name: String) -> FoldedValue? {
    links.last { $0.name == "Annotation" && $0.argument(0, "name")?.text == name }?.argument(1, "value")
  }

  /// The annotations, or those before the change, whose names begin in a way, by what follows.
  func all(_ prefix: String, old: Bool) -> [(name: String, value: FoldedValue)] {
    links.compactMap { link in
      guard link.name == (old ? "OldAnnotation" : "Annotation"), let name = link.argument(0, "name")?.text,
        name.hasPrefix(prefix), let value = link.argument(1, "value")
      else { return nil }
      return (String(name.dropFirst(prefix.count)), value)
    }
  }
}
