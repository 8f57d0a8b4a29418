import Domain
import ScriptSyntax

/// Conditions, joins and columns of the query builder as SQL.
struct LaravelConditions {
  let values: LaravelValues
  let run: ScriptRun

  /// The query as a value, for the functions that group conditions.
  private static let handle = "(query)"

  /// The conditions of a chain, empty for none; what is not known is a condition with a placeholder.
  func text(_ links: [FoldedCall], level: Int = 0) -> String {
    var text = ""
    for link in links {
      let lower = link.name.lowercased()
      let isEither = lower.hasPrefix("orwhere")
      guard isEither || lower.hasPrefix("where") || Self.filters.contains(link.name) else { continue }
      let kind =
        lower.hasPrefix("where") ? String(lower.dropFirst(5)) : isEither ? String(lower.dropFirst(7)) : "?"
      let condition = condition(link, kind, level)
      if condition.isEmpty { continue }
      if !text.isEmpty { text += isEither ? " OR " : " AND " }
      text += condition
    }
    return text
  }

  /// Methods that choose among rows in a way that is not read.
  private static let filters: Set<String> = [
    "find", "findOrFail", "findMany", "first", "firstOrFail", "firstWhere", "sole", "limit", "take", "skip",
    "offset", "has",
    "doesntHave", "filter", "reject", "when", "unless", "onlyTrashed", "firstOrCreate", "updateOrCreate",
  ]

  private var unknown: String { values.spelling.unknown + " = 1" }

  private func condition(_ call: FoldedCall, _ kind: String, _ level: Int) -> String {
    let arguments = call.positional
    guard kind != "?", let first = arguments.first else { return unknown }
    if kind == "raw" { return raw(arguments) ?? unknown }
    if case .closure(let closure) = first.content { return group(closure, kind, level) ?? unknown }
    if let raw = LaravelValues.rawText(first), arguments.count == 1 { return raw }
    if let entries = first.entries, kind.isEmpty {
      let parts = entries.map { entry -> String in
        guard let name = entry.key.text else { return unknown }
        return compared(values.column(name), "=", entry.value)
      }
      return parts.joined(separator: " AND ")
    }
    if let rows = first.elements, kind.isEmpty, arguments.count == 1 {
      return rows.map { row -> String in
        guard let parts = row.elements, let name = parts.first?.text else { return unknown }
        return comparison(values.column(name), kind, Array(parts.dropFirst()), level)
      }.joined(separator: " AND ")
    }
    guard let column = first.text.map({ values.column($0) }) ?? LaravelValues.rawText(first) else {
      return unknown
    }
    return comparison(column, kind, Array(arguments.dropFirst()), level)
  }

  private func raw(_ arguments: [FoldedValue]) -> String? {
    guard let text = arguments.first?.text else { return nil }
    let filled = ProgramSQL(values.spelling).filled(ScriptText(text), arguments.dropFirst().first)
    return "(" + filled.string + ")"
  }

  /// `where(function ($query) { $query->where(...)->orWhere(...); })`.
  private func group(_ closure: FoldedClosure, _ kind: String, _ level: Int) -> String? {
    guard level < 6, kind.isEmpty || kind == "not" else { return nil }
    let handle = LaravelProgram.handle(at: closure.function.range, Self.handle)
    let trace = run.calls(in: closure, arguments: [FoldedArgument(handle)])
    var links: [FoldedCall] = []
    for executed in trace.calls {
      let chain = executed.call.chain
      guard chain.first?.resolved?.hasPrefix(Self.handle + ".") == true else { continue }
      if executed.isConditional { return nil }
      links += chain
    }
    let inner = text(links, level: level + 1)
    return inner.isEmpty ? nil : (kind == "not" ? "NOT (" : "(") + inner + ")"
  }

  private func compared(_ column: String, _ sign: String, _ value: FoldedValue) -> String {
    if value.isNull { return column + (sign == "=" || sign == "is" ? " IS NULL" : " IS NOT NULL") }
    return column + " " + sign + " " + values.sql(value)
  }

  /// Whether a query chooses the row of the same table that a loop has reached: `where('id', $row->id)`.
  func isOwnRow(_ links: [FoldedCall]) -> Bool {
    links.contains { link in
      guard link.name == "where" || link.name == "find", let first = link.positional.first else {
        return false
      }
      if link.name == "find" { return ownRow(values.spelling.name("id"), first) != nil }
      guard let column = first.text, let value = link.positional.dropFirst().last else { return false }
      return ownRow(values.column(column), value) != nil
    }
  }

  /// The query behind a row of the same table whose column is the compared one.
  private func ownRow(_ column: String, _ value: FoldedValue) -> [FoldedCall]? {
    guard case .member(let member) = value.content, values.sql(value) == column else { return nil }
    return LaravelTarget(value: member.receiver, values.models, level: 0).links
  }

  private func comparison(_ column: String, _ kind: String, _ rest: [FoldedValue], _ level: Int) -> String {
    switch kind {
    case "null": return column + " IS NULL"
    case "notnull": return column + " IS NOT NULL"
    case "in", "notin", "integerinraw":
      let list = rest.first?.elements ?? rest.first?.entries?.map(\.value)
      let texts = list?.map { values.sql($0) } ?? [values.spelling.unknown]
      guard !texts.isEmpty else { return unknown }
      return column + (kind == "notin" ? " NOT IN (" : " IN (") + texts.joined(separator: ", ") + ")"
    case "between", "notbetween":
      let bounds = rest.first?.elements ?? []
      guard bounds.count == 2 else { return unknown }
      return column + " BETWEEN " + values.sql(bounds[0]) + " AND " + values.sql(bounds[1])
    case "like", "notlike":
      return column + (kind == "like" ? " LIKE " : " NOT LIKE ")
        + (rest.first.map { values.sql($0) } ?? "NULL")
    case "column":
      guard let other = rest.last?.text else { return unknown }
      return column + " " + (rest.count > 1 ? Self.sign(rest[0].text) ?? "=" : "=") + " "
        + values.column(other)
    case "", "not": break
    default:
      // `whereEmail('a')`, `whereDate`, `whereJsonContains` and others.
      return unknown
    }
    guard let value = rest.last else { return unknown }
    let sign = rest.count > 1 ? Self.sign(rest[0].text) : "="
    if sign == "=", kind.isEmpty, let source = ownRow(column, value) {
      let chosen = level < 6 ? text(source, level: level + 1) : unknown
      return chosen.isEmpty ? "" : "(" + chosen + ")"
    }
    guard let sign else { return unknown }
    let text = compared(column, sign, value)
    return kind == "not" ? "NOT (" + text + ")" : text
  }

  private static func sign(_ text: String?) -> String? {
    guard let lower = text?.lowercased() else { return nil }
    let known = ["=", "<>", "!=", "<", ">", "<=", ">=", "like", "ilike", "is", "is not", "not like"]
    return known.contains(lower) ? lower : lower == "==" ? "=" : nil
  }

  /// Whether a query has joins.
  static func joined(_ links: [FoldedCall]) -> Bool { links.contains { isJoin($0.name) } }

  private static func isJoin(_ name: String) -> Bool { name.lowercased().hasSuffix("join") }

  /// The joins of a query on plain columns; others have a condition with a placeholder.
  static func joins(_ links: [FoldedCall], _ values: LaravelValues) -> [(table: String, condition: String)] {
    links.filter { isJoin($0.name) }.map { link in
      let arguments = link.positional
      let name =
        arguments.first?.text.map { values.spelling.name(LaravelTarget.name($0)) } ?? values.spelling.unknown
      let names = arguments.dropFirst().compactMap(\.text)
      guard let left = names.first, let right = names.last, names.count > 1,
        arguments.first?.text?.contains(" ") == false
      else { return (name, values.spelling.unknown + " = 1") }
      return (name, values.column(left) + " = " + values.column(right))
    }
  }

  /// The columns of `select`; nil if none are named or one is not known.
  static func selected(_ links: [FoldedCall], _ values: LaravelValues) -> String? {
    guard let link = links.last(where: { $0.name == "select" || $0.name == "selectRaw" }) else { return nil }
    let all = link.positional.flatMap { $0.elements ?? [$0] }
    let texts = all.compactMap { value -> String? in
      if link.name == "selectRaw" { return value.text }
      return LaravelValues.rawText(value) ?? value.text.map { values.column($0) }
    }
    return texts.count == all.count && !texts.isEmpty ? texts.joined(separator: ", ") : nil
  }
}
