import Domain
import ScriptSyntax

/// Texts that a program puts together.
extension RowProgram {
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
