import Domain
import Foundation
import Reporting
import Testing

/// Reports about a repository whose every name wants to be read as something else.
@Suite struct HostileReportTests {
  private func text(_ format: String, _ options: RenderOptions = RenderOptions()) throws -> String {
    try Printed(sample: .hostile, format: format).text(options)
  }

  @Test(arguments: ["text", "markdown"], [40, 72, 100, 400])
  func `nothing invisible and no foreign line end gets through`(format: String, width: Int) throws {
    let foreign = try text(format, RenderOptions(width: width)).unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: scalar != "\n"
      default: false
      }
    }
    #expect(foreign.isEmpty)
  }

  @Test(arguments: ["text", "markdown"], [40, 72, 100, 400])
  func `no line is a command of a pipeline`(format: String, width: Int) throws {
    let text = try text(format, RenderOptions(width: width))
    let commands = text.split(separator: "\n").filter { line in
      line.drop { $0 == " " }.hasPrefix("::") || line.contains("##[")
    }
    #expect(commands == [])
  }

  @Test func `the only sequences on a terminal are the report's own colours`() throws {
    let parts = try text("text", RenderOptions(usesColour: true)).split(
      separator: "\u{1B}", omittingEmptySubsequences: false)
    #expect(parts.count > 10)
    for part in parts.dropFirst() {
      #expect(part.firstMatch(of: /^\[(0|[12]|1;3[1236])m/) != nil, "\(part.prefix(10))")
    }
  }

  @Test func `no markup of a name survives in Markdown`() throws {
    let text = try text("markdown")
    // Neither service looks for mentions, references and addresses inside "pre".
    let outside = text.replacing(/(?s)<pre>.*?<\/pre>/, with: "")
    for markup in ["<script", "<img", "[y](", "\n- [x]"] where text.contains(markup) {
      Issue.record("\(markup) survives")
    }
    for markup in ["@everyone", "#12 ", "www.z", "://z"] where outside.contains(markup) {
      Issue.record("\(markup) survives")
    }
    #expect(text.ranges(of: "<details>").count == text.ranges(of: "</details>").count)
    #expect(text.ranges(of: "<pre>").count == text.ranges(of: "</pre>").count)
  }

  @Test func `no cell of a table is broken up`() throws {
    let rows = try text("markdown").split(separator: "\n").filter { $0.hasPrefix("| ") }
    #expect(rows.count >= 10)
    var columns = 0
    var previous: Substring = ""
    for (number, row) in rows.enumerated() {
      let bars = row.ranges(of: /(^|[^\\])\|/).count
      let startsTable = number + 1 < rows.count && rows[number + 1].hasPrefix("| --- |")
      if startsTable { columns = bars }
      #expect(bars == columns, "\(previous.prefix(80))")
      previous = row
    }
  }

  @Test(arguments: ["json", "sarif"])
  func `machine formats stay readable and carry the name as it is`(format: String) throws {
    let data = try Data(text(format).utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    if format == "json" {
      let changes = try #require(object["changes"] as? [[String: Any]])
      #expect(changes[0]["columns"] as? [String] == [HostileSample.name])
    }
  }
}
