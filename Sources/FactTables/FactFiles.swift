package import Domain

/// The texts of all tables and pages, wherever they come from.
package struct FactFiles: Sendable {
  /// Path below the rules folder -> text.
  private let texts: [String: String]
  /// Files that stand in place of a text, or beside them.
  private var replaced: [String: [UInt8]] = [:]

  /// Texts by path, for tests.
  package init(_ texts: [String: String]) {
    self.texts = texts
  }

  /// The texts that are part of the program.
  package static var embedded: FactFiles { FactFiles(EmbeddedFiles.all) }

  /// The embedded texts with those of a folder in place of them (`--rules DIR`).
  ///
  /// Of the folder only `*.yml` and `*.md` at its top are read, except `README.md`.
  package static func embedded(overriddenBy tree: FileTree) throws(FactError) -> FactFiles {
    var files = embedded
    var found = false
    for entry in tree.entries {
      let name = entry.path.display
      guard isFactFile(name) else { continue }
      do throws(FileReadError) {
        files.replaced[name] = try tree.contents(of: entry)
      } catch {
        throw FactError(file: name, message: error.message, nextStep: "make the file readable")
      }
      found = true
    }
    guard found else {
      throw FactError(
        file: "", message: "the folder holds no table and no rule page",
        nextStep: "name a folder with \"loaders.yml\", \"lexicon.yml\" or pages \"<rule-id>.md\"")
    }
    return files
  }

  /// The paths of all texts, sorted.
  package var names: [String] { Set(texts.keys).union(replaced.keys).sorted() }

  /// The bytes of one text.
  package func bytes(_ name: String) -> [UInt8]? {
    replaced[name] ?? texts[name].map { Array($0.utf8) }
  }

  private static func isFactFile(_ name: String) -> Bool {
    name != "README.md" && !name.contains("/") && (name.hasSuffix(".yml") || name.hasSuffix(".md"))
  }
}
