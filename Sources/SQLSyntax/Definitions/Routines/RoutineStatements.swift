/// `CREATE [OR REPLACE] FUNCTION | PROCEDURE name (arguments) RETURNS ... body`.
package struct CreateRoutine: Sendable {
  package var kind: ObjectKind
  package var name: QualifiedName
  package var orReplace = false
  package var arguments: [RoutineArgument] = []
  package var returns: RoutineResult = .unspecified
  /// The language's name, folded; nil if none was written.
  package var language: String?
  package var body: RoutineBody = .none
}

/// One argument of a routine.
package struct RoutineArgument: Sendable {
  /// The direction written; `input` if none was.
  package enum Mode: String, Hashable, Sendable {
    case input, output, inputOutput, variadic
  }

  package var mode: Mode = .input
  package var name: Identifier?
  package var type: TypeName
  package var defaultValue: Expression?
}

/// What a routine returns.
package enum RoutineResult: Sendable {
  case unspecified
  case type(TypeName)
  /// `RETURNS TABLE (name type, ...)`.
  case table([RoutineArgument])
}

/// What a routine runs.
package enum RoutineBody: Sendable {
  case none
  /// `AS 'text'`, in any quoting; for C functions the object file.
  case text(QuotedBody)
  /// `BEGIN ATOMIC ... END` or `RETURN expression`.
  case statements([Statement])
}

/// Program text inside a string literal.
package struct QuotedBody: Hashable, Sendable {
  /// The text, with escapes undone.
  package var text: [UInt8]
  /// The literal's content in the file, without its quotes.
  package var range: ByteRange
  /// Whether `text` stands in the file byte for byte, so that positions inside add up.
  package var isVerbatim: Bool
}

/// `CREATE [OR REPLACE] MACRO name(parameters) AS expression | TABLE query` (DuckDB).
package struct CreateMacro: Sendable {
  package var name: QualifiedName
  package var orReplace = false
  package var parameters: [Identifier] = []
  /// The scalar body; nil for a table macro.
  package var expression: Expression?
  /// The table body; nil for a scalar macro.
  package var query: Query?
}

/// `CREATE [OR REPLACE] [CONSTRAINT] TRIGGER name timing events ON table ... EXECUTE FUNCTION f()`.
package struct CreateTrigger: Sendable {
  package var name: Identifier
  package var table: QualifiedName
  package var orReplace = false
  package var isConstraint = false
  /// `before`, `after` or `instead of`.
  package var timing: String
  /// `insert`, `update`, `delete`, `truncate` in the order written.
  package var events: [String]
  /// The columns of `UPDATE OF columns`.
  package var columns: [Identifier] = []
  package var condition: Expression?
  package var function: QualifiedName
}

/// `CREATE POLICY name ON table ...` and `ALTER POLICY name ON table ...`.
package struct PolicyDefinition: Sendable {
  package var name: Identifier
  package var table: QualifiedName
  package var alters = false
  package var usingExpression: Expression?
  package var checkExpression: Expression?
}
