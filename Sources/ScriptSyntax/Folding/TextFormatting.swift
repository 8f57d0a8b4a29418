/// `"..." % values` and `"...".format(values)` of Python.
enum TextFormatting {
  /// `%s`, `%d`, `%r`, `%(name)s`, `%%`; other directives are holes in the text.
  static func percent(
    _ format: ScriptText, _ argument: FoldedValue, at range: ScriptRange, _ evaluator: inout Evaluator
  ) -> FoldedValue {
    let bytes = Array(format.string.utf8)
    var pieces: [FoldedValue] = []
    var start = 0
    var at = 0
    var next = 0
    let positional: [FoldedValue]? =
      if case .tuple(let values) = argument.content { values } else {
        argument.entries == nil ? [argument] : nil
      }
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "%"), at + 1 < bytes.count else {
        at += 1
        continue
      }
      pieces.append(FoldedValue(.string(format.part(start, at)), at: range))
      at += 1
      var value = evaluator.opaque("a formatted value", at: range)
      if bytes[at] == UInt8(ascii: "%") {
        value = FoldedValue(.string(format.part(at, at + 1)), at: range)
      } else if bytes[at] == UInt8(ascii: "("), let close = bytes[at...].firstIndex(of: UInt8(ascii: ")")) {
        let name = String(decoding: bytes[(at + 1)..<close], as: UTF8.self)
        if let found = argument.entry(name) { value = found }
        at = close + 1
      } else if let positional, let (place, end) = Self.place(bytes, at) {
        // `%2$s` of Java.
        if positional.indices.contains(place) { value = positional[place] }
        at = end
      } else if bytes[at] != UInt8(ascii: "n"), let positional, next < positional.count {
        value = positional[next]
        next += 1
      }
      if at < bytes.count {
        switch bytes[at] {
        case UInt8(ascii: "s"), UInt8(ascii: "d"), UInt8(ascii: "i"), UInt8(ascii: "%"): break
        case UInt8(ascii: "n"): value = FoldedValue(.string(ScriptText("\n", at: range.start)), at: range)
        case UInt8(ascii: "r"): value = quoted(value, evaluator)
        default: value = evaluator.opaque("a formatted value", at: range)
        }
      }
      pieces.append(value)
      at += 1
      start = at
    }
    pieces.append(FoldedValue(.string(format.part(start, bytes.count)), at: range))
    return evaluator.concatenation(pieces, at: range)
  }

  /// `2$` behind a `%`: the place of the value, and the offset past it.
  private static func place(_ bytes: [UInt8], _ start: Int) -> (Int, Int)? {
    var at = start
    var place = 0
    while at < bytes.count, bytes[at] &- 0x30 < 10, place < 1_000 {
      place = place * 10 + Int(bytes[at] &- 0x30)
      at += 1
    }
    guard at > start, place > 0, at < bytes.count, bytes[at] == UInt8(ascii: "$") else { return nil }
    return (place - 1, at + 1)
  }

  private static func quoted(_ value: FoldedValue, _ evaluator: Evaluator) -> FoldedValue {
    guard let text = value.located else { return value }
    var parts = ScriptText("'", at: value.range.start)
    guard parts.append(text), parts.append(ScriptText("'", at: value.range.start)) else {
      return evaluator.opaque("a formatted value", at: value.range)
    }
    return FoldedValue(.string(parts), at: value.range)
  }

  /// `{}`, `{0}`, `{name}`, `{{`; fields with members or formats are holes in the text.
  static func braces(_ format: ScriptText, _ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue {
    let bytes = Array(format.string.utf8)
    let positional = call.positional
    var pieces: [FoldedValue] = []
    var start = 0
    var at = 0
    var next = 0
    while at < bytes.count {
      let byte = bytes[at]
      guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") else {
        at += 1
        continue
      }
      pieces.append(call.value(.string(format.part(start, at))))
      if at + 1 < bytes.count, bytes[at + 1] == byte {
        pieces.append(call.value(.string(format.part(at, at + 1))))
        at += 2
      } else if byte == UInt8(ascii: "{"), let close = bytes[at...].firstIndex(of: UInt8(ascii: "}")) {
        let name = String(decoding: bytes[(at + 1)..<close], as: UTF8.self)
        var value: FoldedValue?
        if name.isEmpty {
          value = positional.indices.contains(next) ? positional[next] : nil
          next += 1
        } else if let index = Int(name) {
          value = positional.indices.contains(index) ? positional[index] : nil
        } else {
          value = call.arguments.last { $0.name == name }?.value
        }
        pieces.append(value ?? evaluator.opaque("a formatted value", at: call.range))
        at = close + 1
      } else {
        at += 1
      }
      start = at
    }
    pieces.append(call.value(.string(format.part(start, bytes.count))))
    return evaluator.concatenation(pieces, at: call.range)
  }
}
