/// Values as Python prints them, and as conditions.
extension JinjaValue {
  /// Whether the value counts as true; nil when it is not known.
  var truth: Bool? {
    switch self {
    case .undefined, .none: return false
    case .bool(let value): return value
    case .int(let value): return value != 0
    case .float(let value): return value != 0
    case .string(let value): return !value.isEmpty
    case .list(let list): return !list.items.isEmpty
    case .dict(let dict): return dict.isNamespace || dict.count > 0
    case .function, .method, .macro, .object, .relation: return true
    case .opaque: return nil
    }
  }

  /// The text of a string.
  var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  /// A whole number, truth values included.
  var number: Int? {
    switch self {
    case .int(let value): return value
    case .bool(let value): return value ? 1 : 0
    case .undefined, .none, .float, .string, .list, .dict, .function, .method, .macro, .object, .relation,
      .opaque:
      return nil
    }
  }

  /// Any number as a floating one.
  var double: Double? {
    if case .float(let value) = self { return value }
    return number.map(Double.init)
  }

  var isOpaque: Bool {
    if case .opaque = self { return true }
    return false
  }

  var isUndefined: Bool {
    if case .undefined = self { return true }
    return false
  }

  /// The items of a list.
  var items: [JinjaValue]? {
    if case .list(let list) = self { return list.items }
    return nil
  }

  /// A list of these values.
  static func list(of items: [JinjaValue]) -> JinjaValue { .list(JinjaList(items)) }

  /// A truth value, or a value that is not known.
  static func truth(_ value: Bool?) -> JinjaValue { value.map { .bool($0) } ?? .opaque(JinjaOpaque()) }
}

/// Python's notation of plain values (`repr`), used inside lists and by dbt's hashes.
enum PythonNotation {
  /// `'it''s'` as Python writes it: single quotes unless the text has only single ones.
  static func quoted(_ text: String) -> String {
    var hasSingle = false
    var hasDouble = false
    var isPlain = true
    for byte in text.utf8 {
      if byte == UInt8(ascii: "'") { hasSingle = true }
      if byte == UInt8(ascii: "\"") { hasDouble = true }
      if byte < 0x20 || byte >= 0x7F || byte == UInt8(ascii: "\\") { isPlain = false }
    }
    if isPlain, !hasSingle { return "'" + text + "'" }
    let quote: Unicode.Scalar = hasSingle && !hasDouble ? "\"" : "'"
    var result = String.UnicodeScalarView([quote])
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      case quote:
        result.append("\\")
        result.append(scalar)
      default:
        if isPrintable(scalar) {
          result.append(scalar)
        } else {
          result.append(contentsOf: escape(scalar).unicodeScalars)
        }
      }
    }
    result.append(quote)
    return String(result)
  }

  /// A floating number as Python prints it.
  static func float(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    return value.description
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value >= 0x20 }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
      .spaceSeparator:
      return false
    default: return true
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    let width = scalar.value <= 0xFF ? 2 : scalar.value <= 0xFFFF ? 4 : 8
    let letter = width == 2 ? "x" : width == 4 ? "u" : "U"
    return "\\" + letter + String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
