import Domain
import ScriptSyntax

/// SQL files of programs in C#: `File.ReadAllText(Path.Combine(folder, "a.sql"))`.
extension ProgramTexts {
  /// Whether a program names such files, or reads files whose names come from elsewhere.
  static func isRead(in bytes: [UInt8]) -> Bool {
    (endings + ["ReadAllText", "GetManifestResourceStream"]).contains {
      ByteSearch.contains(bytes, Array($0.utf8))
    }
  }

  /// What a call gives that reads such a file.
  var answer: ScriptAnswers {
    { call, _ in
      func given(_ text: String?) -> FoldedValue? {
        text.map { FoldedValue(.string(ScriptText($0, at: call.range.start)), at: call.range) }
      }
      switch call.name {
      case "ReadAllText", "ReadAllTextAsync", "GetManifestResourceStream", "OpenText":
        return given(self.text(named: call.positional.first.flatMap { Self.lastText($0) } ?? ""))
      case "ReadToEnd", "ReadToEndAsync":
        guard let reader = call.receiverCall, reader.name == "StreamReader" else { return nil }
        return given(reader.positional.first?.text)
      default: return nil
      }
    }
  }

  /// The text at the end of a value that is put together.
  private static func lastText(_ value: FoldedValue) -> String? {
    if case .joined(let parts) = value.content { return parts.last?.text }
    return value.text
  }

  /// The SQL files of a project that migrations name, and those beside them: they run by those migrations only.
  static func read(
    by files: [FileEntry], _ project: CSharpProject, _ listing: FileListing, _ source: FileSource
  ) -> [FileEntry] {
    let folders = listing.folders.filter { project.folder.holds($0.path) }.map { folder in
      folder.files.filter { isText($0.name) }
    }.filter { !$0.isEmpty && $0.count < 2_000 }
    guard project.file != nil, !folders.isEmpty else { return [] }
    let marks = endings.map { Array(($0 + "\"").utf8) }
    var naming: [[UInt8]] = []
    for file in files where naming.count < 200 && !CSharpFiles.isSnapshot(file.path.lastComponent) {
      guard let text = try? source.text(of: file).get(),
        marks.contains(where: { ByteSearch.contains(text.bytes, $0) })
      else { continue }
      naming.append(text.bytes)
    }
    let named = folders.filter { folder in
      folder.contains { file in naming.contains { ByteSearch.contains($0, Array(file.name.utf8)) } }
    }
    return named.flatMap { $0.map(\.entry) }
  }
}
