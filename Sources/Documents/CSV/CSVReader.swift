/// Reads a whole CSV file with its header.
package enum CSVReader {
  /// Header and rows of a text; both empty for an empty text.
  package static func table(
    of bytes: [UInt8], delimiter: UInt8 = UInt8(ascii: ","), limits: DocumentLimits = .csv
  ) throws(DocumentError) -> CSVTable {
    var scanner = try CSVScanner(bytes, delimiter: delimiter, limits: limits)
    var table = CSVTable(header: try scanner.nextRow()?.fields ?? [], rows: [])
    while let row = try scanner.nextRow() { table.rows.append(row) }
    return table
  }
}
