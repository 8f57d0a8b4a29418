import Domain
import ScriptSyntax

/// Elixir's functions on texts, and on paths, which are texts.
extension EctoRunner {
  /// Functions of `String`.
  mutating func text(_ name: String, _ values: [EctoValue], _ range: ScriptRange) -> EctoValue {
    guard case .text(let text)? = values.first else {
      return name == "to_atom" || name == "to_existing_atom" ? values.first ?? .unknown : derived(values)
    }
    spend(bytes: text.count)
    switch name {
    case "upcase": return .text(text.replacing(with: text.string.uppercased()))
    case "downcase": return .text(text.replacing(with: text.string.lowercased()))
    case "trim", "trim_leading", "trim_trailing":
      guard values.count == 1 else { return trimmed(text, values[1], name) }
      return .text(text.trimmed(start: name != "trim_trailing", end: name != "trim_leading"))
    case "to_atom", "to_existing_atom": return .atom(text.string)
    case "to_integer": return Int(text.string).map { .number(String($0)) } ?? .unknown
    case "replace" where values.count > 1 && values[1].isWhiteSpacePattern: return .text(text)
    case "replace":
      guard values.count >= 3, case .text(let old) = values[1], case .text(let new) = values[2], old.count > 0
      else { return .unknown }
      return text.replacing(old.string, with: new).map { .text($0) } ?? .unknown
    case "split":
      guard values.count == 2, case .text(let mark) = values[1], mark.count > 0 else {
        guard values.count == 1 else { return .unknown }
        let words = text.string.split { $0 == " " || $0 == "\n" || $0 == "\t" }.prefix(1_000)
        return made(.list(words.map { .text(ScriptText(String($0), at: range.start)) }))
      }
      return made(.list(text.split(by: mark.string).map { .text($0) }))
    case "capitalize": return .text(text.replacing(with: text.string.capitalizedASCII))
    case "starts_with?", "ends_with?", "contains?":
      guard values.count == 2, let mark = values[1].string else { return .unknown }
      let bytes = Array(text.string.utf8)
      let wanted = Array(mark.utf8)
      switch name {
      case "starts_with?": return .boolean(bytes.starts(with: wanted))
      case "ends_with?": return .boolean(bytes.reversed().starts(with: wanted.reversed()))
      default: return .boolean(ByteSearch.contains(bytes, wanted))
      }
    default: return .unknown
    }
  }

  /// `String.trim_trailing("users", "s")`
  private func trimmed(_ text: ScriptText, _ mark: EctoValue, _ name: String) -> EctoValue {
    guard let mark = mark.string.map({ Array($0.utf8) }), !mark.isEmpty else { return .unknown }
    let bytes = Array(text.string.utf8)
    var (start, end) = (0, bytes.count)
    while name != "trim_trailing", bytes[start..<end].starts(with: mark) { start += mark.count }
    while name != "trim_leading", end - start >= mark.count,
      bytes[(end - mark.count)..<end].elementsEqual(mark)
    {
      end -= mark.count
    }
    return .text(text.part(start, end))
  }

  /// Functions on paths, and texts of files of the repository.
  mutating func path(_ name: String, _ values: [EctoValue], _ range: ScriptRange) -> EctoValue {
    let texts = (values.count == 1 ? values[0].elements ?? values : values).map(\.string)
    guard let first = texts.first ?? nil else { return .unknown }
    func made(_ text: String) -> EctoValue { .text(ScriptText(text, at: range.start)) }
    switch name {
    case "join":
      guard texts.allSatisfy({ $0 != nil }) else { return .unknown }
      return made(texts.compactMap { $0 }.joined(separator: "/"))
    case "expand", "absname":
      guard texts.count > 1, let folder = texts[1], !first.hasPrefix("/") else { return made(first) }
      return made(folder + "/" + first)
    case "basename":
      var last = first.split(separator: "/").last.map(String.init) ?? first
      if texts.count > 1, let ending = texts[1], last.hasSuffix(ending) { last.removeLast(ending.count) }
      return made(last)
    case "rootname": return made(first.split(separator: ".").dropLast().joined(separator: "."))
    case "dirname": return made(first.split(separator: "/").dropLast().joined(separator: "/"))
    case "read!", "read":
      guard let found = library.text(at: first) else { return .unknown }
      if !files.contains(found.entry) { files.append(found.entry) }
      let text = made(String(decoding: found.text.bytes, as: UTF8.self))
      return name == "read" ? .tuple([.atom("ok"), text]) : text
    default: return .unknown
    }
  }
}

extension String {
  /// The first ASCII letter in upper case, the others in lower case.
  fileprivate var capitalizedASCII: String { prefix(1).uppercased() + dropFirst().lowercased() }
}
