/// Where a string of C# ends, and where values stand in it
/// (https://learn.microsoft.com/dotnet/csharp/language-reference/language-specification/lexical-structure).
struct CSharpStringScan {
  /// A value in a string.
  struct Hole {
    /// Where its code stands, without its format.
    var code: ScriptRange
    /// Where it stands with its braces.
    var whole: ScriptRange
    /// A format or width follows the code.
    var hasFormat: Bool
  }

  /// How the text between the quotes is written.
  enum Style { case regular, verbatim, raw }

  private(set) var style = Style.regular
  /// `$` before it: 0 for a string without values.
  private(set) var dollars = 0
  /// Quotes at both ends.
  private(set) var quotes = 1
  /// Where the text between the quotes stands.
  private(set) var content = ScriptRange(0, 0)
  private(set) var holes: [Hole] = []
  /// The offset past it.
  private(set) var end = 0
  /// It has no end.
  private(set) var isBroken = false

  /// Strings in values of strings that are read.
  private static let depthLimit = 8

  /// Reads the string that starts at an offset; nil if none does.
  init?(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int, depth: Int = 0) {
    var at = start
    while bytes.at(at) == UInt8(ascii: "$") || bytes.at(at) == UInt8(ascii: "@") {
      if bytes.at(at) == UInt8(ascii: "$") { dollars += 1 } else { style = .verbatim }
      at += 1
    }
    guard at < limit, bytes.at(at) == UInt8(ascii: "\"") else { return nil }
    if style == .regular {
      var count = 0
      while at + count < limit, bytes.at(at + count) == UInt8(ascii: "\"") { count += 1 }
      if count >= 3 {
        style = .raw
        quotes = count
      }
    }
    at += quotes
    let first = at
    read(bytes, &at, limit, depth)
    end = min(at, limit)
    content = ScriptRange(first, max(first, isBroken ? end : end - quotes))
  }

  private mutating func read(_ bytes: Span<UInt8>, _ at: inout Int, _ limit: Int, _ depth: Int) {
    while at < limit {
      let byte = bytes.at(at)
      switch byte {
      case UInt8(ascii: "\\") where style == .regular: at += 2
      case 0x0A where style == .regular:
        isBroken = true
        return
      case UInt8(ascii: "\""):
        switch style {
        case .regular:
          at += 1
          return
        case .verbatim:
          guard bytes.at(at + 1) == byte, at + 1 < limit else {
            at += 1
            return
          }
          at += 2
        case .raw:
          var count = 0
          while at + count < limit, bytes.at(at + count) == byte { count += 1 }
          at += count
          if count >= quotes { return }
        }
      case UInt8(ascii: "{") where dollars > 0:
        guard brace(bytes, &at, limit, depth) else {
          isBroken = true
          return
        }
      default: at += 1
      }
    }
    isBroken = true
  }

  /// `{{`, or a value; false if it has no end.
  private mutating func brace(_ bytes: Span<UInt8>, _ at: inout Int, _ limit: Int, _ depth: Int) -> Bool {
    var count = 0
    while at + count < limit, bytes.at(at + count) == UInt8(ascii: "{") { count += 1 }
    if style != .raw {
      at += count / 2 * 2
      guard count % 2 == 1 else { return true }
      return hole(bytes, &at, limit, depth, braces: 1)
    }
    // Of a raw string as many braces as dollars begin a value; those before them are text.
    guard count >= dollars else {
      at += count
      return true
    }
    at += count - dollars
    return hole(bytes, &at, limit, depth, braces: dollars)
  }

  private mutating func hole(
    _ bytes: Span<UInt8>, _ at: inout Int, _ limit: Int, _ depth: Int, braces: Int
  ) -> Bool {
    guard depth < Self.depthLimit else { return false }
    let start = at
    at += braces
    let code = at
    var codeEnd: Int?
    var open = 0
    while at < limit {
      let byte = bytes.at(at)
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): open -= 1
      case UInt8(ascii: "}"):
        if open <= 0 {
          holes.append(
            Hole(
              code: ScriptRange(code, codeEnd ?? at), whole: ScriptRange(start, min(limit, at + braces)),
              hasFormat: codeEnd != nil))
          at = min(limit, at + braces)
          return true
        }
        open -= 1
      case UInt8(ascii: ":"), UInt8(ascii: ","):
        if open <= 0, codeEnd == nil, bytes.at(at + 1) != UInt8(ascii: ":"),
          bytes.at(at - 1) != UInt8(ascii: ":")
        {
          codeEnd = at
        }
      case UInt8(ascii: "'") where codeEnd == nil:
        at = ScriptByte.characterEnd(bytes, at, limit) ?? at + 1
        continue
      case UInt8(ascii: "\""), UInt8(ascii: "$"), UInt8(ascii: "@"):
        if codeEnd == nil, let inner = CSharpStringScan(bytes, at, limit, depth: depth + 1) {
          at = max(at + 1, inner.end)
          if inner.isBroken { return false }
          continue
        }
      default: break
      }
      at += 1
    }
    return false
  }
}
