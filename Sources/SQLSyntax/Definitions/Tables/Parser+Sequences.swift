extension Parser {
  /// `SEQUENCE [IF NOT EXISTS] name options`, after CREATE.
  mutating func parseCreateSequence(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> CreateSequence {
    try expect(.sequence)
    let ifNotExists = acceptIfNotExists()
    var sequence = CreateSequence(name: try parseQualifiedName())
    sequence.persistence = prefix.persistence
    sequence.ifNotExists = ifNotExists
    while let option = try parseSequenceOption() { sequence.options.append(option) }
    return sequence
  }

  /// `(options)`
  mutating func parseSequenceOptionList() throws(SyntaxTrouble) -> [SequenceOption] {
    try expect(.leftParen, "(")
    var options: [SequenceOption] = []
    while let option = try parseSequenceOption() { options.append(option) }
    try expect(.rightParen, ")")
    return options
  }

  /// One option; nil, with nothing read, if there is none.
  mutating func parseSequenceOption() throws(SyntaxTrouble) -> SequenceOption? {
    switch current.keyword {
    case .as:
      advance()
      return .type(try parseTypeName())
    case .increment:
      advance()
      _ = accept(.by)
      return .increment(try parseSignedNumber())
    case .minvalue:
      advance()
      return .minimum(try parseSignedNumber())
    case .maxvalue:
      advance()
      return .maximum(try parseSignedNumber())
    case .start:
      advance()
      _ = accept(.with)
      return .start(try parseSignedNumber())
    case .restart:
      advance()
      if accept(.with) || at(.number) || at(.minus) { return .restart(try parseSignedNumber()) }
      return .restart(nil)
    case .cache:
      advance()
      return .cache(try parseSignedNumber())
    case .cycle:
      advance()
      return .cycle(true)
    case .no: return try parseNegatedSequenceOption()
    case .owned:
      advance()
      try expect(.by)
      return .ownedBy(accept(.noneWord) ? nil : try parseQualifiedName())
    case .sequence:
      advance()
      try expect(.name)
      return .name(try parseQualifiedName())
    case .logged, .unlogged:
      let isLogged = at(.logged)
      advance()
      return .logged(isLogged)
    default: return nil
    }
  }

  private mutating func parseNegatedSequenceOption() throws(SyntaxTrouble) -> SequenceOption {
    try expect(.no)
    if accept(.minvalue) { return .minimum(nil) }
    if accept(.maxvalue) { return .maximum(nil) }
    try expect(.cycle)
    return .cycle(false)
  }
}
