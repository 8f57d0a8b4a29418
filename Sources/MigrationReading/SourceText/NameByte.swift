extension UInt8 {
  /// The byte of the small letter, if it is one of an ASCII capital.
  var lowered: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  /// Whether a byte may stand in a name that is written without quotes: a letter, a digit, `_`, or part of a character
  /// that is no ASCII.
  var isNamePart: Bool {
    self == UInt8(ascii: "_") || self &- 0x30 < 10 || (self | 0x20) &- 0x61 < 26 || self > 0x7F
  }
}
