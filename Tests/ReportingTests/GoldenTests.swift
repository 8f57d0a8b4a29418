import Domain
import Foundation
import Reporting
import Testing

/// One sample in one format.
struct Printed: CustomTestStringConvertible, Sendable {
  var sample: Sample
  var format: String

  var testDescription: String { "\(sample.rawValue).\(format)" }

  /// The report as text.
  func text(_ options: RenderOptions = RenderOptions()) throws -> String {
    let format = try #require(FormatList.format(named: format))
    let bytes = format.render(sample.report, options: options)
    return try #require(String(validating: bytes, as: UTF8.self), "a report is UTF-8")
  }

  /// Every sample in every format.
  static let all = Sample.allCases.flatMap { sample in
    FormatList.all.map { Printed(sample: sample, format: $0.name) }
  }
}

@Suite struct GoldenTests {
  /// `TIDEGATE_RECORD=1 swift test --filter GoldenTests` writes the files anew; a pipeline never does.
  private static var records: Bool { ProcessInfo.processInfo.environment["TIDEGATE_RECORD"] == "1" }

  private static func file(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
  }

  private func compare(_ text: String, with name: String) throws {
    let file = Self.file(name)
    if Self.records { try Data(text.utf8).write(to: file) }
    let expected = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    #expect(text == expected, "record anew with TIDEGATE_RECORD=1 if the difference is wanted")
  }

  @Test(arguments: Printed.all.filter { $0.sample != .hostile })
  func `a report reads as recorded`(printed: Printed) throws {
    try compare(printed.text(), with: printed.testDescription + ".txt")
  }

  @Test func `colour and a narrow terminal read as recorded`() throws {
    let printed = Printed(sample: .acme, format: "text")
    try compare(
      printed.text(RenderOptions(usesColour: true, width: 72)), with: "acme.text.colour.txt")
  }

  @Test(arguments: Printed.all)
  func `the same report gives the same bytes`(printed: Printed) throws {
    #expect(try printed.text() == printed.text())
  }

  @Test func `formats are sorted and have a summary`() {
    let names = FormatList.all.map { $0.name }
    #expect(names == names.sorted())
    for summary in FormatList.all.map({ $0.summary }) {
      #expect(!summary.isEmpty && !summary.hasSuffix("."))
    }
    let unknown = FormatList.format(named: "nothing").map { $0.name }
    #expect(unknown == nil)
  }
}
