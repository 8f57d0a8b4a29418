/// All report formats, one a line, alphabetical.
package enum FormatList {
  /// Every format.
  package static let all: [any ReportFormat.Type] = [
    JSONFormat.self,
    MarkdownFormat.self,
    SARIFFormat.self,
    TextFormat.self,
  ]

  /// The format of a name.
  package static func format(named name: String) -> (any ReportFormat.Type)? {
    all.first { $0.name == name }
  }
}
