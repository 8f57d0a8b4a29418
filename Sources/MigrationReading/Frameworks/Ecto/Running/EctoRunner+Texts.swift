import ScriptSyntax

/// Texts that are put together.
extension EctoRunner {
  /// `"a#{b}"`
  mutating func text(of template: ScriptTemplate) -> EctoValue {
    var values: [EctoValue] = []
    for part in template.parts {
      switch part {
      case .text(let text): values.append(.text(text))
      case .value(let node, _): values.append(written(evaluate(node), at: node.range.start))
      }
    }
    return joined(values)
  }

  /// `a <> b`, `a ++ b`
  mutating func concatenated(_ operation: ScriptOperation) -> EctoValue {
    let values = operation.operands.map { evaluate($0) }
    if values.contains(where: { if case .list = $0 { true } else { false } }) {
      var all: [EctoValue] = []
      for value in values {
        guard let elements = value.elements else { return .unknown }
        all += elements
      }
      return made(.list(all))
    }
    return joined(values)
  }

  /// How a value is written into text.
  func written(_ value: EctoValue, at place: Int32) -> EctoValue {
    switch value {
    case .atom(let name): .text(ScriptText(name, at: place))
    case .number(let digits): .text(ScriptText(digits, at: place))
    case .boolean(let holds): .text(ScriptText(holds ? "true" : "false", at: place))
    case .null: .text(ScriptText("", at: place))
    case .module(let name): .text(ScriptText("Elixir." + name, at: place))
    default: value
    }
  }

  /// Texts one after the other; from the first that is not known on, nothing is, but for values in SQL that changes
  /// rows.
  mutating func joined(_ values: [EctoValue]) -> EctoValue {
    var result = ScriptText("")
    var holes: [Int] = []
    for value in values {
      switch value {
      case .text(let text), .fragment(let text):
        spend(bytes: text.count)
        guard workLeft > 0, result.append(text) else { return .unknown }
      case .partial(let text):
        guard holes.isEmpty, result.append(text) else { return .unknown }
        return .partial(result)
      default: holes.append(result.count)
      }
    }
    guard let first = holes.first else { return .text(result) }
    if let filled = Self.filled(result, holes) { return .text(filled) }
    let found = derived(values)
    guard case .unknown = found else { return found }
    return first > 0 ? .partial(result.part(0, first)) : .unknown
  }

  /// SQL that changes rows, with a value that nobody knows in the place of each hole; nil for other texts, and if a
  /// hole is no value as a whole.
  private static func filled(_ text: ScriptText, _ holes: [Int]) -> ScriptText? {
    let bytes = Array(text.string.utf8)
    let start = bytes.drop { $0 <= 32 }.prefix(6).map(\.lowered)
    guard ["insert", "update", "delete"].contains(String(decoding: start, as: UTF8.self)) else { return nil }
    var parts: [ScriptText] = []
    var from = 0
    for hole in holes {
      var (before, after) = (hole, hole)
      if hole > from, bytes[hole - 1] == UInt8(ascii: "'") {
        guard hole < bytes.count, bytes[hole] == UInt8(ascii: "'") else { return nil }
        (before, after) = (hole - 1, hole + 1)
      }
      guard before >= from, isValuePlace(bytes[..<before]) else { return nil }
      parts.append(text.part(from, before))
      parts.append(ScriptText("random()", at: Int32(truncatingIfNeeded: text.fileOffset(ofByte: before))))
      from = after
    }
    parts.append(text.part(from, bytes.count))
    return ScriptText.joined(parts)
  }

  /// Whether what follows can only be a value.
  private static func isValuePlace(_ bytes: ArraySlice<UInt8>) -> Bool {
    // Inside of a text there is an odd number of quotes before.
    var quotes = 0
    for byte in bytes where byte == UInt8(ascii: "'") { quotes += 1 }
    guard quotes % 2 == 0, let last = bytes.last(where: { $0 > 32 }) else { return false }
    return "=(,<>+-*/|".utf8.contains(last)
  }
}
