import Domain
import ScriptSyntax

/// Follows what a function does with the connection, builder or query interface that a tool hands to it.
///
/// A tool says what its own calls do; running functions, and the conditions and places of what they call, are the same
/// for all.
protocol DatabaseProgram: FunctionProgram {
  /// What the tool hands over, for messages: `query runner`.
  static var handleName: String { get }
}

extension DatabaseProgram {
  /// The connection, or another value of the tool.
  static func handle(at range: ScriptRange, _ name: String = ProgramHandle.database) -> FoldedValue {
    FoldedValue(.reference(FoldedReference(written: name, resolved: name)), at: range)
  }

  /// Runs a function with the connection as its only argument.
  mutating func perform(_ body: FoldedClosure) {
    follow(body, [Self.handle(at: body.function.range)])
  }

  /// Tells of a function that is not of the repository and is given the connection.
  mutating func reportForeign(_ call: FoldedCall) {
    let name = call.name.isEmpty ? "a function" : "\"\(call.name)\""
    output.report(
      "unknown-helper", "\(name) gets the \(Self.handleName), and what it does is not known", at: call.range,
      .mayChangeSchema)
  }

  /// Whether a call is given the connection, alone or as an entry of options.
  static func isGivenHandle(_ call: FoldedCall, orMembers suffixes: [String] = []) -> Bool {
    call.arguments.contains { argument in
      let name = argument.value.resolved ?? ""
      return name == ProgramHandle.database
        || suffixes.contains { name.hasPrefix(ProgramHandle.database + $0) }
        || argument.value.entries?.contains { $0.value.resolved == ProgramHandle.database } ?? false
    }
  }

  /// Tells of a call whose names are not known; of a table, if that is known.
  mutating func reportUnknownName(
    _ call: FoldedCall, _ reach: Diagnostic.Reach? = nil, _ table: TableName? = nil
  ) {
    output.report(
      "dynamic-name", "what \"\(call.name)\" changes is not known, or is put together at run time",
      at: call.range, reach ?? Self.reach(ofUnknown: call.name), tables: table.map { [$0] } ?? [])
  }

  /// What a call can do whatever it names: an index more takes nothing from readers, one less at most lets rows repeat.
  private static func reach(ofUnknown name: String) -> Diagnostic.Reach {
    switch name {
    case "createIndex", "createIndices", "addIndex", "createForeignKey", "createForeignKeys",
      "dropForeignKey",
      "dropForeignKeys", "addForeignKey", "removeForeignKey":
      .harmless
    case "dropIndex", "dropIndices", "removeIndex": .mayChangeRows
    default: .mayChangeSchema
    }
  }
}
