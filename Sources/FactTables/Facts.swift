import Documents
package import Domain

/// Everything that is known without reading a repository: loaders, words, and the rules' pages.
package struct Facts: Sendable {
  /// What each loader makes of a change.
  package let loaders: LoaderTable
  /// Words in names.
  package let lexicon: Lexicon
  private let files: FactFiles

  /// Reads all tables and checks all pages; the first thing that is wrong is thrown with its place.
  package init(_ files: FactFiles) throws(FactError) {
    try self.init(tablesOf: files)
    for name in files.names {
      if name.hasSuffix(".md") {
        _ = try RulePageReader.page(name, files.bytes(name) ?? [])
      } else if name != "loaders.yml", name != "lexicon.yml" {
        let nearest = NearestName.of(name, among: ["loaders.yml", "lexicon.yml"])
        throw FactError(
          file: name, message: "no table has this name",
          nextStep: nearest.map { "did you mean \"\($0)\"?" } ?? "use \"loaders.yml\" or \"lexicon.yml\"")
      }
    }
  }

  private init(tablesOf files: FactFiles) throws(FactError) {
    self.files = files
    loaders = try Self.table("loaders.yml", files, LoaderTableReader.table)
    lexicon = try Self.table("lexicon.yml", files, LexiconReader.lexicon)
  }

  /// The facts that are part of the program; its pages were checked when it was tested, and are read when asked for.
  package static func embedded() throws(FactError) -> Facts { try Facts(tablesOf: .embedded) }

  /// The pages of the rules, sorted by id.
  package var pages: [RulePage] {
    files.names.filter { $0.hasSuffix(".md") }.compactMap { page(String($0.dropLast(3))) }
  }

  /// The page of a rule.
  package func page(_ rule: String) -> RulePage? {
    let name = rule + ".md"
    guard let bytes = files.bytes(name) else { return nil }
    return try? RulePageReader.page(name, bytes)
  }

  /// What the pages of these rules declare.
  package func defaults(of rules: Set<String>) -> [String: RuleDefaults] {
    var found: [String: RuleDefaults] = [:]
    for rule in rules { found[rule] = page(rule)?.defaults }
    return found
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
