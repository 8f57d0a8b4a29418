import Domain

/// Prints a replayed history compactly: base things as `name#n`, head things with base's number where they are the same.
struct ReplayPrinter {
  private var numbers: [ObjectID: Int] = [:]

  /// Tables, views and types at base, then at head, then what moved.
  mutating func print(_ result: ReplayResult) -> String {
    var lines: [String] = []
    lines += schema(result.base, "base")
    lines += schema(result.head, "head")
    lines += result.trail.flatMap { moved($0) }
    lines += result.diagnostics.map { "misfit \($0.id): \($0.summary)" }
    for (word, ids) in [("added", result.added), ("edited", result.edited), ("deleted", result.deleted)]
    where !ids.isEmpty {
      lines.append(word + " " + ids.joined(separator: " "))
    }
    let fresh = result.freshDatabaseOnly.map { "\(number($0))" }.sorted()
    if !fresh.isEmpty { lines.append("fresh database only " + fresh.joined(separator: " ")) }
    return lines.map { $0 + "\n" }.joined()
  }

  private mutating func schema(_ schema: Schema, _ side: String) -> [String] {
    var lines: [String] = []
    for table in schema.tables {
      let columns = table.columns.map { column in
        "\(column.name)#\(number(column.id)) \(column.type.display)\(column.isNullable ? "" : "!")"
      }
      lines.append("\(side) \(table.name.display)#\(number(table.id)) (\(columns.joined(separator: ", ")))")
      lines += table.constraints.map { "  \($0.name ?? "?") \(constraint($0.kind))" }
      lines += table.indexes.map { "  index \($0.name) (\($0.columns.joined(separator: ", ")))" }
    }
    for view in schema.views {
      let columns = (view.columns ?? []).map { "\($0.name) \($0.type.display)" }.joined(separator: ", ")
      lines.append("\(side) view \(view.name.display)#\(number(view.id)) (\(columns))")
    }
    for type in schema.types {
      if case .enumeration(let labels) = type.kind {
        lines.append("\(side) enum \(type.name.display)#\(number(type.id)) \(labels.joined(separator: "|"))")
      } else {
        lines.append("\(side) type \(type.name.display)#\(number(type.id))")
      }
    }
    return lines
  }

  private func constraint(_ kind: Constraint.Kind) -> String {
    switch kind {
    case .primaryKey(let columns): "primary key (\(columns.joined(separator: ", ")))"
    case .unique(let columns, _): "unique (\(columns.joined(separator: ", ")))"
    case .foreignKey(let columns, let table, let targets, _):
      "(\(columns.joined(separator: ", "))) -> \(table.display) (\(targets.joined(separator: ", ")))"
    case .check(let expression, _): "check \(text(expression))"
    case .other(let text): text
    }
  }

  private mutating func moved(_ operation: ReplayedOperation) -> [String] {
    operation.assignments.map { assignment in
      let conditions = operation.conditions.map { text($0) }
      let suffix = conditions.isEmpty ? "" : " where " + conditions.joined(separator: " and ")
      let rows = operation.isRowForRow ? "" : " (not row for row)"
      return "moved #\(number(assignment.column)) <- \(text(assignment.value))\(suffix)\(rows)"
    }
  }

  private mutating func number(_ id: ObjectID) -> Int {
    if let known = numbers[id] { return known }
    numbers[id] = numbers.count + 1
    return numbers.count
  }

  private func text(_ expression: Expression) -> String {
    switch expression {
    case .column(let reference):
      return reference.column.flatMap { numbers[$0] }.map { "#\($0)" } ?? "?\(reference.name)"
    case .literal(let literal): return literal.text.map { "'\($0)'" } ?? "null"
    case .call(let name, let arguments): return "\(name)(\(arguments.map(text).joined(separator: ", ")))"
    case .cast(let inner, let type): return "\(text(inner))::\(type.display)"
    case .concatenation(let parts): return parts.map(text).joined(separator: " || ")
    case .caseWhen(let operand, let branches, let otherwise):
      let cases = branches.map { "\(text($0.condition)) -> \(text($0.result))" }.joined(separator: ", ")
      return
        "case(\(operand.map { text($0) + ": " } ?? "")\(cases)\(otherwise.map { ", else " + text($0) } ?? ""))"
    case .opaque(let text, _): return "opaque(\(text))"
    }
  }
}
