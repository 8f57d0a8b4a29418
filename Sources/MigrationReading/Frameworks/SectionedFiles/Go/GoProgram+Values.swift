import ScriptSyntax

extension GoProgram {
  /// The value of an expression.
  func value(_ range: Range<Int>, level: Int = 0) -> FoldedValue {
    guard let first = range.first, level < 12 else { return opaque(ScriptRange(0, 0)) }
    let parts = source.parts(of: range, by: "+")
    if parts.count > 1 { return joined(parts.map { value($0, level: level + 1) }, tokens[first].range) }
    let token = tokens[first]
    if range.count == 1 {
      switch token.kind {
      case .text:
        let start = Int32(truncatingIfNeeded: token.start + 1)
        return FoldedValue(
          .string(ScriptText(token.text, at: start, isVerbatim: token.isRaw)), at: token.range)
      case .number: return FoldedValue(.number(token.text), at: token.range)
      case .word:
        if let known = names[token.text] { return known }
        if let constant = source.constants[token.text] { return value(constant, level: level + 1) }
        return opaque(token.range)
      case .sign: return opaque(token.range)
      }
    }
    if token.isSign("("), source.closing(first) == range.upperBound - 1 {
      return value((first + 1)..<(range.upperBound - 1), level: level + 1)
    }
    return composed(range, level)
  }

  /// `[]string{"a", "b"}`, `fmt.Sprintf("...", a)`, `strings.TrimSpace(a)`.
  private func composed(_ range: Range<Int>, _ level: Int) -> FoldedValue {
    let first = range.lowerBound
    let place = tokens[first].range
    if tokens[first].isSign("["), let open = source.firstBlock(in: range),
      source.closing(open) == range.upperBound - 1
    {
      let elements = source.parts(of: (open + 1)..<(range.upperBound - 1), by: ",").map {
        $0.count == 1 && tokens[$0.lowerBound].isSign(";") ? nil : value($0, level: level + 1)
      }
      return FoldedValue(.list(elements.compactMap { $0 }), at: place)
    }
    guard range.count > 4, tokens[first + 1].isSign("."), tokens[first + 3].isSign("("),
      source.closing(first + 3) == range.upperBound - 1
    else { return opaque(place) }
    let arguments = source.parts(of: (first + 4)..<(range.upperBound - 1), by: ",").map {
      value($0, level: level + 1)
    }
    switch tokens[first].text + "." + tokens[first + 2].text {
    case "fmt.Sprintf": return formatted(arguments, place)
    case "strings.TrimSpace", "fmt.Sprint": return arguments.first ?? opaque(place)
    default: return opaque(place)
    }
  }

  private func formatted(_ arguments: [FoldedValue], _ place: ScriptRange) -> FoldedValue {
    guard let format = arguments.first?.located else { return opaque(place) }
    let bytes = Array(format.string.utf8)
    var pieces: [FoldedValue] = []
    var (start, at, next) = (0, 0, 1)
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "%") else {
        at += 1
        continue
      }
      pieces.append(FoldedValue(.string(format.part(start, at)), at: place))
      at += 1
      var digits = ""
      if at < bytes.count, bytes[at] == UInt8(ascii: "[") {
        at += 1
        while at < bytes.count, bytes[at] &- 0x30 < 10 {
          digits.unicodeScalars.append(Unicode.Scalar(bytes[at]))
          at += 1
        }
        at += 1
      }
      let verb = at < bytes.count ? bytes[at] : 0
      at += 1
      start = min(at, bytes.count)
      if verb == UInt8(ascii: "%") {
        pieces.append(FoldedValue(.string(ScriptText("%")), at: place))
        continue
      }
      let index = Int(digits) ?? next
      next = index &+ 1
      let isPlain = [UInt8(ascii: "s"), UInt8(ascii: "d"), UInt8(ascii: "v")].contains(verb)
      pieces.append(isPlain && arguments.indices.contains(index) ? arguments[index] : opaque(place))
    }
    pieces.append(FoldedValue(.string(format.part(start, bytes.count)), at: place))
    return joined(pieces, place)
  }

  /// Texts put together.
  func joined(_ parts: [FoldedValue], _ place: ScriptRange) -> FoldedValue {
    let pieces = parts.map { part -> FoldedValue in
      if case .number(let digits) = part.content {
        return FoldedValue(.string(ScriptText(digits, at: part.range.start)), at: part.range)
      }
      return part
    }
    let texts = pieces.compactMap(\.located)
    if texts.count == pieces.count, let text = ScriptText.joined(texts) {
      return FoldedValue(.string(text), at: place)
    }
    return FoldedValue(.joined(pieces), at: place)
  }

  func opaque(_ place: ScriptRange) -> FoldedValue {
    FoldedValue(.opaque("a value that is not known"), at: place)
  }
}
