import ColumnLineage
import Domain
import Testing

/// Queries of a whole registry, inputs first.
struct RegistryLineageTests {
  private func asset(
    _ id: String, _ sql: String? = nil, reads: [String] = [], kind: AssetKind = .model,
    columns: [String] = [], seed: [String] = [], contract: Bool = false
  ) -> Asset {
    let place = SourceLocation(repository: .registry, file: id)
    return Asset(
      id: AssetID(id), kind: kind, name: id, location: place, parents: reads.map { AssetID($0) },
      columns: columns.map { DeclaredColumn(name: $0, location: place) },
      seedColumns: seed.map { SeedColumn(name: $0, values: [], location: place) },
      query: sql.map { LineageFixture.query($0, reads) }, isContractEnforced: contract)
  }

  private func lineages(
    _ assets: [Asset], _ columns: [String: KnownColumns] = [:], only: Set<String>? = nil
  ) -> [String: String] {
    let given = Dictionary(columns.map { (AssetID($0.key), $0.value) }) { first, _ in first }
    let found = ColumnLineage.lineages(
      of: Registry(assets: assets, policy: Policy()), sourceColumns: given,
      only: only.map { Set($0.map { AssetID($0) }) })
    return Dictionary(found.map { ($0.key.text, compact($0.value)) }) { first, _ in first }
  }

  @Test func `a star expands to the columns of the model below it`() {
    let found = lineages(
      [
        asset("a", "select * from m", reads: ["m"]), asset("m", "select id, x as y from s", reads: ["s"]),
        asset("s", kind: .source),
      ], ["s": KnownColumns(names: ["id", "x"], isComplete: true)])
    #expect(
      found["a"] == """
        out: id*=m.id, y*=m.y
        use: select m.id~@1:8, select m.y~@1:8
        star: m@1:8
        read: m
        """)
  }

  @Test func `a seed has the columns of its header`() {
    let found = lineages([
      asset("a", "select * from s", reads: ["s"]), asset("s", kind: .seed, seed: ["Code", "label"]),
    ])
    #expect(found["a"]?.hasPrefix("out: code*=s.code, label*=s.label\n") == true)
  }

  @Test func `declared columns alone are never complete`() {
    let found = lineages([
      asset("a", "select *, other from s", reads: ["s"]), asset("s", kind: .source, columns: ["ID"]),
    ])
    #expect(found["a"]?.hasPrefix("out: id*=s.id, other=s.other, ...\n") == true)
  }

  @Test func `an enforced contract lists all columns`() {
    let found = lineages([
      asset("a", "select * from m", reads: ["m"]),
      asset("m", "select * from s", reads: ["s"], columns: ["id"], contract: true),
      asset("s", kind: .source),
    ])
    #expect(found["a"]?.hasPrefix("out: id*=m.id\n") == true)
  }

  @Test func `snapshots have dbt's columns besides their own`() {
    let found = lineages(
      [
        asset("a", "select id, dbt_valid_to, nothing from m", reads: ["m"]),
        asset("m", "select id from s", reads: ["s"], kind: .snapshot), asset("s", kind: .source),
      ], ["s": KnownColumns(names: ["id"], isComplete: true)])
    #expect(found["a"]?.hasSuffix("unresolved: select m.nothing@1:26") == true)
  }

  @Test func `queries that stand on each other are read once`() {
    let found = lineages([
      asset("a", "select * from b", reads: ["b"]), asset("b", "select x from a", reads: ["a"]),
      asset("c", "select * from c", reads: ["c"]),
    ])
    #expect(found.keys.sorted() == ["a", "b", "c"])
    #expect(found["b"] == "out: x=a.x\nuse: select a.x@1:8\nread: a")
    #expect(found["a"]?.hasPrefix("out: x*=b.x\n") == true)
  }

  @Test func `only what is asked for comes back, and what it stands on is known`() {
    let assets = [
      asset("a", "select * from m", reads: ["m"]), asset("m", "select 1 as one"),
      asset("z", "select 2 as two"),
    ]
    let found = lineages(assets, only: ["a"])
    #expect(found.keys.sorted() == ["a"])
    #expect(found["a"]?.hasPrefix("out: one*=m.one\n") == true)
  }

  @Test func `two thousand models in a chain`() {
    let assets = (0..<2_000).map { number in
      asset(
        "m\(number)", "select * from m\(number + 1)", reads: number < 1_999 ? ["m\(number + 1)"] : [])
    }
    let found = lineages(assets)
    #expect(found.count == 2_000)
  }
}
