/// Methods of known text.
enum JVMTexts {
  static func method(_ call: MethodCall, _ text: ScriptText, _ evaluator: inout Evaluator) -> FoldedValue? {
    switch call.name {
    case "formatted", "format":
      let values = FoldedValue(.tuple(call.positional), at: call.range)
      return TextFormatting.percent(text, values, at: call.range, &evaluator)
    case "concat", "append", "plus":
      return evaluator.concatenation([call.receiver] + call.positional, at: call.range)
    case "equals", "contentEquals": return call.first?.text.map { call.value(.boolean($0 == text.string)) }
    case "equalsIgnoreCase":
      return call.first?.text.map { call.value(.boolean($0.lowercased() == text.string.lowercased())) }
    case "isEmpty": return call.value(.boolean(text.string.isEmpty))
    case "isBlank": return call.value(.boolean(text.trimmed().string.isEmpty))
    case "isNotEmpty": return call.value(.boolean(!text.string.isEmpty))
    case "length": return call.value(.number(String(text.string.utf16.count)))
    // SQL means the same with its indentation.
    case "stripIndent", "trimIndent", "intern", "lowercaseName", "translateEscapes", "toRegex":
      return call.string(text)
    case "trimMargin": return call.string(margin(text, call.first?.text ?? "|"))
    case "stripLeading": return call.string(text.trimmed(end: false))
    case "stripTrailing": return call.string(text.trimmed(start: false))
    case "strip": return call.string(text.trimmed())
    case "lowercase": return call.string(text.replacing(with: text.string.lowercased()))
    case "uppercase": return call.string(text.replacing(with: text.string.uppercased()))
    case "replace": return TextMethods.replace(call, text, &evaluator)
    case "lines", "lineSequence":
      return call.value(.list(text.split(by: "\n").map { call.value(.string($0)) }))
    case "repeat":
      guard let count = call.first?.integer, count >= 0, count <= 4_096 else { return nil }
      return evaluator.product(call.receiver, call.positional[0], at: call.range)
    case "let", "also", "run", "apply":
      return call.lastClosure.flatMap { JVMLists.scoped(call, call.receiver, $0, &evaluator) }
    default: return TextMethods.call(call, text, &evaluator)
    }
  }

  /// The lines without what stands up to a mark (https://kotlinlang.org/api/core/kotlin-stdlib/kotlin.text/trim-margin.html).
  private static func margin(_ text: ScriptText, _ mark: String) -> ScriptText? {
    var pieces: [ScriptText] = []
    for line in text.split(by: "\n") {
      let plain = line.trimmed(end: false)
      let isMarked = !mark.isEmpty && plain.string.hasPrefix(mark)
      if !pieces.isEmpty {
        pieces.append(ScriptText("\n", at: Int32(truncatingIfNeeded: line.fileOffset(ofByte: 0))))
      }
      pieces.append(isMarked ? plain.part(mark.utf8.count, plain.count) : line)
    }
    return ScriptText.joined(pieces)
  }
}
