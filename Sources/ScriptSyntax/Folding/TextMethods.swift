/// Methods of text that the languages share under several names.
enum TextMethods {
  /// The result of a method of known text; nil if it is not folded.
  static func call(_ call: MethodCall, _ text: ScriptText, _ evaluator: inout Evaluator) -> FoldedValue? {
    guard evaluator.spend(text.count / 32 + 1, at: call.range) else { return nil }
    let first = call.first
    switch call.name {
    case "strip" where first == nil, "trim": return call.string(text.trimmed())
    case "lstrip" where first == nil, "trimStart", "trimLeft": return call.string(text.trimmed(end: false))
    case "rstrip" where first == nil, "trimEnd", "trimRight": return call.string(text.trimmed(start: false))
    case "lower", "toLowerCase", "downcase", "casefold":
      return call.string(text.replacing(with: text.string.lowercased()))
    case "upper", "toUpperCase", "upcase": return call.string(text.replacing(with: text.string.uppercased()))
    case "toString", "to_s", "freeze", "valueOf", "encode", "decode": return call.string(text)
    case "startswith", "startsWith", "start_with?":
      return first?.text.map { call.value(.boolean(text.string.utf8.starts(with: $0.utf8))) }
    case "endswith", "endsWith", "end_with?":
      return first?.text.map {
        call.value(.boolean(text.string.utf8.reversed().starts(with: $0.utf8.reversed())))
      }
    case "includes", "include?":
      return first?.text.map { call.value(.boolean($0.isEmpty || !text.offsets(of: $0).isEmpty)) }
    case "split":
      guard let separator = first?.text, !separator.isEmpty else {
        return first == nil ? words(call, text) : nil
      }
      return call.value(.list(text.split(by: separator).map { call.value(.string($0)) }))
    case "splitlines": return call.value(.list(text.split(by: "\n").map { call.value(.string($0)) }))
    default: return nil
    }
  }

  private static func words(_ call: MethodCall, _ text: ScriptText) -> FoldedValue {
    let bytes = Array(text.string.utf8)
    var found: [FoldedValue] = []
    var start: Int?
    for at in 0...bytes.count {
      let isSpace = at == bytes.count || ScriptText.isSpace(bytes[at])
      if isSpace, let from = start {
        found.append(call.value(.string(text.part(from, at))))
        start = nil
      } else if !isSpace, start == nil {
        start = at
      }
    }
    return call.value(.list(found))
  }

  /// Elements with text between them.
  static func join(
    _ elements: [FoldedValue], by separator: ScriptText, _ call: MethodCall, _ evaluator: inout Evaluator
  )
    -> FoldedValue
  {
    var pieces: [FoldedValue] = []
    for (index, element) in elements.enumerated() {
      if index > 0 { pieces.append(call.value(.string(separator))) }
      pieces.append(element)
    }
    return evaluator.concatenation(pieces, at: call.range)
  }
}
