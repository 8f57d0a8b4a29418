import Domain
import ScriptSyntax

extension DjangoReplay {
  /// `RunPython(code, reverse_code, atomic, hints, elidable)`: what the code does to rows.
  mutating func runPython(_ call: FoldedCall) {
    guard !isStateOnly else { return }
    if let code = call.argument(0, "code") { runProgram(code) }
    guard let reverse = call.argument(1, "reverse_code"), let function = function(reverse) else {
      return
    }
    let outcome = outcome(of: function)
    result.reverseOperations += outcome.operations
  }

  private mutating func runProgram(_ code: FoldedValue) {
    if code.isNothingToRun { return }
    if let found = code.resolved.flatMap({ library.function($0, from: file) }) {
      let own = file
      file = found.module
      let outcome = outcome(of: (found.function, nil))
      file = own
      return keepCalled(outcome, at: code.range)
    }
    if let outcome = made(code) { return keepCalled(outcome, at: code.range) }
    guard let function = function(code) else {
      return report(
        "unread-code", "the program of this operation is not defined in this file", at: code.range,
        .mayChangeRows)
    }
    keep(outcome(of: function))
  }

  /// Keeps what a program of another file does, which is shown where it is called.
  mutating func keepCalled(_ outcome: RowProgram.Outcome, at range: ScriptRange) {
    var outcome = outcome
    let path = file.entry.path.display
    let told = outcome.diagnostics.filter { $0.reach != .harmless && $0.location.file != path }
    outcome.diagnostics.removeAll { $0.location.file != path }
    keep(outcome)
    guard let worst = told.first(where: { $0.reach == .mayChangeSchema }) ?? told.first else { return }
    let tables = Set(told.flatMap(\.tables)).sorted { $0.display < $1.display }
    report(
      "unread-code", "the program of this operation is not read to the end: " + worst.summary,
      at: range, worst.reach, tables: told.contains { $0.tables.isEmpty } ? [] : tables)
  }

  /// What a function does that another one makes, or an object that can be called: `Backfill("shop", "order")`.
  private func made(_ code: FoldedValue) -> RowProgram.Outcome? {
    switch code.content {
    case .closure(let closure) where closure.captured.isEmpty: return nil
    case .call(let call) where call.name == "partial": return nil
    case .closure, .call, .element: break
    default: return nil
    }
    var program = RowProgram(state: state, settings: settings, file: file, library: library)
    program.dialect = sql.dialectName
    let value = program.program(code)
    return program.run(value, at: code.range) ? program.outcome : nil
  }

  /// A function, or one with arguments bound.
  private func function(_ value: FoldedValue) -> (ScriptFunction, FoldedCall?)? {
    switch value.content {
    case .closure(let closure): return (closure.function, nil)
    case .call(let call) where call.name == "partial":
      guard case .closure(let closure)? = call.positional.first?.content else { return nil }
      return (closure.function, call)
    case .reference(let reference):
      // A function of the class's own body.
      let migration = file.script?.classes.last { $0.name == "Migration" }
      return migration?.method(reference.name).map { ($0, nil) }
    default: return nil
    }
  }

  private func outcome(of function: (ScriptFunction, FoldedCall?)) -> RowProgram.Outcome {
    var program = RowProgram(state: state, settings: settings, file: file, library: library)
    program.dialect = sql.dialectName
    let bound = function.1?.positional.dropFirst().map { RowProgram.lifted($0) } ?? []
    var named: [String: RowValue] = [:]
    for argument in function.1?.arguments ?? [] {
      if let name = argument.name { named[name] = RowProgram.lifted(argument.value) }
    }
    program.run(function.0, bound: bound, named: named)
    return program.outcome
  }

  /// Keeps what a program does, the SQL that it runs in place.
  private mutating func keep(_ outcome: RowProgram.Outcome) {
    var done = 0
    for (place, text, origin) in outcome.texts {
      result.operations += outcome.operations[min(done, place)..<place]
      done = place
      run(text, of: origin)
    }
    result.operations += outcome.operations[min(done, outcome.operations.count)...]
    result.diagnostics += outcome.diagnostics
  }
}
