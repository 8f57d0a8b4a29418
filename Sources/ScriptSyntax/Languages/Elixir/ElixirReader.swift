/// Reads Elixir. A statement that cannot be read stands as `unparsed`; reading goes on behind its line.
///
/// Constructs that every Elixir value may be stand in the shared tree so: modules are classes of the kind `module`,
/// `if`, `unless` and `cond` are branches, `for` is a comprehension, `with` and `try` are attempts, `case` is a call
/// whose block has clauses. `a |> f(b)` is `f(a, b)`; `@a` is a name; entries `a: 1` of a list are tuples of a symbol
/// and a value; `&f/1` and `&(&1 + 1)` are functions with parameters `&1`, `&2`.
package enum ElixirReader {
  /// The tree of a text.
  package static func read(_ source: [UInt8]) -> ScriptFile {
    guard source.count <= ScriptLimits.size else {
      let all = ScriptRange(0, source.count)
      let trouble = ScriptTrouble(.tooLarge, "the script is too large to be read", at: all)
      return ScriptFile(
        language: .elixir, source: source, statements: [.unparsed(trouble)], troubles: [trouble])
    }
    var parser = ElixirParser(source)
    let statements = parser.parseFile()
    let troubles = parser.troubles.sorted {
      ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end)
    }
    return ScriptFile(language: .elixir, source: source, statements: statements, troubles: troubles)
  }
}
