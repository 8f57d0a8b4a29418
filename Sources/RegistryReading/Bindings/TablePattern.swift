import Domain

/// `raw__{schema}__{table}`: how a backend's tables are named in the warehouse.
struct TablePattern: Hashable, Sendable {
  /// A piece of the pattern.
  private enum Piece: Hashable {
    case text(String)
    case schema
    case table
  }

  private let pieces: [Piece]

  /// A pattern; nil without `{table}`, or with a placeholder that is not known.
  init?(_ text: String) {
    var pieces: [Piece] = []
    var plain: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "{") else {
        plain.append(bytes[index])
        index += 1
        continue
      }
      guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
      if !plain.isEmpty { pieces.append(.text(String(decoding: plain, as: UTF8.self))) }
      plain = []
      switch String(decoding: bytes[(index + 1)..<end], as: UTF8.self) {
      case "schema": pieces.append(.schema)
      case "table": pieces.append(.table)
      default: return nil
      }
      index = end + 1
    }
    if !plain.isEmpty { pieces.append(.text(String(decoding: plain, as: UTF8.self))) }
    guard pieces.contains(.table) else { return nil }
    self.pieces = pieces
  }

  /// The warehouse's name for a table, schema taken from the default one where the table has none.
  func name(of table: TableName, defaultSchema: String?) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): return text
      case .schema: return table.schema ?? defaultSchema ?? ""
      case .table: return table.name
      }
    }.joined()
  }
}
