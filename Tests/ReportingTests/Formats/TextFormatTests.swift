import Domain
import Reporting
import Testing

@Suite struct TextFormatTests {
  private func lines(_ report: ImpactReport, width: Int = 100) -> [String] {
    let bytes = TextFormat.render(report, options: RenderOptions(width: width))
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test(arguments: [(Sample.acme, "BLOCKED "), (.additive, "PASS "), (.undetermined, "UNDETERMINED ")])
  func `the verdict comes first and last`(sample: Sample, word: String) throws {
    let lines = lines(sample.report)
    #expect(lines.first?.hasPrefix(word) == true)
    #expect(lines.last?.hasPrefix(sample.report.verdict.rawValue + " (exit status") == true)
  }

  @Test(arguments: [60, 72, 100, 160])
  func `no line is wider than the terminal but for a word that is`(width: Int) {
    let wide = lines(Sample.acme.report, width: width).filter { line in
      line.count > width && line.split(separator: " ").allSatisfy { $0.count < width - 34 }
        && !line.hasPrefix("              ")
    }
    #expect(wide == [])
  }

  @Test func `the repair that heals most is said in one line`() {
    let wanted =
      "  fix 1 file, heal 8 models (old names and values given back): "
      + "models/staging/stg_customers.sql"
    #expect(lines(Sample.acme.report).contains(wanted))
  }

  @Test func `long lists are shortened, counted and sent to the full report`() {
    var report = Sample.acme.report
    report.effects = []
    report.changes = (1...500).map { number in
      Change(
        id: ChangeID(number), kind: number % 2 == 0 ? .columnAdded : .columnDropped,
        table: TableName("t\(number)"), columns: ["c"], to: ChangeTarget(tables: [TableName("t")]))
    }
    report.findings = (1...300).map { number in
      Finding(
        rule: "column-dropped", severity: .notice, change: ChangeID(number), effects: [],
        fingerprint: "f", message: "column is gone")
    }
    let lines = lines(report)
    #expect(lines.count < 150)
    #expect(lines.contains { $0.contains("and 210 more (--report json)") })
    #expect(lines.contains { $0.contains("column added (250)") })
    #expect(lines.contains { $0.contains("and 292 more notices (--report json)") })
  }

  @Test func `changes alone read as in the report`() {
    let alone = ChangesText.text(of: Sample.acme.report.changes, options: RenderOptions())
    let whole = lines(Sample.acme.report).joined(separator: "\n")
    #expect(!alone.isEmpty && whole.contains(alone.dropLast()))
    #expect(ChangesText.text(of: [], options: RenderOptions()) == "  no schema change\n")
  }

  @Test func `effects alone are not shortened`() {
    let report = Sample.acme.report
    let text = EffectsText.text(
      of: report.effects, names: report.assetNames, locations: report.assetLocations,
      options: RenderOptions())
    #expect(text.contains("not_null_column_23") && !text.contains("more ("))
    let none = EffectsText.text(of: [], names: [:], locations: [:], options: RenderOptions())
    #expect(none == "  nothing depends on it\n")
  }

  @Test func `a name of several words cannot pose as several names`() {
    let change = Change(
      id: ChangeID(1), kind: .columnRenamed, table: TableName("t"), columns: ["a -> b"],
      to: ChangeTarget(tables: [TableName("t")], columns: [""]))
    let text = ChangesText.text(of: [change], options: RenderOptions())
    #expect(text.contains("t.\"a -> b\" -> \"\""))
  }
}
