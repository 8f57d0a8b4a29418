import Domain
import ScriptSyntax

/// Texts that a program puts together.
extension RowProgram {
  /// `connection.vendor.startswith("postgres")` and other questions for a known text; nil for what is none.
  func asked(_ name: String, _ text: String, _ arguments: Arguments, _ range: ScriptRange) -> RowValue? {
    if arguments.all.isEmpty, name == "lower" || name == "upper" {
      return Self.text(name == "lower" ? text.lowercased() : text.uppercased(), range)
    }
    guard arguments.all.count == 1, let first = arguments.positional.first else { return nil }
    let parts = elements(of: first) ?? [first]
    let known = parts.compactMap { if case .constant(let part) = $0 { part.text } else { nil } }
    guard !known.isEmpty, known.count == parts.count else { return nil }
    switch name {
    case "startswith": return Self.truth(known.contains { text.hasPrefix($0) }, range)
    case "endswith": return Self.truth(known.contains { text.hasSuffix($0) }, range)
    default: return nil
    }
  }

  private static func truth(_ holds: Bool, _ range: ScriptRange) -> RowValue {
    .constant(FoldedValue(.boolean(holds), at: range))
  }

  /// `"{} {name}".format(a, name=b)`; nil if it says more than where the values go.
  func formatted(_ text: String, _ arguments: Arguments, _ range: ScriptRange) -> RowValue? {
    let isKnown = arguments.all.allSatisfy { if case .constant = $0 { true } else { false } }
    guard text.utf8.count < 100_000 else { return nil }
    let bytes = Array(text.utf8)
    var parts: [Expression] = []
    var row: Int?
    var plain: [UInt8] = []
    var (at, next) = (0, 0)
    while at < bytes.count {
      let byte = bytes[at]
      let isBrace = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
      if isBrace, at + 1 < bytes.count, bytes[at + 1] == byte {
        plain.append(byte)
        at += 2
      } else if byte == UInt8(ascii: "{"), let close = bytes[at...].firstIndex(of: UInt8(ascii: "}")) {
        let field = bytes[(at + 1)..<close]
        if isKnown, !field.allSatisfy(ScriptWordByte.isName) { return nil }
        let name = String(decoding: field.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
        let place = name.isEmpty ? next : Int(name) ?? -1
        if name.isEmpty { next += 1 }
        let value =
          arguments.positional.indices.contains(place) ? arguments.positional[place] : arguments[name]
        parts.append(.literal(.string(String(decoding: plain, as: UTF8.self))))
        plain = []
        parts.append(value.flatMap { expression($0) } ?? .opaque(text: name, columns: []))
        if let value { row = Self.common(row, value) }
        at = close + 1
      } else {
        plain.append(byte)
        at += 1
      }
    }
    parts.append(.literal(.string(String(decoding: plain, as: UTF8.self))))
    guard isKnown else { return .computed(.concatenation(parts), row: row) }
    var known = ""
    for part in parts {
      guard case .literal(let literal) = part, let text = literal.text else { return nil }
      known += text
      guard known.utf8.count < ScriptText.limit else { return nil }
    }
    return .constant(FoldedValue(.string(ScriptText(known, at: range.start)), at: range))
  }
}
