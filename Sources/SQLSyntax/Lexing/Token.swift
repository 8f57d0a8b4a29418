/// What a token is, as far as its bytes alone say.
package enum TokenKind: UInt8, Sendable {
  /// Past the last token of the statement.
  case endOfStatement
  /// An unquoted name or keyword.
  case word
  /// A quoted name, quotes included.
  case quotedName
  /// `U&"..."`.
  case unicodeName
  /// `'...'`.
  case plainString
  /// `E'...'`, or any string of a dialect with backslash escapes.
  case escapeString
  /// `r'...'` and `rb'...'`: a backslash is one of its letters.
  case rawString
  /// `U&'...'`.
  case unicodeString
  /// `B'...'` or `X'...'`.
  case bitString
  /// `$tag$...$tag$`.
  case dollarString
  /// Digits with fraction and exponent; also hexadecimal, octal, binary.
  case number
  /// `$1`.
  case numberedParameter
  /// A placeholder of a template or driver that the dialect allows, such as `${name}`.
  case placeholder
  case leftParen, rightParen, leftBracket, rightBracket, leftBrace, rightBrace
  case comma, semicolon, dot, dotDot, colon, doubleColon, colonEquals, arrow
  case plus, minus, star, slash, percentSign, caret
  case less, greater, equals, lessEquals, greaterEquals, notEquals
  /// Any other run of operator characters.
  case operation
  /// A psql command such as `\connect`, to the end of its line.
  case metaCommand
  /// Something that has no end or that no token starts with.
  case broken
}

/// One token: its kind and where it stands. Twelve bytes, no text of its own.
package struct Token: Sendable {
  /// What it is.
  package var kind: TokenKind
  /// The keyword that an unquoted word spells.
  package var keyword: Keyword
  /// Offset of the first byte.
  package var start: Int32
  /// Length in bytes.
  package var length: Int32

  /// Offset past the last byte.
  package var end: Int32 { start &+ length }
  /// The bytes of the token.
  package var range: ByteRange { ByteRange(start, end) }

  init(_ kind: TokenKind, _ start: Int, _ end: Int, keyword: Keyword = .plain) {
    self.kind = kind
    self.keyword = keyword
    self.start = Int32(truncatingIfNeeded: start)
    self.length = Int32(truncatingIfNeeded: end &- start)
  }
}
