import Domain
import SQLSyntax

extension ScriptReader {
  /// `set @a = ...`, `prepare`, `execute` of MySQL.
  mutating func performMySQL(_ other: OtherStatement, _ frame: StatementFrame) {
    switch other.keyword {
    case "set": setVariables(other.range, frame)
    case "prepare":
      var parser = Parser(source: frame.bytes, range: other.range, dialect: dialect)
      parser.advance()
      let name = parser.text(parser.current).lowercased()
      parser.advance()
      parser.advance()
      let value = try? parser.parseExpression()
      variables["prepared " + name] = value.flatMap { FoldedTexts.fold($0, variables) }
    case "execute":
      var parser = Parser(source: frame.bytes, range: other.range, dialect: dialect)
      parser.advance()
      if parser.at(.immediate) {
        parser.advance()
        let value = try? parser.parseExpression()
        return run(value.flatMap { FoldedTexts.fold($0, variables) }, at: other.range, frame)
      }
      run(variables["prepared " + parser.text(parser.current).lowercased()], at: other.range, frame)
    default: break
    }
  }

  /// `set @a = 'x', @b := concat(@a, 'y')`
  private mutating func setVariables(_ range: ByteRange, _ frame: StatementFrame) {
    var parser = Parser(source: frame.bytes, range: range, dialect: dialect)
    parser.advance()
    repeat {
      guard parser.at(.placeholder) else { return }
      let name = parser.text(parser.current).lowercased()
      parser.advance()
      guard parser.at(.equals) || parser.at(.colonEquals) else { return }
      parser.advance()
      guard let value = try? parser.parseExpression() else {
        variables[name] = nil
        return
      }
      variables[name] = FoldedTexts.fold(value, variables)
    } while parser.accept(.comma)
  }
}
