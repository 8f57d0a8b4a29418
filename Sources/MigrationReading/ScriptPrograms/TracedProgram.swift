import ScriptSyntax

/// Does what the calls of a function do, one after the other.
protocol TracedProgram {
  var output: ProgramOutput { get set }

  /// What a call does, its conditions and place being those of the output.
  mutating func perform(_ executed: ExecutedCall)

  /// Does the calls of a function that is run where the output stands, and tells what was not followed.
  mutating func perform(_ trace: ScriptTrace)
}

extension TracedProgram {
  /// How names and values are written.
  var spelling: SQLSpelling { output.spelling }

  mutating func perform(_ trace: ScriptTrace) {
    let outer = (output.standing, output.site, output.executed)
    for executed in trace.calls {
      output.standing = ProgramStanding(executed).inside(outer.0)
      output.executed = (executed, outer.0)
      output.site = outer.1 ?? executed.site
      perform(executed)
    }
    (output.standing, output.site, output.executed) = outer
    output.report(trace.troubles)
  }
}
