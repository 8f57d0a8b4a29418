extension Parser {
  /// An expression, as deep as its operators reach (gram.y: a_expr).
  package mutating func parseExpression() throws(SyntaxTrouble) -> Expression {
    throw unexpected("an expression")
  }
  /// A query, with or without enclosing parentheses, `with` included.
  package mutating func parseQuery() throws(SyntaxTrouble) -> Query {
    throw unexpected("a query")
  }
  /// A data type.
  package mutating func parseTypeName() throws(SyntaxTrouble) -> TypeName {
    throw unexpected("a type")
  }
}
