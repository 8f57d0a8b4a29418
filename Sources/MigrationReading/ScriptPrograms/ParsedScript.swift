import Domain
import ScriptSyntax

/// A file that is parsed as a program.
struct ParsedScript: Sendable {
  /// Its text; nil if it was not read.
  private(set) var text: SourceText?
  /// Why it was not read.
  private(set) var unread: Diagnostic?
  private(set) var script: ScriptFile?

  /// Parses a file.
  init(_ entry: FileEntry, _ source: FileSource, as language: ScriptLanguage) {
    switch source.text(of: entry) {
    case .failure(let unread): self.unread = unread.diagnostic
    case .success(let text):
      self.text = text
      script = ScriptSyntax.ScriptReader.read(text.bytes, as: language)
    }
  }
}

extension HistoryReader {
  /// A file as a program, parsed once.
  func parsed(_ entry: FileEntry, as language: ScriptLanguage) -> ParsedScript {
    remembered(entry, as: language.rawValue) { ParsedScript(entry, source, as: language) }
  }

  /// Does something while other threads parse many programs, for `parsed` to give out.
  func parsingAhead<Result>(
    _ entries: [FileEntry], as language: ScriptLanguage, while body: () -> Result
  ) -> Result {
    readingAhead(entries, as: language.rawValue, { ParsedScript($0, $1, as: language) }, while: body)
  }
}
