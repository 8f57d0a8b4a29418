import Domain

/// Functions that take a piece out of a text, a list or a JSON document.
enum TextPart {
  /// Functions that give one piece of their first argument.
  private static let pieceFunctions: Set<String> = [
    "split_part", "substring", "substr", "left", "right", "regexp_substr", "regexp_match", "regexp_matches",
    "regexp_extract", "->", "->>", "#>", "#>>", "jsonb_extract_path_text",
    "json_extract_path_text", "jsonb_extract_path", "json_extract_path", "json_extract",
    "json_extract_string",
    "json_value", "jsonb_path_query_first", "jsonb_path_query", "jsonb_array_element_text", "unnest",
    "string_to_array", "regexp_split_to_array", "string_split", "date_part", "extract",
    "array_element", "list_extract", "subscript", "[]", "mid", "substring_index", "strtok", "jsonb_to_record",
    "overlay", "xpath", "host", "netmask",
  ]

  private static let listFunctions: Set<String> = [
    "string_to_array", "regexp_split_to_array", "string_split",
  ]

  /// The form of a call that takes a piece of one column; nil if it is another call.
  static func form(_ name: String, _ arguments: [Expression]) -> ValueForm? {
    let whole = Expression.call(name, arguments)
    guard let columns = whole.resolvedColumns, columns.count == 1, let column = columns.first,
      occurs(in: whole)
    else { return nil }
    return .part(column, selector(name, arguments))
  }

  /// Whether a piece is taken anywhere in the expression.
  static func occurs(in expression: Expression) -> Bool {
    var pending = [expression]
    while let next = pending.popLast() {
      switch next {
      case .call(let name, let arguments):
        if pieceFunctions.contains(name) { return true }
        pending += arguments
      case .opaque(let text, _):
        if mentions(text) { return true }
      case .column, .literal: break
      case .cast, .caseWhen, .concatenation: pending += next.children
      }
    }
    return false
  }

  private static func mentions(_ text: String) -> Bool {
    let lower = text.lowercased()
    return wordy.contains { lower.holds($0) }
  }

  private static let wordy = [
    "split_part", "substring", "substr(", "regexp_", "string_to_array", "->", "#>", "extract", "left(",
    "right(",
    "unnest", "[",
  ]

  /// The separator and the number of the piece, where both are constants.
  private static func selector(_ name: String, _ arguments: [Expression]) -> PartSelector {
    let constants = arguments.map { $0.constant?.text }
    func constant(_ place: Int) -> String? { constants.dropFirst(place).first ?? nil }
    switch name {
    case "split_part", "substring_index", "strtok":
      return PartSelector(separator: constant(1), piece: constant(2))
    case "trim", "btrim", "ltrim", "rtrim", "nullif", "lower", "upper", "initcap":
      if case .call(let inner, let parts)? = arguments.first?.withoutCasts { return selector(inner, parts) }
      return PartSelector()
    case "->", "->>", "#>", "#>>", "jsonb_extract_path_text", "json_extract_path_text":
      return PartSelector(separator: nil, piece: constant(1))
    default:
      if case .call(let inner, let parts)? = arguments.first?.withoutCasts, listFunctions.contains(inner) {
        return PartSelector(separator: parts.dropFirst().first?.constant?.text, piece: constant(1))
      }
      return PartSelector()
    }
  }
}

/// Texts put together from several columns.
enum Concatenation {
  /// `a || ', ' || b`.
  static func form(_ parts: [Expression]) -> ValueForm? {
    var columns: [ObjectID] = []
    var separators: Set<String> = []
    var gap: String?
    for part in parts {
      if let text = part.constant?.text {
        gap = (gap ?? "") + text
        continue
      }
      guard let column = column(of: part) else { return nil }
      if !columns.isEmpty { separators.insert(gap ?? "") }
      columns.append(column)
      gap = nil
    }
    return finished(columns, separator: separators.count == 1 ? separators.first : nil)
  }

  /// `concat_ws(', ', a, b)` and `concat(a, ', ', b)`.
  static func form(call name: String, _ arguments: [Expression]) -> ValueForm? {
    guard name == "concat_ws" else { return form(arguments) }
    let columns = arguments.dropFirst().compactMap(column)
    guard columns.count + 1 == arguments.count else { return nil }
    return finished(columns, separator: arguments.first?.constant?.text)
  }

  private static func finished(_ columns: [ObjectID], separator: String?) -> ValueForm? {
    guard let first = columns.first else { return nil }
    return Set(columns).count > 1 ? .joined(columns, separator: separator) : .rewritten(first, by: "concat")
  }

  /// The one column of a part, through casts, coalesce, trim and the like.
  private static func column(of part: Expression) -> ObjectID? {
    guard let columns = part.resolvedColumns, columns.count == 1 else { return nil }
    return columns.first
  }
}
