extension RubyParser {
  /// `<<~NAME`: the body starts in the next line, or behind the bodies that the line has already; nil if it is none.
  mutating func parseHeredoc() throws(ScriptTrouble) -> ScriptNode? {
    let start = at
    guard sees("<<") else { return nil }
    var ahead = at + 2
    let mark = byte(ahead)
    let isSquiggly = mark == UInt8(ascii: "~")
    if isSquiggly || mark == UInt8(ascii: "-") { ahead += 1 }
    var isPlain = false
    var name: ArraySlice<UInt8>
    let quote = byte(ahead)
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") || quote == UInt8(ascii: "`") {
      isPlain = quote == UInt8(ascii: "'")
      var stop = ahead + 1
      while stop < end, bytes[stop] != quote, bytes[stop] != 10 { stop += 1 }
      name = bytes[(ahead + 1)..<max(ahead + 1, stop)]
      ahead = stop + 1
    } else {
      guard ScriptByte.isNameStart(quote) else { return nil }
      let stop = nameEnd(ahead)
      name = bytes[ahead..<stop]
      ahead = stop
    }
    at = min(ahead, end)
    let body = try heredocBody(name, isIndented: isSquiggly || mark == UInt8(ascii: "-"), start)
    let saved = (at, lineResume)
    let parts = try heredocParts(body.start, body.stop, isSquiggly: isSquiggly, isPlain: isPlain)
    at = saved.0
    lineResume = body.next
    return string(parts, start)
  }

  private mutating func heredocBody(
    _ name: ArraySlice<UInt8>, isIndented: Bool, _ start: Int
  ) throws(ScriptTrouble) -> (start: Int, stop: Int, next: Int) {
    guard missedHeredocs < 100 else { throw unended(name, start) }
    var line = lineResume
    if line <= at {
      line = at
      while line < end, bytes[line] != 10 { line += 1 }
      line += 1
    }
    let bodyStart = line
    while line < end {
      var stop = line
      while stop < end, bytes[stop] != 10 { stop += 1 }
      var from = line
      if isIndented { while from < stop, Self.isSpace(bytes[from]) { from += 1 } }
      var to = stop
      if to > from, bytes[to - 1] == 13 { to -= 1 }
      if bytes[from..<to] == name { return (bodyStart, line, min(stop + 1, end)) }
      line = stop + 1
    }
    missedHeredocs += 1
    throw unended(name, start)
  }

  private func unended(_ name: ArraySlice<UInt8>, _ start: Int) -> ScriptTrouble {
    ScriptTrouble(
      .unterminated, "the text up to \"\(String(decoding: name.prefix(40), as: UTF8.self))\" has no end",
      at: ScriptRange(start, end))
  }

  private mutating func heredocParts(
    _ start: Int, _ stop: Int, isSquiggly: Bool, isPlain: Bool
  ) throws(ScriptTrouble) -> [ScriptTemplate.Part] {
    let margin = isSquiggly ? margin(start, stop) : 0
    var content = TemplateContent()
    at = start
    var isLineStart = true
    while at < stop {
      if isLineStart, margin > 0 {
        let lineStart = at
        while at < stop, at - lineStart < margin, bytes[at] == 32 || bytes[at] == 9 { at += 1 }
        content.breakRun()
        isLineStart = false
        continue
      }
      let byte = bytes[at]
      isLineStart = byte == 10
      if byte == 0x5C, !isPlain {
        takeEscape(&content)
      } else if byte == UInt8(ascii: "#"), peek(1) == UInt8(ascii: "{"), !isPlain {
        content.add(try parseInterpolation())
      } else {
        content.append(byte, at: at)
        at += 1
      }
    }
    return content.finished()
  }

  /// The least indentation of the lines that are not blank.
  private func margin(_ start: Int, _ stop: Int) -> Int {
    var least = Int.max
    var line = start
    while line < stop {
      var from = line
      while from < stop, bytes[from] == 32 || bytes[from] == 9 { from += 1 }
      if from < stop, bytes[from] != 10, bytes[from] != 13 { least = min(least, from - line) }
      while line < stop, bytes[line] != 10 { line += 1 }
      line += 1
    }
    return least == Int.max ? 0 : least
  }
}
