/// Methods of text that the languages share under several names.
enum TextMethods {
  /// The result of a method of known text; nil if it is not folded.
  static func call(_ call: MethodCall, _ text: ScriptText, _ evaluator: inout Evaluator) -> FoldedValue? {
    guard evaluator.spend(text.count / 32 + 1, at: call.range) else { return nil }
    let first = call.first
    switch call.name {
    case "strip" where first == nil, "Trim" where first == nil, "trim": return call.string(text.trimmed())
    case "lstrip" where first == nil, "trimStart", "trimLeft", "trim_start":
      return call.string(text.trimmed(end: false))
    case "TrimStart" where first == nil: return call.string(text.trimmed(end: false))
    case "rstrip" where first == nil, "trimEnd", "trimRight", "trim_end":
      return call.string(text.trimmed(start: false))
    case "TrimEnd" where first == nil: return call.string(text.trimmed(start: false))
    case "lower", "toLowerCase", "downcase", "casefold", "to_lowercase", "to_ascii_lowercase", "ToLower",
      "ToLowerInvariant":
      return call.string(text.replacing(with: text.string.lowercased()))
    case "upper", "toUpperCase", "upcase", "to_uppercase", "to_ascii_uppercase", "ToUpper",
      "ToUpperInvariant":
      return call.string(text.replacing(with: text.string.uppercased()))
    case "toString", "to_s", "ToString", "freeze", "valueOf", "encode", "decode": return call.string(text)
    case "startswith", "startsWith", "starts_with", "StartsWith", "start_with?":
      return first?.text.map { call.value(.boolean(text.string.utf8.starts(with: $0.utf8))) }
    case "endswith", "endsWith", "ends_with", "EndsWith", "end_with?":
      return first?.text.map {
        call.value(.boolean(text.string.utf8.reversed().starts(with: $0.utf8.reversed())))
      }
    case "includes", "include?", "contains", "Contains":
      return first?.text.map { call.value(.boolean($0.isEmpty || !text.offsets(of: $0).isEmpty)) }
    case "split", "Split":
      guard let separator = first?.text, !separator.isEmpty else {
        return first == nil ? words(call, text) : nil
      }
      return call.value(.list(text.split(by: separator).map { call.value(.string($0)) }))
    case "splitlines": return call.value(.list(text.split(by: "\n").map { call.value(.string($0)) }))
    default: return nil
    }
  }

  /// Text with every place of one part of it, or only the first, replaced.
  static func replace(
    _ call: MethodCall, _ text: ScriptText, onlyFirst: Bool = false, _ evaluator: inout Evaluator
  ) -> FoldedValue? {
    guard call.positional.count == 2, let old = call.first?.text, !old.isEmpty,
      let new = evaluator.semantics.text(of: call.positional[1]),
      evaluator.spend(text.count / 32 + 1, at: call.range)
    else { return nil }
    return call.string(text.replacing(old, with: new, onlyFirst: onlyFirst))
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
