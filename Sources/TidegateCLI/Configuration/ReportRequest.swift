import CommandLineKit
import Reporting

/// One `--report FORMAT[=FILE]`.
struct ReportRequest {
  /// The format.
  var format: any ReportFormat.Type
  /// The file; nil for standard output.
  var file: String?

  /// The reports that a command line asks for; text on standard output when it asks for none.
  static func requests(_ values: [String]) throws(CommandFailure) -> [ReportRequest] {
    var requests: [ReportRequest] = []
    for value in values.isEmpty ? ["text"] : values {
      let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let format = FormatList.format(named: parts[0]) else {
        let known = FormatList.all.map { $0.name }.joined(separator: ", ")
        throw CommandFailure("unknown report format \"\(parts[0])\"; known are \(known)", status: .usage)
      }
      if parts.count > 1, parts[1].isEmpty {
        throw CommandFailure("\"--report \(value)\" names no file behind the \"=\"", status: .usage)
      }
      requests.append(ReportRequest(format: format, file: parts.count > 1 ? parts[1] : nil))
    }
    guard requests.count(where: { $0.file == nil }) <= 1 else {
      throw CommandFailure(
        "only one report can go to standard output; give the others a file, as in --report json=report.json",
        status: .usage)
    }
    return requests
  }
}
