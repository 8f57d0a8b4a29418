package import Domain

/// One cell with its place.
package struct CSVField: Hashable, Sendable {
  /// The text without its quotes.
  package var text: String
  /// Whether it stood in quotes: an empty field without quotes is often read as NULL.
  package var isQuoted: Bool
  /// Where it starts; the column in bytes, from 1.
  package var position: TextPosition
  /// The same place as an offset in bytes.
  package var byteOffset: Int
}

/// One row of a table.
package struct CSVRow: Hashable, Sendable {
  /// The cells; their number may differ from the header's.
  package var fields: [CSVField]

  /// Where the row starts.
  package var position: TextPosition { fields.first?.position ?? .start }

  /// The text of a cell, nil where the row is too short.
  package func text(_ column: Int) -> String? {
    fields.indices.contains(column) ? fields[column].text : nil
  }
}

/// A header and its rows.
package struct CSVTable: Hashable, Sendable {
  /// The cells of the first row; empty for an empty file.
  package var header: [CSVField]
  /// The rows below; empty lines are left out.
  package var rows: [CSVRow]

  /// The number of the column with this header, compared exactly.
  package func column(named name: String) -> Int? { header.firstIndex { $0.text == name } }
}
