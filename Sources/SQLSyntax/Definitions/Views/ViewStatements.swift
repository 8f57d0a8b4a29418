/// `CREATE [OR REPLACE] [TEMP] [RECURSIVE] [MATERIALIZED] VIEW name [(columns)] AS query`.
package struct CreateView: Sendable {
  /// `WITH [LOCAL | CASCADED] CHECK OPTION`.
  package enum CheckOption: String, Hashable, Sendable {
    case local, cascaded
  }

  package var name: QualifiedName
  package var persistence: Persistence = .permanent
  package var isMaterialized = false
  package var orReplace = false
  package var isRecursive = false
  package var ifNotExists = false
  /// Names that replace the query's output names, in order; empty if none were written.
  package var columnNames: [Identifier] = []
  package var settings = TableSettings()
  package var query: Query
  package var checkOption: CheckOption?
  /// False for `WITH NO DATA`.
  package var withData = true
}

/// `REFRESH MATERIALIZED VIEW [CONCURRENTLY] name [WITH NO DATA]`.
package struct RefreshView: Hashable, Sendable {
  package var name: QualifiedName
  package var withData = true
}

/// `CREATE RULE name AS ON event TO table [WHERE condition] DO [ALSO | INSTEAD] statements`.
package struct CreateRule: Sendable {
  package var name: Identifier
  package var table: QualifiedName
  package var orReplace = false
  /// `select`, `insert`, `update` or `delete`.
  package var event: String
  package var isInstead = false
  package var condition: Expression?
  /// The statements it runs, empty for `NOTHING`.
  package var statements: [Statement] = []
}
