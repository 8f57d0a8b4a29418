/// Follows what a tool does that hands Knex to its migrations, besides calls of its own.
protocol KnexBasedProgram: DatabaseProgram {
  /// Follows the calls of Knex, and keeps what both do.
  var knex: KnexProgram { get set }
}

extension KnexBasedProgram {
  var output: ProgramOutput {
    get { knex.output }
    set { knex.output = newValue }
  }
  var depth: Int {
    get { knex.depth }
    set { knex.depth = newValue }
  }
}
