import Domain
import FactTables
import Testing

@Suite struct RuleExampleTests {
  private static let facts = Result { try RulesFolder.facts() }

  @Test(arguments: try RuleExampleCase.all())
  func `the gate says of an example what its page says`(example: RuleExampleCase) throws {
    let report = try example.report(try Self.facts.get())
    let found = Set(report.findings.map { FoundLine($0, report.changes) })
    var own: Set<FoundLine> = []
    for expectation in example.example.expectations {
      switch expectation {
      case .silent: break
      case .verdict(let verdict):
        #expect(report.verdict == verdict, "\(Self.text(of: report))")
      case .finding(let severity, let rule, let subject):
        let line = FoundLine(severity: severity, rule: rule, subject: subject)
        if rule == example.page { own.insert(line) }
        #expect(found.contains(line), "\(Self.text(of: report))")
      }
    }
    #expect(found.filter { $0.rule == example.page } == own, "\(Self.text(of: report))")
  }

  @Test func `every page has an example that fires and one that is silent`() throws {
    for page in try Self.facts.get().pages {
      let examples = try page.examples()
      let fires = examples.contains { example in
        example.expectations.contains {
          if case .finding(_, let rule, _) = $0 { rule == page.id } else { false }
        }
      }
      #expect(fires, "\(page.id) has no example that fires")
      #expect(examples.contains { $0.expectations.contains(.silent) }, "\(page.id) has no silent example")
    }
  }

  /// Everything that was found, for a failure's message.
  private static func text(of report: ImpactReport) -> String {
    let findings = report.findings.map { finding in
      "\(FoundLine(finding, report.changes)) | \(finding.message) | \(finding.effects.map(\.text))"
        + finding.judgement.map { "\n    ? \($0)" }.joined()
        + finding.fixes.map { "\n    \($0.side.rawValue): \($0.title)\n\($0.text)" }.joined()
    }
    let spots = report.blindSpots.map { "blind spot \($0.level.rawValue): \($0.diagnostic.summary)" }
    let changes = report.changes.map {
      "\($0.id.display) \($0.kind.rawValue) \($0.table?.display ?? "") \($0.columns)"
    }
    let linked = report.bindings.linked.map { "linked \($0.table.display) -> \($0.asset.text)" }
    return ([report.verdict.rawValue] + report.problems + linked + changes + findings + spots)
      .joined(separator: "\n")
  }
}

/// A finding as `expect` writes it.
private struct FoundLine: Hashable, CustomStringConvertible {
  var severity: Severity
  var rule: String
  var subject: String

  var description: String { "\(severity.rawValue) \(rule): \(subject)" }

  init(severity: Severity, rule: String, subject: String) {
    self.severity = severity
    self.rule = rule
    self.subject = subject
  }

  init(_ finding: Finding, _ changes: [Change]) {
    severity = finding.severity
    rule = finding.rule
    let change = changes.first { $0.id == finding.change }
    guard let change else {
      subject = finding.location?.file ?? ""
      return
    }
    let table = change.table ?? change.to?.table
    let columns = change.table == nil ? change.to?.columns ?? [] : change.columns
    let name = table?.schema == "public" ? table?.name ?? "" : table?.display ?? ""
    subject = columns.isEmpty ? name : name + "." + columns.joined(separator: ", ")
  }
}
