import Domain
import SQLSyntax

extension ScriptReader {
  /// Control, variables and procedures of Transact-SQL; whether the statement was one of these.
  mutating func performTransact(_ other: OtherStatement, _ frame: StatementFrame) -> Bool {
    switch other.keyword {
    case "if", "while":
      control.condition(other.range.text(of: frame.bytes), isLoop: other.keyword == "while")
    case "else": control.otherwise()
    case "begin block", "begin try", "begin catch": control.open()
    case "end block", "end try", "end catch": control.close()
    case "declare", "set": assign(other.range, frame)
    case "exec", "execute":
      execute(other.range, control.frame(frame))
    default:
      _ = control.frame(frame)
      return false
    }
    return true
  }

  /// `declare @a nvarchar(max) = N'x', @b int`, `set @a = @a + N'y'`
  private mutating func assign(_ range: ByteRange, _ frame: StatementFrame) {
    var parser = Parser(source: frame.bytes, range: range, dialect: dialect)
    let isDeclaration = parser.at(.declare)
    parser.advance()
    repeat {
      guard parser.at(.placeholder) else { return }
      let name = parser.text(parser.current).lowercased()
      parser.advance()
      if isDeclaration {
        _ = parser.accept(.as)
        if parser.at(.table) || (try? parser.parseTypeName()) == nil { return }
      }
      guard parser.accept(.equals) else {
        if !parser.at(.comma), !parser.isAtEnd { variables[name] = nil }
        continue
      }
      guard let value = try? parser.parseExpression() else {
        variables[name] = nil
        return
      }
      variables[name] = known(FoldedTexts.fold(value, variables), from: value.range, frame)
    } while parser.accept(.comma)
  }

  /// A value, or an unknown one with what it was read from.
  private func known(_ folded: FoldedTexts?, from range: ByteRange, _ frame: StatementFrame) -> FoldedTexts {
    folded
      ?? FoldedTexts(
        texts: [FoldedTexts.unknownPart], hasUnknownPart: true,
        origin: String(range.text(of: frame.bytes).prefix(4_000)).lowercased())
  }

  /// `select @a = name from sys.default_constraints ...`
  mutating func assignFromQuery(_ query: Query, _ frame: StatementFrame) {
    guard case .select(let select) = query.body else { return }
    for item in select.items {
      guard case .binary(let node) = item.value, node.operation.name == "=",
        case .parameter(let parameter) = node.left
      else { continue }
      variables[parameter.text.lowercased()] =
        select.from.isEmpty
        ? known(FoldedTexts.fold(node.right, variables), from: query.range, frame)
        : known(partly(node.right, of: query, frame), from: query.range, frame)
    }
  }

  /// A text around what a query reads: `select @a = 'alter table t drop constraint ' + d.name from ...`.
  private func partly(_ value: SyntaxExpression, of query: Query, _ frame: StatementFrame) -> FoldedTexts? {
    guard case .binary = value, var found = FoldedTexts.fold(value, variables), found.hasUnknownPart else {
      return nil
    }
    found.origin += String(query.range.text(of: frame.bytes).prefix(4_000)).lowercased()
    return found
  }

  /// `exec sp_rename ...`, `exec('...')`, `exec sp_executesql N'...'`, `exec procedure`.
  private mutating func execute(_ range: ByteRange, _ frame: StatementFrame) {
    var parser = Parser(source: frame.bytes, range: range, dialect: dialect)
    parser.advance()
    if parser.at(.placeholder), parser.peek().kind == .equals {
      parser.advance()
      parser.advance()
    }
    if parser.at(.leftParen) {
      parser.advance()
      let value = try? parser.parseExpression()
      return run(value.flatMap { FoldedTexts.fold($0, variables) }, at: range, frame)
    }
    guard let name = try? parser.parseQualifiedName() else { return run(nil, at: range, frame) }
    let arguments = procedureArguments(&parser)
    switch name.name.lowercased() {
    case "sp_rename": rename(arguments, range, frame)
    case "sp_executesql":
      run(
        arguments.first { $0.name == nil || $0.name == "@stmt" || $0.name == "@statement" }?.value, at: range,
        frame)
    case let other where other.hasPrefix("sp_msforeach"): run(nil, at: range, frame)
    case let other where other.hasPrefix("sp_") || other.hasPrefix("xp_"): break
    case _ where runProcedure(name.name, arguments, range, frame): break
    default:
      report(
        "unknown-routine", "the procedure \"\(name.name)\" is not defined here", range, frame,
        .mayChangeSchema)
    }
  }

  private func procedureArguments(_ parser: inout Parser) -> [(name: String?, value: FoldedTexts?)] {
    var arguments: [(name: String?, value: FoldedTexts?)] = []
    while !parser.isAtEnd, arguments.count < 32 {
      var name: String?
      if parser.at(.placeholder), parser.peek().kind == .equals {
        name = parser.text(parser.current).lowercased()
        parser.advance()
        parser.advance()
      }
      guard let value = try? parser.parseExpression() else { break }
      // A name without quotes is a text here.
      if case .column(let column) = value {
        arguments.append((name, FoldedTexts(texts: [column.name.parts.map(\.text).joined(separator: ".")])))
      } else {
        arguments.append((name, FoldedTexts.fold(value, variables)))
      }
      guard parser.accept(.comma) else { break }
    }
    return arguments
  }

  /// `sp_rename 'dbo.t.c', 'n', 'column'`
  private mutating func rename(
    _ arguments: [(name: String?, value: FoldedTexts?)], _ range: ByteRange, _ frame: StatementFrame
  ) {
    func argument(_ name: String, _ place: Int) -> String? {
      let found = arguments.first { $0.name == name } ?? (place < arguments.count ? arguments[place] : nil)
      guard let found, found.name == nil || found.name == name, let value = found.value, !value.hasUnknownPart
      else { return nil }
      return value.texts.count == 1 ? value.texts[0] : nil
    }
    guard let old = argument("@objname", 0), let new = argument("@newname", 1) else {
      return report("dynamic-sql", "what \"sp_rename\" renames is not known", range, frame, .mayChangeSchema)
    }
    let parts = Self.nameParts(old)
    let kind = argument("@objtype", 2)?.lowercased() ?? ""
    guard let last = parts.last else { return }
    if kind == "column" {
      guard parts.count > 1 else { return }
      let table = TableName(schema: parts.count > 2 ? parts[parts.count - 3] : nil, parts[parts.count - 2])
      return emit(.renameColumn(table, column: last, to: new), range, frame)
    }
    guard kind.isEmpty || kind == "object" else { return }
    let table = TableName(schema: parts.count > 1 ? parts[parts.count - 2] : nil, last)
    var frame = frame
    // The object may as well be a constraint, a view or a procedure.
    frame.toleratesAbsence = true
    emit(.renameTable(table, to: TableName(schema: table.schema, new)), range, frame)
  }

  /// The parts of `dbo.[Order Details].Name`.
  private static func nameParts(_ text: String) -> [String] {
    var parts: [String] = []
    var part: [UInt8] = []
    var close: UInt8?
    for byte in text.utf8 {
      if let end = close {
        if byte == end { close = nil } else { part.append(byte) }
      } else if byte == UInt8(ascii: "[") {
        close = UInt8(ascii: "]")
      } else if byte == UInt8(ascii: "\"") {
        close = byte
      } else if byte == UInt8(ascii: ".") {
        parts.append(String(decoding: part, as: UTF8.self))
        part = []
      } else {
        part.append(byte)
      }
    }
    return parts + [String(decoding: part, as: UTF8.self)]
  }
}
