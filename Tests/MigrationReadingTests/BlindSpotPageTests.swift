import Foundation
import Testing

/// Every id that a blind spot may carry stands in `docs/blind-spots.md`.
@Suite struct BlindSpotPageTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The ids in a text: words in quotes up to the first comma behind `Diagnostic(`, `report(` and their like.
  static func ids(in text: String) -> Set<String> {
    var ids: Set<String> = []
    for call in ["Diagnostic(", "report(", "misfit(", "note(", "add("] {
      for rest in text.components(separatedBy: call).dropFirst() {
        let argument = rest.prefix { $0 != "," && $0 != "\\" && $0 != ")" }
        let words = argument.components(separatedBy: "\"")
        for word in stride(from: 1, to: words.count, by: 2).map({ words[$0] }) where isID(word, of: call) {
          ids.insert(word)
        }
      }
    }
    return ids
  }

  /// Short names of functions take other words, too: behind them an id has two parts.
  private static func isID(_ word: String, of call: String) -> Bool {
    guard !word.isEmpty, call.count > 5 || word.contains("-") else { return false }
    return word.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x61...0x7A).contains($0) }
  }

  static func files(_ target: String) -> [URL] {
    let folder = root.appending(path: "Sources/" + target)
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (found?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
  }

  @Test(arguments: [
    ("MigrationReading", 50), ("SchemaReplay", 8), ("RegistryReading", 9), ("ColumnLineage", 3),
  ])
  func `every id is explained`(target: String, least: Int) throws {
    let page = try String(contentsOf: Self.root.appending(path: "docs/blind-spots.md"), encoding: .utf8)
    var seen: Set<String> = []
    for file in Self.files(target) {
      seen.formUnion(Self.ids(in: try String(contentsOf: file, encoding: .utf8)))
    }
    #expect(seen.count >= least, "the search finds too little: \(seen.sorted())")
    for id in seen.sorted() {
      #expect(page.contains("`\(id)`"), "\"\(id)\" of \(target) is not in docs/blind-spots.md")
    }
  }

  @Test func `ids are found however the call is laid out`() {
    let text = #"""
      Diagnostic(
        id: trouble.isDynamic ? "dynamic-sql" : "procedure", summary: "a", location: place)
      report("work-limit", "a text", range)
      report(
        "view-unread", "b", range)
      add("ruby", range)
      add("jinja-limit", range)
      """#
    #expect(Self.ids(in: text) == ["dynamic-sql", "procedure", "work-limit", "view-unread", "jinja-limit"])
  }
}
