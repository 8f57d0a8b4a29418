package import Domain

/// One way of writing a report.
package protocol ReportFormat: Sendable {
  /// The word that `--report` takes.
  static var name: String { get }
  /// One line for help: lower case, no final stop.
  static var summary: String { get }
  /// The report as bytes; the same report gives the same bytes.
  static func render(_ report: ImpactReport, options: RenderOptions) -> [UInt8]
}

/// What only matters to formats that people read on a terminal.
package struct RenderOptions: Hashable, Sendable {
  /// Whether colour may be used.
  package var usesColour: Bool
  /// The width in columns.
  package var width: Int

  /// Options; without colour and 100 columns wide by default.
  package init(usesColour: Bool = false, width: Int = 100) {
    self.usesColour = usesColour
    self.width = width
  }
}
