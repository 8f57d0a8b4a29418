import Domain
import FactTables
import Foundation
import Testing

@Suite struct EmbeddedFilesTests {
  private static let rules = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("rules")

  @Test func `what is embedded is what the folder holds`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.rules.resolvingSymlinksInPath().path)
      .filter { ($0.hasSuffix(".yml") || $0.hasSuffix(".md")) && $0 != "README.md" }.sorted()
    let embedded = FactFiles.embedded
    #expect(embedded.names == names, "run ci/generate")
    for name in names {
      let bytes = [UInt8](try Data(contentsOf: Self.rules.appendingPathComponent(name)))
      #expect(embedded.bytes(name) == bytes, "\(name) differs: run ci/generate")
    }
  }

  @Test func `everything embedded can be read, examples too`() throws {
    let facts = try Facts.embedded()
    #expect(facts.loaders.loaders.count >= 12)
    for page in facts.pages {
      #expect(page.body.hasPrefix("# \(page.id)\n"), "\(page.id): the page starts with its heading")
      // That every page fires and is silent somewhere stands with the tests that run the examples.
      for example in try page.examples() {
        #expect(!example.expectations.isEmpty, "\(page.id):\(example.line): the example expects nothing")
      }
    }
  }

  @Test func `a folder replaces what it holds and keeps the rest`() throws {
    let tree = FileTree([
      "lexicon.yml": "version: 1\nabbreviations: {foo: [bar]}\n", "README.md": "not a page",
      "column-renamed.md": "---\nsummary: changed\ndefaults: {otherwise: review}\n---\n# column-renamed\n",
      "deeper/loaders.yml": "not read",
    ])
    let facts = try Facts(try FactFiles.embedded(overriddenBy: tree))
    #expect(facts.lexicon.abbreviations == ["foo": ["bar"]])
    #expect(facts.page("column-renamed")?.summary == "changed")
    #expect(facts.defaults(of: ["column-renamed"])["column-renamed"]?.otherwise == .review)
    #expect(facts.loaders.loader(id: "fivetran") != nil)
  }

  @Test func `a folder without tables or pages is an error`() {
    #expect(throws: FactError.self) { try FactFiles.embedded(overriddenBy: FileTree(["a.txt": ""])) }
  }

  @Test func `a table with another name is an error that names the nearest`() throws {
    let error = #expect(throws: FactError.self) {
      try Facts(try FactFiles.embedded(overriddenBy: FileTree(["loader.yml": "version: 1\n"])))
    }
    #expect(
      error?.description == "rules/loader.yml:1:1: no table has this name; did you mean \"loaders.yml\"?")
  }
}
