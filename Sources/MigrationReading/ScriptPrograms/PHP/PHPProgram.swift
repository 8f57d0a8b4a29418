import Domain
import ScriptSyntax

/// Follows the methods of a migration that is a class of PHP.
protocol PHPProgram: FunctionProgram {}

extension PHPProgram {
  /// Runs a method of a migration; what a class above does is shown where the migration stands.
  mutating func perform(_ method: FoldedClosure, of type: ScriptClass) {
    if type.method(method.function.name) == nil { output.site = type.range }
    perform(method)
    output.site = nil
  }

  /// Tells of a call whose names are not known; of a table, if that is known.
  mutating func reportUnknownName(
    _ call: FoldedCall, _ reach: Diagnostic.Reach = .mayChangeSchema, _ table: TableName? = nil
  ) {
    output.report(
      "dynamic-name", "the names in \"\(call.name)\" are put together at run time", at: call.range, reach,
      tables: table.map { [$0] } ?? [])
  }
}
