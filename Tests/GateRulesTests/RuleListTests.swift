import Domain
import FactTables
import Foundation
import GateRules
import Testing

/// Rules, pages and kinds of change agree.
@Suite struct RuleListTests {
  private static let observations: Set<String> = [
    "configuration-edited", "declaration-removed", "migration-edited",
  ]

  @Test(arguments: ChangeKind.allCases)
  func `every kind of change has exactly one rule of its own`(kind: ChangeKind) {
    #expect(RuleList.all.filter { $0.kinds.contains(kind) }.map { $0.id } == [kind.ruleID])
  }

  @Test func `the list is alphabetical`() {
    let ids = RuleList.all.map { $0.id }
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == ids.count)
  }

  @Test func `every rule has a page and every page a rule, with the same kinds`() throws {
    let facts = try Facts.embedded()
    let ids = Set(RuleList.all.map { $0.id })
    #expect(
      Set(facts.pages.map(\.id)) == ids.union(Self.observations),
      "add or remove rules/<rule-id>.md and run ci/generate")
    for rule in RuleList.all {
      #expect(facts.page(rule.id)?.defaults.kinds == rule.kinds, "\(rule.id): kinds of page and rule differ")
    }
  }

  @Test func `every situation of a page is one that its rule knows`() throws {
    let steps = TypeChange.Step.allCases.map { step in
      Judging.change(.columnRetyped, type: TypeChange(from: "a", to: "b", step: step))
    }
    let changes = steps + [Judging.change(.valuesRemapped, values: [])]
    for page in try Facts.embedded().pages where !Self.observations.contains(page.id) {
      let rule = RuleList.all.first { $0.id == page.id }
      let known = Set(changes.compactMap { rule?.situation(of: $0) })
      #expect(known.isSuperset(of: page.defaults.bySituation.keys), "\(page.id)")
    }
    let edits = try #require(try Facts.embedded().page("configuration-edited")).defaults.bySituation.keys
    #expect(Set(edits) == Set(GateObservation.ConfigurationEdit.allCases.map(\.rawValue)))
  }

  @Test func `every rule stands in a file of its own name`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/GateRules/Rules").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
    #expect(Set(files) == Set(RuleList.all.map { "\($0).swift" }))
  }
}
