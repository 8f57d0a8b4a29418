import Documents
import Domain

/// The header of a seed with the distinct values of each column, as far as they are few.
enum DbtSeedColumns {
  /// A column with more distinct values is no enumeration.
  private static let valueLimit = 200
  /// Rows that are looked at.
  private static let rowLimit = 100_000

  /// The columns of a seed file.
  static func read(_ bytes: [UInt8], delimiter: UInt8, file: String) throws(DocumentError) -> [SeedColumn] {
    var scanner = try CSVScanner(bytes, delimiter: delimiter, limits: .csv)
    guard let header = try scanner.nextRow() else { return [] }
    var values: [Set<String>?] = Array(repeating: [], count: header.fields.count)
    var rows = 0
    while rows < rowLimit, values.contains(where: { $0 != nil }), let row = try scanner.nextRow() {
      rows += 1
      for (index, field) in row.fields.enumerated() where index < values.count && values[index] != nil {
        if field.text.utf8.count > 200 {
          values[index] = nil
        } else {
          values[index]?.insert(field.text)
          if (values[index]?.count ?? 0) > valueLimit { values[index] = nil }
        }
      }
    }
    return zip(header.fields, values).map { field, found in
      SeedColumn(
        name: field.text, values: (found ?? []).sorted(),
        location: SourceLocation(repository: .registry, file: file, position: field.position))
    }
  }
}
