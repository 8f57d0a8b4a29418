extension ScriptOperator {
  /// What a sign between two values means, in every language that writes it; which of them a language has, its levels
  /// say.
  init?(sign: ScriptWord) {
    switch sign {
    case "||": self = .or
    case "??": self = .coalesce
    case "&&": self = .and
    case "|": self = .bitOr
    case "^": self = .bitXor
    case "&": self = .bitAnd
    case "==": self = .equal
    case "!=", "<>": self = .notEqual
    case "===": self = .identical
    case "!==": self = .notIdentical
    case "<=>": self = .compare
    case "<": self = .less
    case "<=": self = .lessEqual
    case ">": self = .greater
    case ">=": self = .greaterEqual
    case ".": self = .concatenate
    case "|>": self = .pipe
    case "<<": self = .shiftLeft
    case ">>", ">>>": self = .shiftRight
    case "+": self = .add
    case "-": self = .subtract
    case "*": self = .multiply
    case "/": self = .divide
    case "//": self = .floorDivide
    case "%": self = .modulo
    case "@": self = .matrixMultiply
    case "**": self = .power
    default: return nil
    }
  }

  /// What `+=` and its kin do with the old value and the new one; nil for a comparison, which ends so too.
  init?(assignmentSign sign: ScriptWord) {
    guard sign.code & 0xFF == UInt64(UInt8(ascii: "=")),
      let operation = ScriptOperator(sign: ScriptWord(code: sign.code >> 8))
    else { return nil }
    switch operation {
    case .add, .subtract, .multiply, .divide, .floorDivide, .modulo, .power, .matrixMultiply, .shiftLeft,
      .shiftRight, .bitAnd, .bitOr, .bitXor, .and, .or, .coalesce, .concatenate:
      self = operation
    default: return nil
    }
  }
}

extension OperatorParser {
  /// The sign at the current token that stands between two values, how it binds, and how many tokens it is. Where `<<` or
  /// `>>` may end the arguments of a type, the lexer makes two signs of it.
  var signOperator: (operation: ScriptOperator, level: Level, tokens: Int)? {
    guard at(.sign), let found = ScriptOperator(sign: ScriptWord(code: current.code)) else { return nil }
    if found == .less || found == .greater, peek().code == current.code, isAdjacent(current, peek()) {
      return (found == .less ? .shiftLeft : .shiftRight, .shift, 2)
    }
    return Level(found).map { (found, $0, 1) }
  }

  /// The operator of an assignment at the current token, nil for `=` alone; nil where no assignment stands.
  var assignmentOperator: ScriptOperator?? {
    if at("=") { return .some(nil) }
    guard at(.sign), let found = ScriptOperator(assignmentSign: ScriptWord(code: current.code)) else {
      return nil
    }
    return .some(found)
  }
}
