/// Cuts C# into tokens. A string with values in it is one token; its values are cut when they are read. Lines of the
/// preprocessor are passed over; of `#if` with `#else` the first part is read.
struct CSharpLexer: BracedLexer {
  var tokens = ContiguousArray<ScriptToken>()
  /// Code that another symbol of the preprocessor would choose.
  private(set) var skipped: [ScriptRange] = []
  var position: Int
  let end: Int
  var followsBreak = true
  /// What stands in the branch of an `#if` that is not read, for the innermost last.
  private var conditions = 0

  /// Cuts a whole file, or a part of it.
  init(_ source: [UInt8], range: ScriptRange? = nil) {
    let bytes = source.span
    position = range?.offset ?? 0
    end = min(bytes.count, range.map { Int($0.end) } ?? bytes.count)
    tokens.reserveCapacity(max(0, end - position) / 5 + 1)
    if position == 0, bytes.at(0) == 0xEF, bytes.at(1) == 0xBB, bytes.at(2) == 0xBF { position = 3 }
    while position < end { step(bytes) }
    add(.end, end, end)
  }

  private mutating func step(_ bytes: Span<UInt8>) {
    let start = position
    let byte = bytes.at(start)
    if skipBlank(bytes, start, byte) { return }
    switch byte {
    case UInt8(ascii: "#") where followsBreak: directive(bytes)
    case UInt8(ascii: "'"): character(bytes, start)
    case UInt8(ascii: "\""), UInt8(ascii: "$"): string(bytes, start)
    case UInt8(ascii: "@"):
      let next = bytes.at(start + 1)
      if next == UInt8(ascii: "\"") || next == UInt8(ascii: "$") {
        string(bytes, start)
      } else if ScriptByte.isNameStart(next) {
        // `@class`: a name, never a keyword.
        word(bytes, start, from: start + 1, isName: true)
      } else {
        position += 1
        add(.broken, start, position)
      }
    default:
      if ScriptByte.isNameStart(byte) {
        word(bytes, start, from: start, isName: false)
      } else {
        numberOrSign(bytes, start, byte)
      }
    }
  }

  private mutating func word(_ bytes: Span<UInt8>, _ start: Int, from first: Int, isName: Bool) {
    var at = first
    while at < end, ScriptByte.isNamePart(bytes.at(at)) { at += 1 }
    position = max(at, start + 1)
    add(.word, start, position, code: isName ? 0 : bytes.code(start, position))
  }

  private mutating func string(_ bytes: Span<UInt8>, _ start: Int) {
    guard let scan = CSharpStringScan(bytes, start, end) else {
      position += 1
      return add(.broken, start, position)
    }
    position = min(end, max(start + 1, scan.end))
    let kind: ScriptTokenKind = scan.isBroken ? .broken : scan.holes.isEmpty ? .string : .template
    add(kind, start, position)
    // `"a"u8`
    if bytes.at(position) == UInt8(ascii: "u"), bytes.at(position + 1) == UInt8(ascii: "8"),
      position + 1 < end
    {
      position += 2
    }
  }

  static func signLength(_ bytes: Span<UInt8>, _ start: Int, _ byte: UInt8) -> Int {
    let second = bytes.at(start + 1)
    let equals = UInt8(ascii: "=")
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "~"):
      return 1
    case UInt8(ascii: ":"), UInt8(ascii: "."): return second == byte ? 2 : 1
    case UInt8(ascii: "="): return second == equals || second == UInt8(ascii: ">") ? 2 : 1
    case UInt8(ascii: "?"):
      if second == byte { return bytes.at(start + 2) == equals ? 3 : 2 }
      // `a?.b`, not `a ? .5 : b`
      return second == UInt8(ascii: ".") && !ScriptByte.isDigit(bytes.at(start + 2)) ? 2 : 1
    case UInt8(ascii: "-"):
      return second == byte || second == equals || second == UInt8(ascii: ">") ? 2 : 1
    case UInt8(ascii: "<"):
      if second == byte { return bytes.at(start + 2) == equals ? 3 : 2 }
      return second == equals ? 2 : 1
    case UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "+"):
      return second == byte || second == equals ? 2 : 1
    // `>>` is two signs, for it ends type arguments too.
    case UInt8(ascii: ">"), UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "%"), UInt8(ascii: "^"),
      UInt8(ascii: "/"):
      return second == equals ? 2 : 1
    default: return 0
    }
  }
}

/// Lines that begin with `#`.
extension CSharpLexer {
  private mutating func directive(_ bytes: Span<UInt8>) {
    let (word, rest) = line(bytes)
    switch word {
    case "if":
      conditions += 1
      // The branch of `#if false` is never compiled.
      if rest == "false" { skipBranch(bytes, isKept: false) }
    case "else", "elif": if conditions > 0 { skipBranch(bytes, isKept: true) }
    case "endif": conditions = max(0, conditions - 1)
    default: break
    }
  }

  /// Moves past the line; its word and what follows it.
  private mutating func line(_ bytes: Span<UInt8>) -> (word: String, rest: String) {
    func text(_ from: Int, _ to: Int) -> String {
      var letters: [UInt8] = []
      var at = from
      while at < to, letters.count < 64 {
        if bytes.at(at) > 0x20 { letters.append(bytes.at(at)) }
        at += 1
      }
      return String(decoding: letters, as: UTF8.self)
    }
    var at = position + 1
    while bytes.at(at) == 0x20 || bytes.at(at) == 0x09 { at += 1 }
    let start = at
    while at < end, ScriptByte.isNamePart(bytes.at(at)) { at += 1 }
    let stop = at
    position = min(end, at)
    skipLine(bytes)
    return (text(start, stop), text(stop, position))
  }

  /// Moves past code that is not compiled, to the end of its `#if`, or, for `#if false`, its `#else`.
  private mutating func skipBranch(_ bytes: Span<UInt8>, isKept: Bool) {
    let start = position
    var open = 0
    var hasCode = false
    var isLineStart = true
    while position < end {
      let byte = bytes.at(position)
      if byte == UInt8(ascii: "#"), isLineStart {
        let before = position
        let (word, _) = line(bytes)
        if word == "if" { open += 1 }
        if word == "endif" {
          if open == 0 {
            conditions = max(0, conditions - 1)
            if hasCode, isKept { skipped.append(ScriptRange(start, before)) }
            return
          }
          open -= 1
        }
        if open == 0, !isKept, word == "else" || word == "elif" { return }
        continue
      }
      if byte == 0x0A || byte == 0x0D {
        isLineStart = true
      } else if byte > 0x20 {
        isLineStart = false
        hasCode = true
      }
      position += 1
    }
    if hasCode, isKept { skipped.append(ScriptRange(start, end)) }
  }
}
