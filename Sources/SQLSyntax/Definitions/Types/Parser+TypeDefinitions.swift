extension Parser {
  /// `TYPE name ...`, after CREATE.
  mutating func parseCreateType(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> CreateType {
    try expect(.type)
    let ifNotExists = acceptIfNotExists()
    let name = try parseQualifiedName()
    var type = CreateType(name: name, definition: try parseTypeDefinition())
    type.orReplace = prefix.orReplace
    type.ifNotExists = ifNotExists
    return type
  }

  private mutating func parseTypeDefinition() throws(SyntaxTrouble) -> CreateType.Definition {
    if at(.leftParen) { return .base(try parseDefinitionOptions()) }
    guard accept(.as) else { return .shell }
    if accept(.enum) { return try parseEnumeration() }
    if accept(.range) { return .range(try parseDefinitionOptions()) }
    guard accept(.leftParen) else { return .alias(try parseTypeName()) }
    var fields: [ColumnDefinition] = []
    while !at(.rightParen) {
      if !fields.isEmpty { try expect(.comma, ",") }
      fields.append(try parseColumnDefinition())
    }
    try expect(.rightParen, ")")
    return .composite(fields)
  }

  private mutating func parseEnumeration() throws(SyntaxTrouble) -> CreateType.Definition {
    try expect(.leftParen, "(")
    if at(.select) || at(.with) || at(.from) || at(.values) {
      let query = try parseQuery()
      try expect(.rightParen, ")")
      return .enumerationOf(query)
    }
    var labels: [EnumLabel] = []
    while !at(.rightParen) {
      if !labels.isEmpty { try expect(.comma, ",") }
      labels.append(try parseEnumLabel())
    }
    try expect(.rightParen, ")")
    return .enumeration(labels)
  }

  private mutating func parseEnumLabel() throws(SyntaxTrouble) -> EnumLabel {
    let label = try parseString()
    return EnumLabel(text: label.text, range: label.range)
  }

  /// `name actions`, after ALTER TYPE.
  mutating func parseAlterType() throws(SyntaxTrouble) -> AlterType {
    var statement = AlterType(name: try parseQualifiedName(), actions: [])
    repeat { statement.actions.append(try parseTypeAction()) } while accept(.comma)
    return statement
  }

  private mutating func parseTypeAction() throws(SyntaxTrouble) -> AlterType.Action {
    switch current.keyword {
    case .add where peek().keyword == .value: return try parseAddValue()
    case .rename: return try parseTypeRename()
    case .owner:
      advance()
      try expect(.to)
      return .owner(try parseRole())
    case .set:
      advance()
      if accept(.schema) { return .setSchema(try parseIdentifier()) }
      return .setOptions(try parseDefinitionOptions())
    case .add:
      advance()
      try expect(.attribute)
      return .addAttribute(try parseColumnDefinition(), parseDropBehavior())
    case .drop:
      advance()
      try expect(.attribute)
      let ifExists = acceptIfExists()
      return .dropAttribute(try parseIdentifier(), ifExists: ifExists, parseDropBehavior())
    case .alter:
      advance()
      try expect(.attribute)
      let name = try parseIdentifier()
      if accept(.set) { try expect(.data) }
      try expect(.type)
      let type = try parseTypeName()
      let collation = accept(.collate) ? try parseQualifiedName() : nil
      return .alterAttribute(name, type, collation: collation, parseDropBehavior())
    default: throw unexpected("what to alter")
    }
  }

  private mutating func parseAddValue() throws(SyntaxTrouble) -> AlterType.Action {
    try expect(.add)
    try expect(.value)
    let ifNotExists = acceptIfNotExists()
    let label = try parseEnumLabel()
    if accept(.before) { return .addValue(label, ifNotExists: ifNotExists, .before(try parseEnumLabel())) }
    if accept(.after) { return .addValue(label, ifNotExists: ifNotExists, .after(try parseEnumLabel())) }
    return .addValue(label, ifNotExists: ifNotExists, .end)
  }

  private mutating func parseTypeRename() throws(SyntaxTrouble) -> AlterType.Action {
    try expect(.rename)
    if accept(.to) { return .rename(try parseIdentifier()) }
    if accept(.value) {
      let old = try parseEnumLabel()
      try expect(.to)
      return .renameValue(old, to: try parseEnumLabel())
    }
    try expect(.attribute)
    let old = try parseIdentifier()
    try expect(.to)
    return .renameAttribute(old, to: try parseIdentifier(), parseDropBehavior())
  }
}
