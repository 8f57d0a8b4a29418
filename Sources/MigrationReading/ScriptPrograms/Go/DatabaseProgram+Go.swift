import ScriptSyntax

extension DatabaseProgram {
  /// `Store{db}`: what a type does with the database is followed where the package has the type, else it is told.
  mutating func checkConstruction(_ call: FoldedCall) {
    if case .classValue = call.callee.content { return }
    if Self.isGivenHandle(call) { reportForeign(call) }
  }

  /// `models.DB.Exec("drop table a")`: the SQL of a database that the tool did not hand over, such as a global one; nil for
  /// other calls.
  static func statement(of call: FoldedCall) -> ArraySlice<FoldedValue>? {
    guard ["Exec", "ExecContext", "MustExec", "MustExecContext"].contains(call.name) else { return nil }
    let values = call.positional.dropFirst(call.name.hasSuffix("Context") ? 1 : 0)
    guard let text = values.first?.text else { return nil }
    let verb = ProgramSQL.verb(text)
    return ["insert", "update", "delete", "alter", "create", "drop", "truncate", "with"].contains(verb)
      ? values : nil
  }
}

extension FunctionProgram {
  /// `group.Go(func() error { ... })`: a function that holds the database and is given to code that is not known; what it
  /// does is done, or may be.
  mutating func performClosures(of call: FoldedCall) {
    let outer = output.standing
    if call.name != "Go" { output.standing.isConditional = true }
    for closure in call.closures { follow(closure, []) }
    output.standing = outer
  }
}
