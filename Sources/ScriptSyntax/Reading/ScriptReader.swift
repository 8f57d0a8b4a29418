/// Reads a script to a located tree. Never fails: what cannot be read is a trouble of the file.
package enum ScriptReader {
  /// The tree of a text in a language.
  package static func read(_ source: [UInt8], as language: ScriptLanguage) -> ScriptFile {
    let whole = ScriptRange(0, source.count)
    guard source.count <= ScriptLimits.size else {
      let trouble = ScriptTrouble(
        .tooLarge, "a script of more than \(ScriptLimits.size >> 20) MiB is not read", at: whole)
      return ScriptFile(
        language: language, source: source, statements: [.unparsed(trouble)], troubles: [trouble])
    }
    switch language {
    case .python:
      var parser = PythonParser(source, range: whole)
      let statements = parser.file()
      return finished(language, source, statements, parser.troubles)
    case .javascript, .typescript:
      var parser = JavaScriptParser(source, hasTypes: language == .typescript)
      let statements = parser.file()
      return finished(language, source, statements, parser.troubles)
    case .ruby: return RubyReader.read(source)
    case .elixir: return ElixirReader.read(source)
    case .csharp:
      var parser = CSharpParser(source)
      let statements = parser.file()
      return finished(language, source, statements, parser.troubles)
    case .java:
      var parser = JavaParser(source)
      let statements = parser.file()
      return finished(language, source, statements, parser.troubles)
    case .kotlin:
      var parser = KotlinParser(source)
      let statements = parser.file()
      return finished(language, source, statements, parser.troubles)
    case .go:
      var parser = GoParser(source)
      let statements = parser.file()
      return finished(language, source, statements, parser.troubles)
    case .rust:
      var parser = RustParser(source)
      let statements = parser.file()
      return finished(language, source, statements, parser.troubles)
    case .php:
      var parser = PHPParser(source)
      let statements = parser.file()
      return finished(language, source, statements, parser.troubles)
    }
  }

  private static func finished(
    _ language: ScriptLanguage, _ source: [UInt8], _ statements: [ScriptStatement],
    _ troubles: [ScriptTrouble]
  ) -> ScriptFile {
    let sorted = troubles.sorted { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    return ScriptFile(language: language, source: source, statements: statements, troubles: sorted)
  }
}
