/// What a plain YAML scalar means, by the rules of PyYAML (YAML 1.1), which dbt and Django users live with.
///
/// `yes`, `no`, `on`, `off` are truth values, `010` is eight, `1e5` is text, `1_000` is a number; dates stay text.
enum YAMLScalarRules {
  /// A number longer than this is left as text.
  private static let longestNumber = 64

  /// The meaning of the bytes of a plain scalar.
  static func value(of text: UnsafeBufferPointer<UInt8>) -> DocumentScalar.Value {
    guard let first = text.first else { return .null }
    switch first {
    case UInt8(ascii: "~"): return text.count == 1 ? .null : .string
    case UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "t"),
      UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "o"), UInt8(ascii: "O"):
      return word(text)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return text.count <= longestNumber ? number(Array(text)) : .string
    default: return .string
    }
  }

  private static func word(_ text: UnsafeBufferPointer<UInt8>) -> DocumentScalar.Value {
    guard text.count <= 5 else { return .string }
    switch String(decoding: text, as: UTF8.self) {
    case "null", "Null", "NULL": return .null
    case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": return .bool(true)
    case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": return .bool(false)
    default: return .string
    }
  }

  private static func number(_ text: [UInt8]) -> DocumentScalar.Value {
    var digits = text[...]
    var isNegative = false
    if let sign = digits.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      digits = digits.dropFirst()
    }
    guard let first = digits.first else { return .string }
    if first == UInt8(ascii: "."), let special = specialFloat(digits, isNegative, text.count) {
      return special
    }
    if let value = based(digits, isNegative) { return value }
    if digits.contains(UInt8(ascii: ":")) { return sexagesimal(digits, isNegative) }
    if isWhole(digits) { return whole(digits, isNegative) }
    return float(digits, isNegative, signed: digits.count != text.count)
  }

  private static func specialFloat(
    _ digits: ArraySlice<UInt8>, _ isNegative: Bool, _ length: Int
  ) -> DocumentScalar.Value? {
    switch String(decoding: digits, as: UTF8.self) {
    case ".inf", ".Inf", ".INF": return .float(isNegative ? -.infinity : .infinity)
    case ".nan", ".NaN", ".NAN": return length == 4 ? .float(.nan) : nil
    default: return nil
    }
  }

  /// `0b101`, `0x1F` and the octal `017`.
  private static func based(_ digits: ArraySlice<UInt8>, _ isNegative: Bool) -> DocumentScalar.Value? {
    guard digits.first == UInt8(ascii: "0"), digits.count > 1 else { return nil }
    let rest = digits.dropFirst()
    let radix: Int
    let body: ArraySlice<UInt8>
    switch rest.first {
    case UInt8(ascii: "b"): (radix, body) = (2, rest.dropFirst())
    case UInt8(ascii: "x"): (radix, body) = (16, rest.dropFirst())
    default: (radix, body) = (8, rest)
    }
    let kept = body.filter { $0 != UInt8(ascii: "_") }
    let text = (isNegative ? "-" : "") + String(decoding: kept, as: UTF8.self)
    guard let first = kept.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else { return nil }
    return Int(text, radix: radix).map { .int($0) }
  }

  private static func isWhole(_ digits: ArraySlice<UInt8>) -> Bool {
    guard let first = digits.first else { return false }
    if first == UInt8(ascii: "0") { return digits.count == 1 }
    return isDigit(first) && digits.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "_") }
  }

  private static func whole(_ digits: ArraySlice<UInt8>, _ isNegative: Bool) -> DocumentScalar.Value {
    let kept = digits.filter { $0 != UInt8(ascii: "_") }
    let text = (isNegative ? "-" : "") + String(decoding: kept, as: UTF8.self)
    if let value = Int(text) { return .int(value) }
    return Double(text).map { .float($0) } ?? .string
  }

  /// `190:20:30`: parts to the base of sixty, as YAML 1.1 has them.
  private static func sexagesimal(_ digits: ArraySlice<UInt8>, _ isNegative: Bool) -> DocumentScalar.Value {
    let parts = digits.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    var total = 0
    for (place, part) in parts.enumerated() {
      guard let value = Int(String(decoding: part, as: UTF8.self)), let lead = part.first, isDigit(lead),
        place == 0 || (value < 60 && part.count <= 2), place > 0 || lead != UInt8(ascii: "0")
      else { return .string }
      let (scaled, overflow) = total.multipliedReportingOverflow(by: 60)
      let (sum, carried) = scaled.addingReportingOverflow(value)
      guard !overflow, !carried else { return .string }
      total = sum
    }
    return .int(isNegative ? -total : total)
  }

  /// `1.5`, `.5`, `1.`, `1.5e+3`; an exponent needs its dot and its sign.
  private static func float(
    _ digits: ArraySlice<UInt8>, _ isNegative: Bool, signed: Bool
  ) -> DocumentScalar.Value {
    var index = digits.startIndex
    func run() -> Int {
      let start = index
      while index < digits.endIndex, isDigit(digits[index]) || digits[index] == UInt8(ascii: "_") {
        index += 1
      }
      return index - start
    }
    let before = run()
    guard index < digits.endIndex, digits[index] == UInt8(ascii: ".") else { return .string }
    index += 1
    let after = run()
    guard before > 0 ? isDigit(digits[digits.startIndex]) : (after > 0 && !signed) else { return .string }
    if index < digits.endIndex {
      guard digits[index] == UInt8(ascii: "e") || digits[index] == UInt8(ascii: "E") else { return .string }
      index += 1
      guard index < digits.endIndex, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(digits[index]) else {
        return .string
      }
      index += 1
      guard run() > 0, index == digits.endIndex else { return .string }
    }
    let kept = digits.filter { $0 != UInt8(ascii: "_") }
    let text = (isNegative ? "-" : "") + String(decoding: kept, as: UTF8.self)
    return (Double(text) ?? Double(text + "0")).map { .float($0) } ?? .string
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
