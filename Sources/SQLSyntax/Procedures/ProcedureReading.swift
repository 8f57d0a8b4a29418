/// What a program (DO block, function body) runs, as far as it can be told without running it.
package struct ProcedureReading: Sendable {
  /// The SQL statements in the order in which they would run.
  package var statements: [EmbeddedStatement] = []
  /// What could not be read or foreseen.
  package var troubles: [ProcedureTrouble] = []
}

/// An SQL statement inside of a program.
package struct EmbeddedStatement: Sendable {
  /// The statement; its ranges are offsets in `text`.
  package var statement: Statement
  /// The statement's own text, with the program's `INTO` targets blanked and executed strings put together.
  package var text: [UInt8]
  /// From offsets in `text` to offsets in the file.
  package var positions: PositionMap
  /// Whether it may also not run: it stands in a branch, a loop, a handler, or after a conditional RETURN.
  package var isConditional: Bool
  /// The loops over rows of queries around it, the outermost first.
  package var loops: [LoopQuery] = []
  /// Whether it may also not run in a round of these loops.
  package var isConditionalInRound = false
  /// Whether a handler of its block catches errors, as in `EXCEPTION WHEN duplicate_object THEN NULL`.
  package var catchesErrors = false
  /// The conditions of the branches that it stands in, the outermost first.
  package var guards: [BranchGuard]
  /// Variables and arguments with a known value at this point, as the program names them.
  package var constants: [String: String]
  /// Whether parts of the text are not known: `ExecutedText.hole` stands for each, and the statement is not parsed.
  package var hasHoles = false
  /// What is known of the other variables.
  var partial = PartialValues()
}

/// A string that a program runs as SQL.
package enum ExecutedText {
  /// Stands for a part that is not known and that is a name, a number or the like: a byte that no SQL has.
  package static let hole = FoldedText.hole
}

/// What is known of a program's variables where it calls a routine.
package struct CallerValues: Sendable {
  /// The text that the call's ranges point into.
  let text: [UInt8]
  let variables: [String: FoldedText]
  let partial: PartialValues

  /// The variables at a statement of a program.
  package init(_ statement: EmbeddedStatement) {
    text = statement.text
    variables = statement.constants.mapValues { FoldedText(bytes: Array($0.utf8), positions: .identity) }
    partial = statement.partial
  }

  /// The columns of a query of the catalogue that calls routines; nil for another query.
  package init?(_ query: Query, in text: [UInt8]) {
    guard query.readsCatalogueOnly else { return nil }
    self.text = text
    variables = [:]
    var partial = PartialValues()
    partial.isInCatalogueQuery = true
    self.partial = partial
  }
}

/// The condition of a branch.
package struct BranchGuard: Sendable {
  /// The condition; nil if it could not be read. Its ranges are offsets in `text`.
  package var condition: Expression?
  /// Whether the branch runs when the condition does not hold: ELSE and ELSIF.
  package var isNegated: Bool
  /// The text that the condition's ranges point into.
  package var text: [UInt8]
}

/// Something in a program that could not be read or foreseen.
package struct ProcedureTrouble: Hashable, Sendable {
  /// What kind of trouble it is.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// EXECUTE of a string that is not known before it runs.
    case dynamicStatement
    /// A statement or block that the grammar does not allow.
    case syntax
    /// Too deep, too many statements or too large strings.
    case limit
    /// A language other than SQL and PL/pgSQL.
    case language
  }

  package var kind: Kind
  /// One line: lower case, names quoted, no final stop.
  package var message: String
  /// Where it stands in the file.
  package var range: ByteRange
  /// What is known of the start of an executed string, such as `alter table `.
  package var knownStart = ""
}

extension DoBlock {
  /// What the block runs. `positions` maps the offsets of the text that the block was read from.
  package func reading(dialect: Dialect, positions: PositionMap = .identity) -> ProcedureReading {
    let language = language ?? "plpgsql"
    return ProcedureReader.read(
      body, language: language, bindings: [:], dialect: dialect, positions: positions)
  }
}

extension CreateRoutine {
  /// What a call of the routine runs, with the literal arguments of the call, and those that its caller knows, as
  /// known values.
  ///
  /// `positions` maps the offsets of the text that the definition was read from.
  package func reading(
    arguments: [FunctionCall.Argument] = [], from caller: CallerValues? = nil, dialect: Dialect,
    positions: PositionMap = .identity
  ) -> ProcedureReading {
    let values = RoutineBindings(self, arguments, caller, dialect)
    let bindings = values.known
    switch body {
    case .none: return ProcedureReading()
    case .text(let body):
      return ProcedureReader.read(
        body, language: language ?? "sql", bindings: bindings, partial: values.partial, dialect: dialect,
        positions: positions)
    case .statements(let statements):
      let known = bindings.mapValues(\.string)
      return ProcedureReading(
        statements: statements.map {
          EmbeddedStatement(
            statement: $0, text: [], positions: positions, isConditional: false, guards: [],
            constants: known)
        })
    }
  }
}
