/// Reads the language of schema.prisma. A line that is not understood is noted and passed over.
struct PrismaParser {
  private var lexer: PrismaLexer
  /// The piece that is looked at.
  private(set) var current: PrismaToken
  /// What is read so far.
  private(set) var file = PrismaFile()

  /// Levels of lists and calls that are read.
  private static let depthLimit = 60
  /// Troubles that are noted one by one.
  private static let troubleLimit = 50

  private init(_ bytes: [UInt8]) {
    lexer = PrismaLexer(bytes)
    current = lexer.next()
  }

  /// Reads a text.
  static func read(_ bytes: [UInt8]) -> PrismaFile {
    guard bytes.count <= PrismaLexer.sizeLimit else {
      var file = PrismaFile()
      file.troubles.append(("a schema of more than \(PrismaLexer.sizeLimit >> 20) MiB is not read", 0))
      return file
    }
    var parser = PrismaParser(bytes)
    while parser.current.kind != .end { parser.topLevel() }
    return parser.file
  }

  // MARK: Blocks

  private mutating func topLevel() {
    if accept(.newline) { return }
    guard let kind = blockKind() else {
      trouble("\"\(text(current))\" does not start a block")
      skipForeignBlock()
      return
    }
    advance()
    var block = PrismaBlock(kind: kind, name: text(current), offset: Int(current.start))
    advance()
    advance()
    readBody(&block)
    file.blocks.append(block)
  }

  /// The kind of block that starts here: a keyword, a name and a brace.
  private func blockKind() -> PrismaBlock.Kind? {
    guard current.kind == .name, let kind = PrismaBlock.Kind(rawValue: text(current)) else { return nil }
    var ahead = lexer
    guard ahead.next().kind == .name, ahead.next().kind == .sign(UInt8(ascii: "{")) else { return nil }
    return kind
  }

  private mutating func readBody(_ block: inout PrismaBlock) {
    while !accept(.sign(UInt8(ascii: "}"))) {
      if accept(.newline) { continue }
      if current.kind == .end || blockKind() != nil {
        trouble("\"\(block.kind.rawValue) \(block.name)\" has no end")
        return
      }
      if current.kind == .blockAttribute {
        if let attribute = attribute() { block.attributes.append(attribute) }
      } else if current.kind == .name {
        member(of: &block)
      } else {
        trouble("\"\(text(current))\" does not start a line of \"\(block.name)\"")
        skipLine()
      }
    }
  }

  private mutating func member(of block: inout PrismaBlock) {
    switch block.kind {
    case .datasource, .generator:
      let name = text(current)
      advance()
      guard accept(.sign(UInt8(ascii: "="))) else {
        trouble("\"\(name)\" has no value")
        return skipLine()
      }
      block.settings.append((name, value(depth: 0)))
    case .enumeration:
      var field = PrismaField(name: text(current), offset: Int(current.start))
      advance()
      readAttributes(&field)
      block.fields.append(field)
    case .model, .view, .composite:
      if let field = field() { block.fields.append(field) }
    }
    if current.kind != .newline, current.kind != .sign(UInt8(ascii: "}")), current.kind != .end,
      blockKind() == nil
    {
      trouble("\"\(text(current))\" is not expected here")
      skipLine()
    }
  }

  /// `name Type? @attributes`
  private mutating func field() -> PrismaField? {
    var field = PrismaField(name: text(current), offset: Int(current.start))
    advance()
    _ = accept(.sign(UInt8(ascii: ":")))
    guard current.kind == .name else {
      trouble("the field \"\(field.name)\" has no type")
      skipLine()
      return nil
    }
    field.type = text(current)
    advance()
    if field.type == "Unsupported", current.kind == .sign(UInt8(ascii: "(")) {
      field.unsupported = arguments(depth: 0).first?.value.text ?? ""
      field.type = ""
    }
    if accept(.sign(UInt8(ascii: "["))) {
      field.arity = .list
      _ = accept(.sign(UInt8(ascii: "]")))
    }
    if accept(.sign(UInt8(ascii: "?"))), field.arity == .required { field.arity = .optional }
    _ = accept(.sign(UInt8(ascii: "!")))
    readAttributes(&field)
    return field
  }

  private mutating func readAttributes(_ field: inout PrismaField) {
    while current.kind == .sign(UInt8(ascii: "@")) {
      guard let attribute = attribute() else { return }
      field.attributes.append(attribute)
    }
  }

  // MARK: Attributes and values

  private mutating func attribute() -> PrismaAttribute? {
    let offset = Int(current.start)
    advance()
    guard let name = path() else {
      trouble("an attribute has no name")
      skipLine()
      return nil
    }
    var attribute = PrismaAttribute(name: name, offset: offset)
    if current.kind == .sign(UInt8(ascii: "(")) { attribute.arguments = arguments(depth: 0) }
    return attribute
  }

  /// `db.VarChar`
  private mutating func path() -> String? {
    guard current.kind == .name else { return nil }
    var name = text(current)
    advance()
    while current.kind == .sign(UInt8(ascii: ".")) {
      advance()
      guard current.kind == .name else { break }
      name += "." + text(current)
      advance()
    }
    return name
  }

  /// The values between the bracket that stands here and its partner.
  private mutating func arguments(depth: Int) -> [PrismaArgument] {
    let opening = current
    advance()
    let closing: UInt8 = opening.kind == .sign(UInt8(ascii: "[")) ? UInt8(ascii: "]") : UInt8(ascii: ")")
    var arguments: [PrismaArgument] = []
    while !accept(.sign(closing)) {
      if accept(.newline) || accept(.sign(UInt8(ascii: ","))) { continue }
      if isLost() {
        trouble("a bracket has no partner", at: opening)
        return arguments
      }
      var name: String?
      if current.kind == .name {
        var ahead = lexer
        if ahead.next().kind == .sign(UInt8(ascii: ":")) {
          name = text(current)
          advance()
          advance()
          while accept(.newline) {}
        }
      }
      arguments.append(PrismaArgument(name: name, value: value(depth: depth + 1)))
    }
    return arguments
  }

  private mutating func value(depth: Int) -> PrismaValue {
    guard depth < Self.depthLimit else {
      trouble("values are nested too deeply")
      skipLine()
      return .unknown
    }
    switch current.kind {
    case .string:
      let text = string(current)
      advance()
      return .string(text)
    case .number:
      let digits = text(current)
      advance()
      return .number(digits)
    case .sign(UInt8(ascii: "[")): return .list(arguments(depth: depth).map(\.value))
    case .name:
      let name = path() ?? ""
      guard current.kind == .sign(UInt8(ascii: "(")) else { return .name(name) }
      return .call(name, arguments(depth: depth))
    case .openString, .newline, .blockAttribute, .sign, .end:
      trouble("\"\(text(current))\" is no value")
      if current.kind != .newline, current.kind != .sign(UInt8(ascii: "}")) { advance() }
      return .unknown
    }
  }

  /// Whether an open bracket cannot be meant to reach this far.
  private func isLost() -> Bool {
    switch current.kind {
    case .end, .blockAttribute, .sign(UInt8(ascii: "}")), .sign(UInt8(ascii: "{")): true
    case .name: blockKind() != nil
    case .number, .string, .openString, .newline, .sign: false
    }
  }

  // MARK: Pieces

  private mutating func advance() { current = lexer.next() }

  private mutating func accept(_ kind: PrismaToken.Kind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  private mutating func skipLine() {
    while current.kind != .newline, current.kind != .end, current.kind != .sign(UInt8(ascii: "}")) {
      advance()
    }
  }

  /// Passes over a line, and over the braces that it opens.
  private mutating func skipForeignBlock() {
    var depth = 0
    repeat {
      if current.kind == .sign(UInt8(ascii: "{")) { depth += 1 }
      if current.kind == .sign(UInt8(ascii: "}")) { depth -= 1 }
      advance()
      if depth > 0, blockKind() != nil { return }
    } while current.kind != .end && (depth > 0 || current.kind != .newline)
  }

  private mutating func trouble(_ message: String, at token: PrismaToken? = nil) {
    guard file.troubles.count < Self.troubleLimit else { return }
    file.troubles.append((message, Int((token ?? current).start)))
  }

  private func text(_ token: PrismaToken) -> String {
    let end = min(token.end, Int(token.start) + 200, lexer.bytes.count)
    switch token.kind {
    case .newline: return "end of line"
    case .end: return "end of file"
    case .name, .number, .string, .openString, .blockAttribute, .sign:
      return String(decoding: lexer.bytes[Int(token.start)..<end], as: UTF8.self)
    }
  }

  private func string(_ token: PrismaToken) -> String {
    PrismaString.decoded(lexer.bytes[(Int(token.start) + 1)..<(token.end - 1)])
  }
}
