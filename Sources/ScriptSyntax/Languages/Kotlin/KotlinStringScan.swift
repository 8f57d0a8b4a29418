/// Where a string of Kotlin ends, and where values stand in it (https://kotlinlang.org/docs/strings.html).
struct KotlinStringScan {
  /// A value in a string: its code, and where it stands with its signs.
  struct Hole {
    var code: ScriptRange
    var whole: ScriptRange
  }

  /// Between three quotes nothing is escaped.
  let isRaw: Bool
  private(set) var holes: [Hole] = []
  /// Where the text between the quotes stands.
  private(set) var content = ScriptRange(0, 0)
  private(set) var end: Int
  private(set) var isBroken = false

  /// Strings in values of strings that are read.
  private static let depthLimit = 8

  init(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int, depth: Int = 0) {
    isRaw = JavaText.isBlock(bytes, start)
    let quotes = isRaw ? 3 : 1
    end = start + quotes
    let first = end
    read(bytes, limit, depth)
    end = min(end, limit)
    content = ScriptRange(first, max(first, isBroken ? end : end - quotes))
  }

  private mutating func read(_ bytes: Span<UInt8>, _ limit: Int, _ depth: Int) {
    while end < limit {
      let byte = bytes.at(end)
      switch byte {
      case UInt8(ascii: "\\") where !isRaw: end += 2
      case 0x0A where !isRaw:
        isBroken = true
        return
      case UInt8(ascii: "\""):
        guard isRaw else {
          end += 1
          return
        }
        var count = 0
        while end + count < limit, bytes.at(end + count) == byte { count += 1 }
        end += count
        if count >= 3 { return }
      case UInt8(ascii: "$"):
        guard value(bytes, limit, depth) else {
          isBroken = true
          return
        }
      default: end += 1
      }
    }
    isBroken = true
  }

  /// `$a`, `${a.b()}`; false if it has no end.
  private mutating func value(_ bytes: Span<UInt8>, _ limit: Int, _ depth: Int) -> Bool {
    let start = end
    if ScriptByte.isNameStart(bytes.at(start + 1)), bytes.at(start + 1) < 0x80 {
      end += 2
      while end < limit, ScriptByte.isNamePart(bytes.at(end)), bytes.at(end) < 0x80 { end += 1 }
      end = min(end, limit)
      holes.append(Hole(code: ScriptRange(start + 1, end), whole: ScriptRange(start, end)))
      return true
    }
    guard bytes.at(start + 1) == UInt8(ascii: "{"), start + 1 < limit else {
      end += 1
      return true
    }
    guard depth < Self.depthLimit else { return false }
    var at = start + 2
    var open = 0
    while at < limit {
      switch bytes.at(at) {
      case UInt8(ascii: "{"): open += 1
      case UInt8(ascii: "}"):
        if open == 0 {
          holes.append(Hole(code: ScriptRange(start + 2, at), whole: ScriptRange(start, at + 1)))
          end = at + 1
          return true
        }
        open -= 1
      case UInt8(ascii: "'"):
        at = ScriptByte.characterEnd(bytes, at, limit) ?? at + 1
        continue
      case UInt8(ascii: "\""):
        let inner = KotlinStringScan(bytes, at, limit, depth: depth + 1)
        if inner.isBroken { return false }
        at = max(at + 1, inner.end)
        continue
      default: break
      }
      at += 1
    }
    return false
  }
}
