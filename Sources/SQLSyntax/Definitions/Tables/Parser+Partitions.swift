extension Parser {
  /// `PARTITION BY strategy (keys)`
  mutating func parsePartitionBy() throws(SyntaxTrouble) -> PartitionBy {
    try expect(.partition)
    try expect(.by)
    let strategy = try parseIdentifier(.label)
    return PartitionBy(strategy: strategy.text, keys: try parseIndexElements())
  }

  /// `FOR VALUES ...` or `DEFAULT`
  mutating func parsePartitionBound() throws(SyntaxTrouble) -> PartitionBound {
    if accept(.default) { return .default }
    try expect(.for)
    try expect(.values)
    if accept(.in) { return .list(try parseParenthesizedList()) }
    if accept(.with) { return .hash(try parseHashBound()) }
    try expect(.from)
    let from = try parseParenthesizedList()
    try expect(.to)
    return .range(from: from, to: try parseParenthesizedList())
  }

  /// `(MODULUS n, REMAINDER n)`
  private mutating func parseHashBound() throws(SyntaxTrouble) -> [DefinitionOption] {
    try parseDefinitionOptions()
  }
}
