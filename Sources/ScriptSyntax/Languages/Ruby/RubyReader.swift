/// Reads Ruby. A statement that cannot be read stands as `unparsed`; reading goes on behind its line.
package enum RubyReader {
  /// The tree of a text.
  package static func read(_ source: [UInt8]) -> ScriptFile {
    guard source.count <= ScriptLimits.size else {
      let all = ScriptRange(0, source.count)
      let trouble = ScriptTrouble(.tooLarge, "the script is too large to be read", at: all)
      return ScriptFile(
        language: .ruby, source: source, statements: [.unparsed(trouble)], troubles: [trouble])
    }
    var parser = RubyParser(source)
    let statements = parser.parseFile()
    return ScriptFile(
      language: .ruby, source: source, statements: statements, troubles: parser.troubles)
  }
}
