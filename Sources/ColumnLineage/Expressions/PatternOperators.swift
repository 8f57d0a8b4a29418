import Domain
import SQLSyntax

extension Operator {
  /// How an operator matches a value with a pattern; nil for every other operator. That it is negated changes
  /// nothing: what no longer fits is found by one, what now fits by the other.
  var patternMatch: LiteralMatch? {
    switch name {
    case "like", "not like", "~~", "!~~": .like
    case "ilike", "not ilike", "~~*", "!~~*": .ilike
    case "similar to", "not similar to": .similar
    case "~", "!~", "regexp", "not regexp", "rlike", "not rlike": .regex
    case "~*", "!~*": .iregex
    case "glob", "not glob": .pattern
    default: nil
    }
  }
}

/// Functions that match a value with a pattern.
enum PatternFunction {
  private static let regularExpressions: Set<String> = [
    "regexp_like", "regexp_matches", "regexp_match", "regexp_contains", "regexp_full_match", "regexp_instr",
    "regexp_count", "rlike", "regexp", "match",
  ]

  /// How a function matches its first argument with its second; `flags` is the text of the last argument.
  static func match(_ name: String, flags: String?) -> LiteralMatch? {
    switch name {
    case "like": return .like
    case "ilike": return .ilike
    case "glob", "regexp_like_any", "like_regex": return .pattern
    default:
      guard regularExpressions.contains(name) else { return nil }
      return flags?.utf8.contains(UInt8(ascii: "i")) == true ? .iregex : .regex
    }
  }
}

extension ComparedLiteral {
  /// The pattern with a backslash in the place of another escape character; nil when that is no single character.
  func escaped(by sign: String?) -> ComparedLiteral? {
    guard let sign, sign.unicodeScalars.count <= 1 else { return nil }
    let escape = sign.unicodeScalars.first
    if escape == "\\" { return self }
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped || scalar == "\\" {
        result.append("\\")
        result.append(scalar)
        isEscaped = false
      } else if scalar == escape {
        isEscaped = true
      } else {
        result.append(scalar)
      }
    }
    return ComparedLiteral(text: String(result), offset: offset)
  }
}
