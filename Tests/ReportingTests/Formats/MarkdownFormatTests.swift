import Reporting
import Testing

@Suite struct MarkdownFormatTests {
  /// The lines below a heading, up to the next one.
  private func section(_ heading: String, of sample: Sample) throws -> [String] {
    let text = try Printed(sample: sample, format: "markdown").text()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = try #require(lines.firstIndex(of: "### " + heading), "\(heading)")
    return Array(lines[(start + 1)...].prefix { !$0.hasPrefix("### ") })
  }

  @Test func `what is certain stands apart from what needs judgement`() throws {
    let certain = try section("Certain", of: .acme).filter { $0.hasPrefix("- [ ] ") }
    let judgement = try section("Needs judgement", of: .acme).filter { $0.hasPrefix("- [ ] ") }
    #expect(certain.count == 7)
    #expect(judgement.count == 4)
    #expect(certain.contains { $0.contains("fix 1 file, heal 8 models") })
    #expect(judgement.contains { $0.contains("does \"gold\" mean") })
  }

  @Test func `values to confirm are a table of old and new with how sure each is`() throws {
    let rows = try section("Needs judgement", of: .everything).filter { $0.hasPrefix("| c6 ") }
    #expect(rows.count == 3)
    #expect(rows[0].hasSuffix("| `x` | `y` | possible |"))
    #expect(rows[1].hasSuffix("| (none) | `z` | written in a statement |"))
    #expect(rows[2].hasSuffix("| `w` | (none) | written in a statement |"))
  }

  @Test func `owners stand with what they own`() throws {
    let rows = try section("Who owns what", of: .acme)
    let wanted = "| Finance Reporting | `team@acme.example` | `daily_revenue`, `month_end_close` |"
    #expect(rows.contains(wanted))
  }

  @Test func `a report that passes asks nothing`() throws {
    let text = try Printed(sample: .additive, format: "markdown").text()
    #expect(text.hasPrefix("## Tidegate: pass\n"))
    #expect(!text.contains("- [ ]"))
  }
}
