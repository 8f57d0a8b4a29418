import Documents
package import Domain

/// Everything that is known without reading a repository: loaders, words, and the rules' pages.
package struct Facts: Sendable {
  /// What each loader makes of a change.
  package let loaders: LoaderTable
  /// Words in names.
  package let lexicon: Lexicon
  /// The pages of the rules, sorted by id.
  package let pages: [RulePage]

  /// Reads all tables and pages; the first thing that is wrong is thrown with its place.
  package init(_ files: FactFiles) throws(FactError) {
    loaders = try Self.table("loaders.yml", files, LoaderTableReader.table)
    lexicon = try Self.table("lexicon.yml", files, LexiconReader.lexicon)
    var pages: [RulePage] = []
    for name in files.names {
      if name.hasSuffix(".md") {
        pages.append(try RulePageReader.page(name, files.bytes(name) ?? []))
      } else if name != "loaders.yml", name != "lexicon.yml" {
        let nearest = NearestName.of(name, among: ["loaders.yml", "lexicon.yml"])
        throw FactError(
          file: name, message: "no table has this name",
          nextStep: nearest.map { "did you mean \"\($0)\"?" } ?? "use \"loaders.yml\" or \"lexicon.yml\"")
      }
    }
    self.pages = pages
  }

  /// The facts that are part of the program.
  package static func embedded() throws(FactError) -> Facts { try Facts(.embedded) }

  /// The page of a rule.
  package func page(_ rule: String) -> RulePage? { pages.first { $0.id == rule } }

  /// What the pages declare, by rule.
  package var defaults: [String: RuleDefaults] {
    Dictionary(pages.map { ($0.id, $0.defaults) }, uniquingKeysWith: { first, _ in first })
  }

  private static func table<Table>(
    _ name: String, _ files: FactFiles, _ read: (DocumentNode) throws(DocumentError) -> Table
  ) throws(FactError) -> Table {
    do throws(DocumentError) {
      return try read(try YAMLReader.document(of: files.bytes(name) ?? []))
    } catch {
      throw FactError(file: name, error)
    }
  }
}
