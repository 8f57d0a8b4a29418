import Domain
import GateRules
import Testing

/// Blind spots (product.md, "Default severities", last rows) and what the verdict makes of everything.
@Suite struct VerdictTests {
  private static let file = "migrations/2.sql"

  private static func spot(
    _ reach: Diagnostic.Reach, tables: [TableName] = [], file: String = file,
    in repository: RepositoryRole = .backend
  ) -> Diagnostic {
    Diagnostic(
      id: "sql-syntax", summary: "a statement is not understood",
      location: SourceLocation(repository: repository, file: file), reach: reach, tables: tables)
  }

  @Test(
    arguments: [
      (spot(.mayChangeSchema), BlindSpot.Level.undetermined),
      (spot(.mayChangeSchema, tables: [TableName("users")]), .undetermined),
      (spot(.mayChangeSchema, tables: [TableName(schema: "public", "users")]), .undetermined),
      (spot(.mayChangeSchema, tables: [TableName("audit")]), .notice),
      (spot(.mayChangeSchema, tables: [TableName("audit"), TableName("users")]), .undetermined),
      (spot(.mayChangeRows), .review), (spot(.mayChangeRows, tables: [TableName("users")]), .review),
      (spot(.mayChangeRows, tables: [TableName("audit")]), .notice),
      (spot(.registryUnreadable, file: "dbt_project.yml", in: .registry), .undetermined),
      (spot(.harmless), nil), (spot(.registryUnknown, file: "models/other.sql", in: .registry), nil),
    ] as [(Diagnostic, BlindSpot.Level?)])
  func `a blind spot in a touched file has its level`(spot: Diagnostic, level: BlindSpot.Level?) throws {
    let result = try Judging.judge([], [], diagnostics: [spot], touched: [Self.file])
    #expect(result.blindSpots.map(\.level) == (level.map { [$0] } ?? []))
    #expect(result.untouchedBlindSpots == (level == nil ? 1 : 0))
    #expect(result.verdict == (level == .undetermined ? .undetermined : .pass))
  }

  @Test func `blind spots in untouched files are counted`() throws {
    let spots = [Self.spot(.mayChangeSchema), Self.spot(.mayChangeRows, file: "migrations/1.sql")]
    let result = try Judging.judge([], [], diagnostics: spots + spots, touched: ["migrations/3.sql"])
    #expect(result.blindSpots.isEmpty)
    #expect(result.untouchedBlindSpots == 2)
    #expect(result.verdict == .pass)
  }

  @Test func `a registry file that is not understood counts where a change arrives`() throws {
    let spot = Self.spot(.registryUnknown, file: Judging.place.file, in: .registry)
    let hit = try Judging.judge([Judging.change()], [Judging.impact(.unknown)], diagnostics: [spot])
    #expect(hit.blindSpots.map(\.level) == [.review])
  }

  @Test func `blocked stands above undetermined, and both above pass`() throws {
    let spot = Self.spot(.mayChangeSchema)
    let change = Judging.change()
    let blocked = try Judging.judge(
      [change], [Judging.impact(.broken)], diagnostics: [spot], touched: [Self.file])
    #expect(blocked.verdict == .blocked)
    #expect(
      try Judging.judge([change], [], diagnostics: [spot], touched: [Self.file]).verdict == .undetermined)
    #expect(try Judging.judge([change], [], problem: "nothing is linked").verdict == .undetermined)
    #expect(try Judging.judge([change], []).verdict == .pass)
  }

  @Test func `review blocks where the configuration says so`() throws {
    let impact = Judging.impact(.unknown)
    #expect(try Judging.judge([Judging.change()], [impact]).verdict == .pass)
    #expect(try Judging.judge([Judging.change()], [impact], blockOn: .review).verdict == .blocked)
    #expect(try Judging.judge([Judging.change()], [], blockOn: .review).verdict == .pass)
  }

  @Test func `findings stand in the same order whatever the order of changes`() throws {
    var second = Judging.change(.columnDropped, columns: ["phone"], to: nil)
    second.id = ChangeID(2)
    let changes = [Judging.change(), second]
    let impacts = [Judging.impact(.unknown)]
    let forward = try Judging.judge(changes, impacts).findings
    let backward = try Judging.judge(Array(changes.reversed()), impacts).findings
    #expect(forward == backward)
    #expect(forward.map(\.severity) == [.review, .notice])
  }
}
