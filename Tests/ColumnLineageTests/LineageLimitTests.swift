import ColumnLineage
import Domain
import Foundation
import TestSupport
import Testing

/// Hostile and merely large queries: no trap, no explosion.
struct LineageLimitTests {
  private func lineage(_ sql: String, _ columns: [String] = ["id", "x"]) -> QueryLineage {
    ColumnLineage.lineage(of: LineageFixture.query(sql, ["t"])) { _ in
      KnownColumns(names: columns, isComplete: true)
    }
  }

  @Test func `forty common tables that read the one before twice are quick`() {
    var sql = "with c0 as (select id, x from t)"
    for number in 1...40 {
      sql += ", c\(number) as (select a.id, b.x from c\(number - 1) a join c\(number - 1) b on a.id = b.id)"
    }
    let found = lineage(sql + " select * from c40")
    #expect(found.outputs.map(\.passesOn.count) == [1, 1])
    #expect(found.uses.count == 2 + 40 * 4)
    #expect(found.diagnostics.isEmpty)
  }

  @Test func `a chain of aliases is no explosion`() {
    let items = (0..<2_000).map { "a\($0) + a\($0) as a\($0 + 1)" }.joined(separator: ", ")
    let found = lineage("select x as a0, \(items) from t")
    #expect(found.outputs.last?.sources == [InputColumn(asset: AssetID("t"), column: "x")])
  }

  @Test func `stars that double the columns end at the limit`() {
    var sql = "with c0 as (select * from t)"
    for number in 1...40 {
      sql += ", c\(number) as (select a.*, b.* from c\(number - 1) a, c\(number - 1) b)"
    }
    let found = lineage(sql + " select * from c40")
    #expect(!found.hasAllOutputs)
    #expect(found.diagnostics.map(\.id).contains("sql-too-large"))
  }

  @Test func `sums of sums of all columns end at the limit`() {
    let columns = (0..<2_000).map { "c\($0)" }
    let sum = columns.joined(separator: " || ")
    var sql =
      "with r0 as (select \(columns.map { "(\(sum)) as \($0)" }.prefix(20).joined(separator: ", ")) from t)"
    for number in 1...40 {
      let items = (0..<20).map { "concat(" + columns.prefix(20).joined(separator: ", ") + ") as c\($0)" }
      sql += ", r\(number) as (select \(items.joined(separator: ", ")) from r\(number - 1))"
    }
    let found = lineage(sql + " select * from r40", columns)
    #expect(found.diagnostics.map(\.id) == ["sql-too-large"])
    #expect(!found.hasAllOutputs)
  }

  @Test(arguments: [
    ("(", ")", "x"), ("(select ", " from t)", "x"), ("coalesce(", ", x)", "x"),
    ("case when x = 1 then ", " end", "x"), ("cast(", " as text)", "x"), ("- ", "", "x"), ("not ", "", "x"),
    ("", "::text", "x"), ("", " + x", "x"), ("", "[1]", "x"), ("f(y -> ", ")", "x"),
    ("exists (select 1 from t where ", ")", "x = 1"), ("x in (select x from t where ", ")", "x = 1"),
  ])
  func `nested expressions of any depth are read or told`(_ shape: (String, String, String)) {
    for depth in [10, 60, 190, 590, 20_000] {
      let text =
        String(repeating: shape.0, count: depth) + shape.2 + String(repeating: shape.1, count: depth)
      let found = lineage("select \(text) as y from t")
      #expect(found.uses.contains { $0.input.column == "x" }, "\(shape.0) \(depth)")
    }
  }

  @Test(arguments: [
    ("select * from (", ") d"), ("with a as (", ") select * from a"), ("(", ")"),
    ("select x from t union all (", ")"), ("select d.* from t join (", ") d on true"),
    ("select * from t, lateral (", ") d"),
  ])
  func `nested queries of any depth are read or told`(_ shape: (String, String)) {
    for depth in [10, 60, 99, 190, 20_000] {
      let text =
        String(repeating: shape.0, count: depth) + "select x from t"
        + String(repeating: shape.1, count: depth)
      let found = lineage(text)
      #expect(found.uses.contains { $0.input.column == "x" }, "\(shape.0) \(depth)")
      if depth == 20_000 { #expect(!found.diagnostics.isEmpty) }
    }
  }

  @Test func `long flat queries are read in full`() {
    let many = (0..<3_000).map { "select x as a from t where id = \($0)" }.joined(separator: " union all ")
    #expect(lineage(many).reads.count == 3_000)
    let terms = (0..<5_000).map { "x = 'v\($0)'" }.joined(separator: " or ")
    #expect(lineage("select id from t where \(terms)").literals.count == 5_000)
  }

  @Test func `mutated queries never trap`() {
    var texts: [[UInt8]] = []
    for file in LineageFixtureTests.files {
      texts += LineageFixture.cases(file).map { Array($0.input.utf8) }
    }
    #expect(texts.count > 100)
    let pieces = [
      "(", ")", ",", " select ", " from ", "*", " join ", "'", "\"", " with a as (", " using (id) ",
      " group by 1 ", " over (", "--", "/*", ".", " union ", "{", "\u{0}", "tidegate_opaque(", " as a ",
    ]
    var seed: UInt64 = 42
    func random(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((seed >> 33) % UInt64(max(1, bound)))
    }
    for text in texts {
      for _ in 0..<40 {
        var bytes = text
        for _ in 0...random(4) {
          let place = random(bytes.count)
          switch random(4) {
          case 0: bytes.removeSubrange(place..<min(bytes.count, place + random(12)))
          case 1: bytes.insert(contentsOf: Array(pieces[random(pieces.count)].utf8), at: place)
          case 2: if !bytes.isEmpty { bytes[place] = UInt8(random(256)) }
          default:
            let other = texts[random(texts.count)]
            let start = random(other.count)
            bytes.insert(contentsOf: other[start..<min(other.count, start + random(60))], at: place)
          }
        }
        let fixture = LineageFixture(String(decoding: bytes, as: UTF8.self))
        let first = fixture.lineage()
        #expect(first == fixture.lineage())
      }
    }
  }
}
