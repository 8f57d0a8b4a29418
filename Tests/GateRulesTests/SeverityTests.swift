import Domain
import GateRules
import Testing

/// product.md, "Default severities", row by row, and the data team's overrides.
@Suite struct SeverityTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var kind: ChangeKind
    var impact: ChangeImpact?
    var expected: Severity
    var type: TypeChange?
    var values: [ValuePair] = [ValuePair(from: "a", to: "b")]

    var testDescription: String {
      let impact = impact.map {
        "\($0.effect.rawValue)\($0.isCertain ? "" : " maybe")\($0.isReviewOnly ? " capped" : "")"
      }
      return "\(kind.rawValue) \(type?.step.rawValue ?? "") \(impact ?? "nothing"): \(expected.rawValue)"
    }
  }

  private static func row(_ kind: ChangeKind, _ impact: ChangeImpact?, _ expected: Severity) -> Row {
    Row(kind: kind, impact: impact, expected: expected)
  }

  private static func retype(_ step: TypeChange.Step, _ impact: ChangeImpact?, _ expected: Severity) -> Row {
    Row(
      kind: .columnRetyped, impact: impact, expected: expected,
      type: TypeChange(from: "uuid", to: "text", step: step))
  }

  private static let rows: [Row] =
    [EffectKind.broken, .starved, .frozen, .contractViolated].map {
      row(.columnRenamed, Judging.impact($0), .block)
    } + [
      row(.valuesRemapped, Judging.impact(.testFails), .block),
      row(.valuesRemapped, Judging.impact(.testFails, certain: false), .review),
      row(.columnRenamed, Judging.impact(.nullOnward), .block),
      row(.columnRenamed, Judging.impact(.nullOnward, namesValue: false), .review),
      row(.valuesRemapped, Judging.impact(.wrongValue), .block),
      row(.valuesRemapped, Judging.impact(.wrongValue, namesValue: false), .review),
      Row(kind: .valuesRemapped, impact: Judging.impact(.wrongValue), expected: .review, values: []),
      row(.enumValueAdded, Judging.impact(.testFails, certain: false, reviewOnly: true), .review),
      row(.nullabilityLoosened, Judging.impact(.testFails, certain: false, reviewOnly: true), .review),
      retype(.wider, Judging.impact(.unknown), .notice),
      retype(.constraintOnly, Judging.impact(.unknown), .notice),
      retype(.otherClass, Judging.impact(.unknown, reviewOnly: true), .review),
      retype(.otherClass, Judging.impact(.wrongValue), .review),
      retype(.otherClass, Judging.impact(.frozen), .block),
      retype(.otherClass, Judging.impact(.nullOnward), .block),
      retype(.narrower, Judging.impact(.wrongValue), .block),
      retype(.incompatible, Judging.impact(.wrongValue), .block),
      retype(.incompatible, nil, .notice),
      row(.rowsDeleted, Judging.impact(.wrongValue), .review),
      row(.rowsDeleted, nil, .notice),
      row(.keyChanged, Judging.impact(.wrongValue), .block),
      row(.grainChanged, Judging.impact(.wrongValue), .block),
      row(.columnDropped, Judging.impact(.broken, certain: false), .block),
      row(.columnDropped, Judging.impact(.unknown, certain: false), .review),
      row(.columnDropped, Judging.impact(.testFails, reviewOnly: true), .review),
      row(.columnDropped, Judging.impact(.starved, reviewOnly: true), .review),
    ] + ChangeKind.allCases.map { row($0, nil, .notice) }

  @Test(arguments: rows)
  func `the defaults are those of the table`(row: Row) throws {
    let change = Judging.change(row.kind, values: row.values, type: row.type)
    let result = try Judging.judge([change], row.impact.map { [$0] } ?? [])
    #expect(result.findings.map(\.severity) == [row.expected])
    #expect(result.findings.map(\.rule) == [row.kind.ruleID])
    #expect(result.verdict == (row.expected == .block ? .blocked : .pass))
  }

  @Test func `the worst impact decides, and unaffected ones do not count`() throws {
    let impacts = [
      Judging.impact(.unknown, on: AssetID("model.a")), Judging.impact(.broken, on: AssetID("model.b")),
      Judging.impact(.unaffected, on: AssetID("model.c")),
    ]
    let finding = try #require(try Judging.judge([Judging.change()], impacts).findings.first)
    #expect(finding.severity == .block)
    #expect(finding.effects == [AssetID("model.a"), AssetID("model.b")])
    #expect(finding.message.hasSuffix("breaks 1 model; may affect 1 model"))
  }

  @Test(arguments: [
    ([Judging.override(nil, .broken, .review)], Severity.review),
    ([Judging.override("column-renamed", nil, .notice), Judging.override(nil, .broken, .review)], .notice),
    (
      [
        Judging.override("column-renamed", .broken, .review),
        Judging.override("column-renamed", nil, .notice),
      ],
      .review
    ),
    ([Judging.override("column-dropped", nil, .notice), Judging.override(nil, .starved, nil)], .block),
    ([Judging.override(nil, .broken, .review), Judging.override(nil, .broken, .notice)], .notice),
    ([Judging.override("column-renamed", .broken, nil)], nil),
    ([Judging.override("column-renamed", nil, nil)], nil),
  ])
  func `the most specific override wins`(overrides: [SeverityOverride], expected: Severity?) throws {
    let result = try Judging.judge(
      [Judging.change()], [Judging.impact(.broken)], policy: Policy(severities: overrides))
    #expect(result.findings.first?.severity == expected)
  }

  @Test func `a rule can be switched off for changes that reach nothing`() throws {
    let policy = Policy(severities: [Judging.override("column-renamed", .unaffected, nil)])
    #expect(try Judging.judge([Judging.change()], [], policy: policy).findings.isEmpty)
    let hit = try Judging.judge([Judging.change()], [Judging.impact(.broken)], policy: policy)
    #expect(hit.findings.map(\.severity) == [.block])
  }

  @Test func `an ambiguous pairing is review on top of the loss, with an asset in reach only`() throws {
    var change = Judging.change()
    change.isAmbiguous = true
    let hit = try Judging.judge([change], [Judging.impact(.broken)])
    #expect(hit.findings.map(\.rule) == ["column-renamed", "ambiguous-pairing"])
    #expect(hit.findings.map(\.severity) == [.block, .review])
    #expect(try Judging.judge([change], []).findings.map(\.rule) == ["column-renamed"])
  }

  @Test(arguments: [
    (GateObservation.Kind.migrationEdited(migration: "1"), Severity.review),
    (.declarationRemoved(asset: AssetID("test.a")), .review),
    (.configurationEdited(.weakens), .block), (.configurationEdited(.changes), .review),
    (.configurationEdited(.introduces), .notice),
  ])
  func `observations have the levels of their pages`(kind: GateObservation.Kind, expected: Severity) throws {
    let observation = GateObservation(kind: kind, text: "seen", location: Judging.place)
    #expect(try Judging.judge([], [], observations: [observation]).findings.map(\.severity) == [expected])
    let effects = Policy(severities: EffectKind.allCases.map { Judging.override(nil, $0, nil) })
    let kept = try Judging.judge([], [], policy: effects, observations: [observation])
    #expect(kept.findings.map(\.severity) == [expected])
    let off = Policy(severities: [Judging.override(observation.ruleID, nil, nil)])
    #expect(try Judging.judge([], [], policy: off, observations: [observation]).findings.isEmpty)
  }
}
