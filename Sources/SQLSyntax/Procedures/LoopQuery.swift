/// The query whose rows a loop of a program goes through: `FOR r IN SELECT id, name FROM users LOOP`.
package struct LoopQuery: Sendable {
  /// What the program calls the row, or its values where there are several.
  package var targets: [String]
  /// The query; its ranges are offsets in `text`.
  package var query: Query
  /// The query's text.
  package var text: [UInt8]
}
