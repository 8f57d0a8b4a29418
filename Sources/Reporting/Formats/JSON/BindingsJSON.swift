import Documents
import Domain

/// The links between the two sides in the JSON report.
enum BindingsJSON {
  /// `{linked, unmapped, dangling, ready}`.
  static func value(of report: BindingReport) -> JSONValue {
    [
      "linked": .array(report.linked.map(link)), "unmapped": .strings(report.unmapped.map(\.display)),
      "dangling": .array(
        report.dangling.map { ["text": .string($0.text), "location": CommonJSON.location($0.location)] }),
      "ready": .array(report.ready.map(link)),
    ]
  }

  /// One link; `columns` holds only those whose name at the source is another.
  private static func link(_ link: LinkedTable) -> JSONValue {
    let renamed = link.columns.filter { $0.key != $0.value }.sorted { $0.key < $1.key }
    return [
      "table": .string(link.table.display), "asset": .string(link.asset.text), "how": .string(link.how),
      "loader": .string(link.loader.id), "loaderFrom": .string(link.loader.how),
      "loaderAssumed": .bool(link.loader.isAssumed), "ambiguous": .bool(link.isAmbiguous),
      "columns": .object(renamed.map { JSONMember($0.key, .string($0.value)) }),
    ]
  }
}
