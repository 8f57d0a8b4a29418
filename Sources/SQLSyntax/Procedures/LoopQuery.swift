/// The query whose rows a loop of a program goes through: `FOR r IN SELECT id, name FROM users LOOP`.
package struct LoopQuery: Sendable {
  /// Bytes of a query that is followed, for it is read again where its rows are written.
  static let sizeLimit = 2_000
  /// Loops inside of each other that are followed.
  static let depthLimit = 4

  /// What the program calls the row, or its values where there are several.
  package var targets: [String]
  /// The query; its ranges are offsets in `text`.
  package var query: Query
  /// The query's text.
  package var text: [UInt8]
}
