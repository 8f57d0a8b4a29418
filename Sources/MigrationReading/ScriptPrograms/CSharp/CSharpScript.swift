import Domain
import ScriptSyntax

/// A parsed file of C#.
struct CSharpScript: Sendable {
  /// What parsed files are remembered as.
  static let kind = "c#"

  var text: SourceText?
  var unread: Diagnostic?
  var file: ScriptFile?

  static func read(_ entry: FileEntry, source: FileSource) -> CSharpScript {
    switch source.text(of: entry) {
    case .failure(let unread): CSharpScript(unread: unread.diagnostic)
    case .success(let text):
      CSharpScript(text: text, file: ScriptSyntax.ScriptReader.read(text.bytes, as: .csharp))
    }
  }
}
