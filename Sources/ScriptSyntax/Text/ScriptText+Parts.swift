extension ScriptText {
  /// A part of the content, with its places; offsets beyond the content are moved to its ends.
  package func part(_ from: Int, _ to: Int) -> ScriptText {
    let start = min(max(0, from), count)
    let end = min(max(start, to), count)
    guard start < end else { return ScriptText("", at: Int32(truncatingIfNeeded: fileOffset(ofByte: start))) }
    let view = string.utf8
    let first = view.index(view.startIndex, offsetBy: start)
    let bytes = view[first..<view.index(first, offsetBy: end - start)]
    var low = 0
    var high = segments.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(segments[middle].textStart) <= start { low = middle } else { high = middle }
    }
    var kept: [Segment] = []
    while low < segments.count, Int(segments[low].textStart) < end {
      var segment = segments[low]
      let cut = max(0, start - Int(segment.textStart))
      if segment.isVerbatim { segment.fileStart = segment.fileStart &+ Int32(truncatingIfNeeded: cut) }
      segment.textStart = Int32(truncatingIfNeeded: max(0, Int(segment.textStart) - start))
      kept.append(segment)
      low += 1
    }
    return ScriptText(string: String(decoding: bytes, as: UTF8.self), segments: kept)
  }

  /// The parts in order as one content; nil if it would be too long.
  package static func joined(_ parts: [ScriptText]) -> ScriptText? {
    var result = ScriptText("")
    for part in parts where !result.append(part) { return nil }
    return result
  }

  /// Without the white space at its start, its end, or both.
  package func trimmed(start: Bool = true, end: Bool = true) -> ScriptText {
    let bytes = Array(string.utf8)
    var from = 0
    var to = bytes.count
    while start, from < to, Self.isSpace(bytes[from]) { from += 1 }
    while end, to > from, Self.isSpace(bytes[to - 1]) { to -= 1 }
    return from == 0 && to == bytes.count ? self : part(from, to)
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }

  /// The offsets at which other text stands, from the left, not overlapping.
  func offsets(of other: String) -> [Int] {
    let bytes = Array(string.utf8)
    let wanted = Array(other.utf8)
    guard let first = wanted.first, wanted.count <= bytes.count else { return [] }
    var found: [Int] = []
    var at = 0
    while at + wanted.count <= bytes.count {
      if bytes[at] == first, bytes[at..<(at + wanted.count)].elementsEqual(wanted) {
        found.append(at)
        at += wanted.count
      } else {
        at += 1
      }
    }
    return found
  }

  /// The parts between the places where a separator stands.
  package func split(by separator: String) -> [ScriptText] {
    var parts: [ScriptText] = []
    var start = 0
    for offset in offsets(of: separator).prefix(4096) {
      parts.append(part(start, offset))
      start = offset + separator.utf8.count
    }
    return parts + [part(start, count)]
  }

  /// The content with one text put in the place of another; nil if it would be too long.
  package func replacing(_ old: String, with new: ScriptText, onlyFirst: Bool = false) -> ScriptText? {
    var parts: [ScriptText] = []
    var start = 0
    let found = offsets(of: old)
    guard found.count <= 4096 else { return nil }
    for offset in onlyFirst ? Array(found.prefix(1)) : found {
      parts.append(part(start, offset))
      parts.append(new)
      start = offset + old.utf8.count
    }
    return Self.joined(parts + [part(start, count)])
  }

  /// The content without the white space that all its lines begin with.
  package func dedented() -> ScriptText {
    let bytes = Array(string.utf8)
    var lines: [(start: Int, end: Int)] = []
    var start = 0
    for (offset, byte) in bytes.enumerated() where byte == 0x0A {
      lines.append((start, offset + 1))
      start = offset + 1
    }
    lines.append((start, bytes.count))
    var margin: Int?
    for line in lines {
      var at = line.start
      while at < line.end, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
      if at == line.end || bytes[at] == 0x0A { continue }
      margin = min(margin ?? Int.max, at - line.start)
    }
    guard let margin, margin > 0, lines.count <= 8192 else { return self }
    var parts: [ScriptText] = []
    for line in lines {
      var at = line.start
      while at < min(line.end, line.start + margin), bytes[at] != 0x0A { at += 1 }
      parts.append(part(at, line.end))
    }
    return Self.joined(parts) ?? self
  }
}
