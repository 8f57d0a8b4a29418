import Domain
import ScriptSyntax

/// Follows functions of a script, and those that these hand to others.
protocol FunctionProgram: TracedProgram {
  var run: ScriptRun { get }
  /// Functions that are run inside of each other.
  var depth: Int { get set }

  /// Runs a function with what the tool hands to it.
  mutating func perform(_ body: FoldedClosure)
}

extension FunctionProgram {
  mutating func perform(_ body: FoldedClosure) { follow(body) }

  /// Runs a function, what it calls in its order.
  mutating func follow(_ body: FoldedClosure, _ arguments: [FoldedValue] = []) {
    nested(body) { program in
      program.perform(program.run.calls(in: body, arguments: arguments.map { FoldedArgument($0) }))
    }
  }

  /// Follows a function in a way of its own, as far as functions may be nested.
  mutating func nested(_ body: FoldedClosure, _ follow: (inout Self) -> Void) {
    guard depth < 12 else {
      return output.report(
        "work-limit", "functions are nested deeper than is read", at: body.function.range, .mayChangeSchema)
    }
    depth += 1
    defer { depth -= 1 }
    follow(&self)
  }
}
