import Domain
import Foundation
import TestSupport
import Testing

@testable import RegistryReading

/// Renders `model.sql` of a project that has a few sources and models around it.
private func rendered(_ model: String, extra: [String: String] = [:]) throws -> Asset {
  var files = [
    "dbt_project.yml":
      "name: p\nvars: {tiers: [gold, silver], day: '2024-01-01', p: {own: 1}}\n",
    "models/sources.yml": "sources: [{name: s, tables: [{name: users}, {name: orders}]}]\n",
    "models/a.sql": "select 1 as id\n", "models/b.sql": "select 1 as id\n", "models/m.sql": model,
  ]
  files.merge(extra) { $1 }
  let registry = try RegistryReader.read(FileTree(files))
  return try #require(registry.assets.first { $0.id.text == "model.p.m" })
}

private func text(_ asset: Asset) -> String { String(decoding: asset.query?.bytes ?? [], as: UTF8.self) }

private let hostileTemplates = [
  "{% for a in range(999999999) %}{% for b in range(999999999) %}x{% endfor %}{% endfor %}",
  "{% macro f(n) %}{{ f(n) }}{{ f(n) }}{% endmacro %}{{ f(1) }}",
  "{% set l = [] %}{% for i in range(100000) %}{% do l.extend(l) %}{% do l.append(l) %}{% endfor %}{{ l }}",
  "{% set ns = namespace(t='aaaaaaaaaa') %}{% for i in range(99) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}"
    + "{{ ns.t }}",
  "{{ 'a' * 9999999999 }}{{ 9223372036854775807 + 1 }}{{ -9223372036854775807 - 9 }}{{ 2 ** 999 }}",
  "{{ (-9223372036854775807 - 1) // -1 }}{{ (-9223372036854775807 - 1) % -1 }}{{ 1 // 0 }}{{ 1 % 0 }}",
  "{{ [1, 2][99999999999999999999] }}{{ 'abc'[-9223372036854775807:] }}{{ range(1, 2, 0) }}",
  String(repeating: "{{ ", count: 5000), String(repeating: "{% if x %}", count: 5000),
  "{{ " + String(repeating: "(", count: 100_000) + " }}",
  "{{ " + String(repeating: "[", count: 100_000) + "1" + String(repeating: "]", count: 100_000) + " }}",
  "{{ " + String(repeating: "not ", count: 50_000) + "x }}",
  "{{ 1" + String(repeating: " + 1", count: 50_000) + " }}",
  "{{ x" + String(repeating: ".a", count: 50_000) + " }}",
  "{{ x" + String(repeating: "|upper", count: 50_000) + " }}",
  "{{ a" + String(repeating: " if a else b", count: 20_000) + " }}",
  "{{ 1" + String(repeating: " ~ (1", count: 20_000) + " }}",
  "{% set d = {} %}{% do d.update({'d': d}) %}{{ d }}{{ d == d }}",
  "\u{1}0\u{1} {{ '\\x01' ~ '\u{1}7\u{1}' }} {{ ref('a') }}",
  "{% raw %}{{ never", "{# never", "{% call f() %}", "{% set x %}", "{% macro m( %}", "{{ 'unclosed }}",
]

@Suite struct RenderingTests {
  @Test(arguments: RegistryFixture.cases("rendering.txt"))
  func `a template renders to SQL that reads what dbt's SQL reads`(_ fixture: FixtureText.Case) throws {
    let parts = RegistryFixture.files("==> models/m.sql\n" + fixture.input)
    let asset = try rendered(parts["models/m.sql"] ?? "", extra: parts)
    var found = text(asset)
    for diagnostic in asset.query?.diagnostics ?? [] {
      found += "\n! \(diagnostic.id): \(diagnostic.summary)"
    }
    for use in asset.uses { found += "\nuse \(use.role.rawValue) \(use.asset.text)#\(use.column)" }
    #expect(RegistryFixture.trimmed(found) == RegistryFixture.trimmed(fixture.expected))
  }

  @Test func `rendered bytes map back to the file`() throws {
    let asset = try rendered(
      "{% set c = 'id' %}\nselect {{ c }},\n  name\nfrom {{ source('s', 'users') }}\n{{ nothing('x') }}\n")
    let query = try #require(asset.query)
    func place(_ word: String) -> TextPosition? {
      let bytes = Array(word.utf8)
      guard let start = ByteSearch.first(of: bytes, in: query.bytes) else { return nil }
      return query.location(ofByte: start).position
    }
    #expect(place("select") == TextPosition(line: 2, column: 1))
    #expect(place("name") == TextPosition(line: 3, column: 3))
    #expect(place("tidegate_source_s_users") == TextPosition(line: 4, column: 6))
    #expect(place("from") == TextPosition(line: 4, column: 1))
    #expect(query.relations == ["tidegate_source_s_users": AssetID("source.p.s.users")])
  }

  @Test func `references in branches that are not rendered are parents`() throws {
    let asset = try rendered("select 1 {% if false %} from {{ ref('a') }} {% endif %} -- {{ ref('b') }}\n")
    #expect(asset.parents.map(\.text) == ["model.p.a", "model.p.b"])
  }

  @Test(arguments: hostileTemplates.indices)
  func `hostile templates end quickly and never trap`(index: Int) throws {
    let template = hostileTemplates[index]
    let start = ContinuousClock.now
    let asset = try rendered(template + "\nselect 1 from {{ ref('a') }}\n")
    #expect((asset.query?.bytes.count ?? 0) < 20_000_000)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func `deep nesting survives a small stack`() throws {
    final class Box: @unchecked Sendable { var count = 0 }
    let box = Box()
    let deep = (0..<60).map {
      "{% macro m\($0)() %}{% if true %}{{ (((m\($0 + 1)()))) }}{% endif %}{% endmacro %}"
    }
    let templates = [
      deep.joined() + "{{ m0() }}", "{{ " + String(repeating: "(", count: 5000) + " }}",
      String(repeating: "{% for x in [1] %}", count: 5000),
      "{% macro f() %}{{ [[[f()]]] }}{% endmacro %}{{ f() }}",
    ]
    let thread = Thread {
      for template in templates {
        if let asset = try? rendered(template), asset.query != nil { box.count += 1 }
      }
    }
    thread.stackSize = 512 << 10
    thread.start()
    while !thread.isFinished { usleep(10_000) }
    #expect(box.count == templates.count)
  }

  @Test func `random bytes and mutated templates never trap`() throws {
    var numbers = RegistryFixture.Numbers(state: 42)
    let seeds = RegistryFixture.cases("rendering.txt").map { Array($0.input.utf8) }
    let pieces = [
      "{{", "}}", "{%", "%}", "{#", "#}", "-", "'", "\"", "(", "[", "|", ".", "if", "for", "\u{1}",
    ]
    for round in 0..<300 {
      var bytes = seeds[Int.random(in: 0..<seeds.count, using: &numbers)]
      for _ in 0..<Int.random(in: 1...6, using: &numbers) {
        let place = Int.random(in: 0...bytes.count, using: &numbers)
        if round % 3 == 0 {
          bytes.insert(UInt8.random(in: 0...255, using: &numbers), at: place)
        } else if round % 3 == 1 {
          bytes.insert(
            contentsOf: Array(pieces[Int.random(in: 0..<pieces.count, using: &numbers)].utf8), at: place)
        } else if place < bytes.count {
          bytes.remove(at: place)
        }
      }
      let tree = FileTree(
        entries: [FileEntry(path: TreePath("models/m.sql"), contentID: ContentID(bytes: bytes))]
      ) { _ in bytes }
      let registry = try RegistryReader.read(tree)
      #expect(registry.assets.count { !$0.isImplicit } == 1)
    }
  }
}
