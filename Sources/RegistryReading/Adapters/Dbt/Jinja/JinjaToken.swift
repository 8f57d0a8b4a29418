/// One token of a template: a run of plain text, a delimiter, or a token inside `{{ }}` or `{% %}`.
struct JinjaToken: Hashable, Sendable {
  /// What a token is.
  enum Kind: UInt8, Hashable, Sendable {
    /// Template text between tags, already trimmed by whitespace control.
    case text
    /// `{{`
    case printStart
    /// `}}`
    case printEnd
    /// `{%`
    case blockStart
    /// `%}`
    case blockEnd
    /// A word.
    case name
    /// A quoted string with its quotes.
    case string
    /// A whole number.
    case integer
    /// A number with a point or exponent.
    case float
    /// One operator or bracket of one or two bytes.
    case symbol
    /// The end of the template.
    case end
  }

  /// What it is.
  var kind: Kind
  /// First byte in the file.
  var start: Int32
  /// Length in bytes.
  var length: Int32

  /// The bytes of the file that it covers.
  var range: Range<Int> { Int(start)..<(Int(start) + Int(length)) }
}

/// Something wrong in a template, with the byte where it stands.
struct JinjaTrouble: Hashable, Sendable {
  /// What is wrong: lower case, names quoted, no final stop.
  var message: String
  /// Byte of the file.
  var offset: Int
}
