import Domain
import ScriptSyntax

/// Conditions of a query builder's chain: `where("a", "=", 1).orWhere({ b: 2 })`.
struct BuilderConditions {
  let values: ProgramValues

  /// The conditions of a chain as SQL, empty for none; nil if they are not known.
  func text(_ links: [FoldedCall]) -> String? {
    var text = ""
    for link in links {
      let lower = link.name.lowercased()
      guard lower.hasPrefix("where") || lower.hasPrefix("andwhere") || lower.hasPrefix("orwhere") else {
        continue
      }
      guard let condition = condition(link, lower) else { return nil }
      if !text.isEmpty { text += lower.hasPrefix("or") ? " OR " : " AND " }
      text += condition
    }
    return text
  }

  /// ` WHERE` with the conditions of a chain and more of them, empty for none; nil if they are not known.
  func clause(_ links: [FoldedCall], _ filter: String = "") -> String? {
    text(links).map { SQLSpelling.clause($0, and: filter) }
  }

  private func condition(_ call: FoldedCall, _ lower: String) -> String? {
    let arguments = call.positional
    let kind =
      lower.hasPrefix("where") ? String(lower.dropFirst(5)) : String(lower.drop { $0 != "w" }.dropFirst(5))
    guard let first = arguments.first else { return nil }
    if kind == "raw" {
      return first.text.map {
        ProgramSQL(values.spelling).filled(ScriptText($0), arguments.dropFirst().first).string
      }
    }
    if let call = first.call, arguments.count == 1, call.name == "raw" || call.isSQLTemplate {
      return values.sql(first)
    }
    if kind == "ref", let column = first.text, let other = arguments.last?.text,
      let sign = arguments.dropFirst().first?.text, ["=", "<>", "!=", "<", ">", "<=", ">="].contains(sign)
    {
      return values.path(column) + " " + sign + " " + values.path(other)
    }
    if let entries = first.entries {
      let sign = kind == "not" ? " <> " : " = "
      let parts = entries.map { entry in
        (entry.key.text.map { values.path($0) } ?? "?")
          + (entry.value.isNull ? " IS NULL" : sign + values.sql(entry.value))
      }
      return parts.isEmpty ? nil : parts.joined(separator: " AND ")
    }
    guard let column = first.text.map({ values.path($0) }) ?? first.call.map({ _ in values.sql(first) })
    else {
      return first.content.isClosure ? values.spelling.unknown + " = 1" : nil
    }
    return comparison(column, kind, Array(arguments.dropFirst()))
  }

  private func comparison(_ column: String, _ kind: String, _ rest: [FoldedValue]) -> String? {
    switch kind {
    case "null": return column + " IS NULL"
    case "notnull": return column + " IS NOT NULL"
    case "in", "notin":
      let list = rest.first?.elements?.map { values.sql($0) } ?? [values.spelling.unknown]
      return column + (kind == "in" ? " IN (" : " NOT IN (") + list.joined(separator: ", ") + ")"
    case "not" where rest.count == 1: return column + " <> " + (rest.first.map { values.sql($0) } ?? "NULL")
    case "like", "ilike": return column + " LIKE " + (rest.first.map { values.sql($0) } ?? "NULL")
    case "between", "notbetween":
      let bounds = rest.first?.elements ?? []
      guard bounds.count == 2 else { return nil }
      return column + " BETWEEN " + values.sql(bounds[0]) + " AND " + values.sql(bounds[1])
    default: break
    }
    guard let value = rest.last else { return nil }
    guard rest.count == 2, let sign = rest.first?.text?.lowercased() else {
      return value.isNull ? column + " IS NULL" : column + " = " + values.sql(value)
    }
    if sign == "in" || sign == "not in" { return comparison(column, sign == "in" ? "in" : "notin", [value]) }
    guard ["=", "<>", "!=", "<", ">", "<=", ">=", "like", "ilike", "is", "is not", "not like"].contains(sign)
    else {
      return nil
    }
    if value.isNull { return column + (sign == "=" || sign == "is" ? " IS NULL" : " IS NOT NULL") }
    return column + " " + sign + " " + values.sql(value)
  }
}

extension FoldedValue.Content {
  var isClosure: Bool { if case .closure = self { true } else { false } }
}
