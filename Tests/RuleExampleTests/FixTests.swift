import CLibPgQuery
import Domain
import FactTables
import Testing
import TidegateCLI

/// Fixes can be pasted: the texts for the backend are PostgreSQL, whatever the names in them.
@Suite struct FixTests {
  private static let selections: Set<String> = [
    "collation-changed", "column-dropped", "column-moved", "column-renamed", "column-retyped",
    "column-split", "columns-merged", "enum-value-renamed", "values-remapped", "values-rescaled",
  ]

  @Test(arguments: try RuleExampleCase.all())
  func `the fixes of an example are SQL`(example: RuleExampleCase) throws {
    try check(try example.report(try RulesFolder.facts()))
  }

  @Test(arguments: [
    "alter table \"or\"\"der; --\" rename column \"user\" to \"gr\"\"oup\";",
    "alter table \"or\"\"der; --\" rename to \"select\";",
    "alter table \"or\"\"der; --\" rename to \"ta\nble\";\nalter table \"ta\nble\" rename column \"it's\" to \"b\n; drop table x\";",
    "alter table \"or\"\"der; --\" drop column \"new\nline\";",
    "alter table \"or\"\"der; --\" alter column \"amount\" type integer;",
    "update \"or\"\"der; --\" set \"it's\" = case \"it's\" when 'a''b' then 'x\n--' when 'c' then '\"' end;",
    "delete from \"or\"\"der; --\" where \"it's\" = 'a''; drop table y; --';",
    "update \"or\"\"der; --\" set amount = amount * 100;",
    "alter table \"or\"\"der; --\" add column \"a b\" text;\nalter table \"or\"\"der; --\" add column \"c\nd\" text;\n"
      + "update \"or\"\"der; --\" set \"a b\" = split_part(\"it's\", ' ', 1), \"c\nd\" = split_part(\"it's\", ' ', 2);\n"
      + "alter table \"or\"\"der; --\" drop column \"it's\";",
    "drop table \"or\"\"der; --\";\ncreate table \"or\"\"der; --\" (\"user\" bigint primary key, \"it's\" text);",
    "alter table \"or\"\"der; --\" drop constraint \"or\"\"der; --_pkey\";\n"
      + "alter table \"or\"\"der; --\" add primary key (\"user\", amount);",
  ])
  func `strange names stay inside their quotes`(head: String) throws {
    let table = """
      create table "or""der; --" (
        "user" bigint primary key, "it's" text, "new
      line" text, amount numeric(10,2));
      """
    let source = "version: 2\nsources:\n  - name: shop\n    tables:\n      - name: things\n"
    let model =
      "select \"user\", \"it's\", \"new\nline\", amount from {{ source('shop', 'things') }}\n"
      + "where \"it's\" in ('c', 'a''; drop table y; --')"
    let tidegate =
      "version: 1\nbackends:\n  shop:\n    source: shop\n    loader: direct\n"
      + "    tables:\n      'or\"der; --': {table: things}\n"
    let example = RuleExample.written(
      base: table, head: head,
      registry: ["models/s.yml": source, "models/m.sql": model, "tidegate.yml": tidegate])
    let report = try RuleExampleCase(page: "hostile", example: example).report(try RulesFolder.facts())
    #expect(report.findings.contains { !$0.fixes.isEmpty })
    try check(report)
  }

  @Test(
    arguments: try RuleExampleCase.all().filter { ["column-renamed", "table-renamed"].contains($0.page) })
  func `a name that is kept readable as proposed is found to be served`(example: RuleExampleCase) throws {
    let facts = try RulesFolder.facts()
    for finding in try example.report(facts).findings where finding.severity == .block {
      let text = finding.fixes.first { $0.side == .backend }?.text ?? ""
      #expect(text.hasPrefix("create view ") || text.contains(" generated always as "))
      var fixed = example
      fixed.example.head["migrations/0999_fix.sql"] = text
      #expect(try fixed.report(facts).verdict == .pass, "\(text)")
    }
  }

  private func check(_ report: ImpactReport) throws {
    for finding in report.findings {
      for fix in finding.fixes where !fix.text.isEmpty {
        let isSelection = fix.side == .registry && Self.selections.contains(finding.rule)
        guard fix.side == .backend || isSelection && !fix.text.hasPrefix("- ") else { continue }
        let text = isSelection ? "select \(fix.text)\nfrom t" : fix.text
        let trouble = Self.trouble(in: text)
        #expect(trouble == nil, "\(finding.rule): \(trouble ?? "")\n\(text)")
        let bare = Self.bare(text)
        #expect(!bare.contains("drop table x") && !bare.contains("drop table y"), "\(text)")
      }
    }
  }

  /// The text without what stands in quotes: the names and literals of the tests are gone from it.
  private static func bare(_ text: String) -> String {
    var (bare, quote) = ("", Character?.none)
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      } else {
        bare.append(character)
      }
    }
    return bare
  }

  /// What libpg_query says against a text.
  private static func trouble(in text: String) -> String? {
    let result = pg_query_parse(text)
    defer { pg_query_free_parse_result(result) }
    return result.error.map { String(cString: $0.pointee.message) }
  }
}

extension RuleExample {
  /// An example from texts alone.
  static func written(base: String, head: String, registry: [String: String]) -> RuleExample {
    RuleExample(
      title: "", line: 0, base: ["migrations/0001_base.sql": base], head: ["migrations/0101_head.sql": head],
      registry: registry, expectations: [])
  }
}
