import Domain
import GateRules
import Testing

@Suite struct WaiverTests {
  private func fingerprint() throws -> String {
    let result = try Judging.judge([Judging.change()], [Judging.impact(.broken)])
    return try #require(result.findings.first).fingerprint
  }

  private func result(_ waivers: [Waiver], date: String) throws -> GateResult {
    try Judging.judge(
      [Judging.change()], [Judging.impact(.broken)], policy: Policy(waivers: waivers), date: date)
  }

  @Test(
    arguments: [
      ("2026-11-30", "2026-12-01", "2026-12-31", false), ("2026-12-01", "2026-12-01", "2026-12-31", true),
      ("2026-12-31", nil, "2026-12-31", true), ("2027-01-01", nil, "2026-12-31", false),
      ("2026-12-01", "2026-12-01", "2026-12-01", true), ("2026-11-30", "2026-12-01", nil, false),
      ("2030-01-01", "2026-12-01", nil, true), ("2026-11-20", nil, nil, true),
    ] as [(String, String?, String?, Bool)])
  func `a waiver counts from its first to its last day, both included`(
    date: String, from: String?, to: String?, counts: Bool
  ) throws {
    let result = try result([Judging.waiver(try fingerprint(), from: from, to: to)], date: date)
    #expect(result.verdict == (counts ? .pass : .blocked))
    #expect(result.waivers.applied.count == (counts ? 1 : 0))
    #expect(result.waivers.expired.count == (counts ? 0 : 1))
    #expect(result.findings.map { $0.waiver != nil } == [counts])
    #expect(result.findings.map(\.severity) == [.block])
  }

  @Test func `a waiver that fits nothing is listed as unused`() throws {
    let result = try result([Judging.waiver("0123456789abcdef")], date: "2026-11-20")
    #expect(result.verdict == .blocked)
    #expect(result.waivers.unused.map(\.fingerprint) == ["0123456789abcdef"])
    #expect(result.waivers.applied.isEmpty)
  }

  @Test func `a blind spot is waived by its fingerprint too`() throws {
    let spot = Diagnostic(
      id: "dynamic-sql", summary: "a statement is made at run time",
      location: SourceLocation(repository: .backend, file: "migrations/2.sql"), reach: .mayChangeSchema)
    let open = try Judging.judge([], [], diagnostics: [spot], touched: ["migrations/2.sql"])
    #expect(open.verdict == .undetermined)
    let waiver = Judging.waiver(try #require(open.blindSpots.first).fingerprint, to: "2026-12-31")
    let waived = try Judging.judge(
      [], [], policy: Policy(waivers: [waiver]), diagnostics: [spot], touched: ["migrations/2.sql"])
    #expect(waived.verdict == .pass)
    #expect(waived.waivers.applied == [waiver])
  }

  @Test func `of two waivers the first one stands, and both count as used`() throws {
    let print = try fingerprint()
    let waivers = [Judging.waiver(print, to: "2026-12-01"), Judging.waiver(print, to: "2026-12-31")]
    let result = try result(waivers, date: "2026-11-20")
    #expect(result.findings.first?.waiver == waivers.first)
    #expect(result.waivers.applied == waivers)
  }
}
