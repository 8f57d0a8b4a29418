import Domain
import ScriptSyntax

/// What the models of an ORM of Python do to rows: `User.filter(tier="gold").update(tier="premium")`.
protocol PythonModels {
  /// What a call does; nil if it is none of a model.
  func change(_ call: FoldedCall) -> PythonRowChange?

  /// The query of a model that a value is: `User.all()`; nil for others.
  func query(_ call: FoldedCall) -> PythonModelQuery?
}

/// A change of rows by a model.
enum PythonRowChange {
  /// It is understood.
  case known(OperationKind)
  /// It runs SQL, with values for its marks.
  case sql(FoldedValue, [FoldedValue])
  /// It changes rows of the table, of any if that is not known.
  case unknown(TableName?)
  /// It changes nothing of its own.
  case none

  /// Methods of models that change rows, in these ORMs.
  static let writes: Set<String> = [
    "create", "bulk_create", "bulk_update", "update", "delete", "save", "get_or_create", "update_or_create",
    "add",
    "remove", "clear",
  ]
}

/// A query for rows of a model.
struct PythonModelQuery {
  var table: TableName
  /// The key of the table.
  var key: String
  /// The column that an attribute of a row is; nil for one that is none.
  var columnName: (String) -> String?
  /// What rows must equal; nil where the query chooses them in another way.
  var equals: [(column: String, value: FoldedValue)]?

  /// The query in the words of query builders, made from a call of it: `from("users").where("tier", "gold")`.
  func builder(_ call: FoldedCall) -> FoldedValue {
    func text(_ text: String) -> FoldedArgument {
      FoldedArgument(FoldedValue(.string(ScriptText(text, at: call.range.start)), at: call.range))
    }
    func link(_ name: String, _ arguments: [FoldedArgument], on receiver: FoldedValue?) -> FoldedValue {
      var made = call
      made.arguments = arguments
      let reference = FoldedValue(.reference(FoldedReference(written: name, resolved: name)), at: call.range)
      made.callee = receiver.map { FoldedMember.made(name, of: $0) } ?? reference
      return FoldedValue(.call(made), at: call.range)
    }
    var value = link("from", [text(table.display)], on: nil)
    for (column, wanted) in equals ?? [] {
      value = link("where", [text(column), FoldedArgument(wanted)], on: value)
    }
    return equals == nil ? link("limit", [], on: value) : value
  }
}
