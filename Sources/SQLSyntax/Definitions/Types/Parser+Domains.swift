extension Parser {
  /// `DOMAIN name [AS] type constraints`, after CREATE.
  mutating func parseCreateDomain() throws(SyntaxTrouble) -> CreateDomain {
    try expect(.domain)
    let name = try parseQualifiedName()
    _ = accept(.as)
    var domain = CreateDomain(name: name, type: try parseTypeName())
    while true {
      if accept(.collate) {
        domain.collation = try parseQualifiedName()
      } else if try !parseColumnConstraint(into: &domain.constraints) {
        return domain
      }
    }
  }

  /// `name action`, after ALTER DOMAIN.
  mutating func parseAlterDomain() throws(SyntaxTrouble) -> AlterDomain {
    let name = try parseQualifiedName()
    return AlterDomain(name: name, action: try parseDomainAction())
  }

  private mutating func parseDomainAction() throws(SyntaxTrouble) -> AlterDomain.Action {
    switch current.keyword {
    case .set: return try parseDomainSetting()
    case .drop: return try parseDomainDrop()
    case .add:
      advance()
      return .addConstraint(try parseTableOrDomainConstraint())
    case .validate:
      advance()
      try expect(.constraint)
      return .validateConstraint(try parseIdentifier())
    case .owner:
      advance()
      try expect(.to)
      return .owner(try parseRole())
    case .rename:
      advance()
      if accept(.to) { return .rename(try parseIdentifier()) }
      try expect(.constraint)
      let old = try parseIdentifier()
      try expect(.to)
      return .renameConstraint(old, to: try parseIdentifier())
    default: throw unexpected("what to alter")
    }
  }

  private mutating func parseDomainSetting() throws(SyntaxTrouble) -> AlterDomain.Action {
    try expect(.set)
    if accept(.default) { return .setDefault(try parseExpression()) }
    if accept(.schema) { return .setSchema(try parseIdentifier()) }
    try expect(.not)
    try expect(.null)
    return .setNotNull
  }

  private mutating func parseDomainDrop() throws(SyntaxTrouble) -> AlterDomain.Action {
    try expect(.drop)
    if accept(.default) { return .dropDefault }
    if accept(.not, .null) { return .dropNotNull }
    try expect(.constraint)
    let ifExists = acceptIfExists()
    return .dropConstraint(try parseIdentifier(), ifExists: ifExists, parseDropBehavior())
  }

  /// A domain's constraint: CHECK, or NOT NULL without a column.
  private mutating func parseTableOrDomainConstraint() throws(SyntaxTrouble) -> TableConstraint {
    let first = position
    let name = accept(.constraint) ? try parseIdentifier() : nil
    if at(.not, .null) {
      advance()
      advance()
      let column = Identifier(text: "value", isQuoted: false, range: range(from: first))
      return TableConstraint(name: name, kind: .notNull(column), range: range(from: first))
    }
    try expect(.check)
    let condition = try parseParenthesizedValue()
    var timing = ConstraintTiming()
    parseConstraintTiming(&timing)
    return TableConstraint(name: name, kind: .check(condition), timing: timing, range: range(from: first))
  }
}
