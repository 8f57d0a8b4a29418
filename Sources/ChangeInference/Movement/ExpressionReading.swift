import Domain

/// The limit below which expressions are followed; deeper ones count as not understood.
let expressionDepthLimit = 100

extension Expression {
  /// The constant, casts looked through.
  var constant: Literal? {
    if case .literal(let literal) = withoutCasts { literal } else { nil }
  }

  /// Identities of the columns that it names, each once, in reading order; nil when one is not resolved.
  var resolvedColumns: [ObjectID]? { Self.identities(columns) }

  /// The same for the columns that its value is made of: not those that only choose between values, in the conditions
  /// of a CASE of which a result names a column other than the one written, or are only compared with.
  func resolvedSources(target: ObjectID?) -> [ObjectID]? { Self.identities(sources(target)) }

  private func sources(_ target: ObjectID?) -> [ColumnReference] {
    var found: [ColumnReference] = []
    var pending: [Expression] = [self]
    while let next = pending.popLast() {
      switch next {
      case .column(let reference): found.append(reference)
      case .opaque(_, let columns): found += columns
      case .literal: break
      case .call, .cast, .concatenation, .caseWhen:
        let results = next.results
        let isNamed = results.contains { $0.namesInResults(otherThan: target) }
        pending += (isNamed ? results : next.children).reversed()
      }
    }
    return found
  }

  /// The parts of which the value is made, without those that only choose between them or are compared with them.
  private var results: [Expression] {
    switch self {
    case .column, .literal, .opaque: []
    case .cast, .concatenation: children
    case .call(let name, let arguments):
      switch name {
      case "if" where arguments.count > 1, "iif" where arguments.count > 1: Array(arguments.dropFirst())
      case "nullif": Array(arguments.prefix(1))
      default: arguments
      }
    case .caseWhen(_, let branches, let otherwise): branches.map(\.result) + (otherwise.map { [$0] } ?? [])
    }
  }

  /// Whether a part of which the value is made names a column other than the one written.
  private func namesInResults(otherThan target: ObjectID?) -> Bool {
    var pending: [Expression] = [self]
    while let next = pending.popLast() {
      switch next {
      case .column(let reference): if target == nil || reference.column != target { return true }
      case .opaque(_, let columns): if columns.contains(where: { $0.column != target }) { return true }
      case .literal: break
      case .call, .cast, .concatenation, .caseWhen: pending += next.results
      }
    }
    return false
  }

  /// Whether a column only stands in for NULL of another one: `created` in `coalesce(opened, created)`.
  func onlyFills(with column: ObjectID, target: ObjectID) -> Bool {
    guard case .call(let name, let arguments) = withoutCasts, ["coalesce", "ifnull", "nvl"].contains(name),
      let first = arguments.first
    else { return false }
    let named = Set(first.columns.compactMap(\.column)).subtracting([target])
    return !named.isEmpty && !named.contains(column)
  }

  private static func identities(_ references: [ColumnReference]) -> [ObjectID]? {
    var seen: Set<ObjectID> = []
    var found: [ObjectID] = []
    for reference in references {
      guard let id = reference.column else { return nil }
      if seen.insert(id).inserted { found.append(id) }
    }
    return found
  }

  /// The parts of a chain of `and`, in order.
  var conditionParts: [Expression] { parts(of: "and") }

  /// The parts of a chain of `or`, in order.
  var alternativeParts: [Expression] { parts(of: "or") }

  private func parts(of operation: String) -> [Expression] {
    var found: [Expression] = []
    var pending = [self]
    while let next = pending.popLast() {
      if case .call(operation, let arguments) = next {
        pending += arguments.reversed()
      } else {
        found.append(next)
      }
    }
    return found
  }

  /// The constants of a list: `'a'`, `('a', 'b')`, `ARRAY['a', 'b']`, `'{a,b}'`; nil when something else is in it.
  static func constants(in list: [Expression]) -> [Literal]? {
    var found: [Literal] = []
    var pending = Array(list.reversed())
    while let next = pending.popLast() {
      switch next.withoutCasts {
      case .literal(let literal):
        found.append(literal)
      case .call(let name, let arguments) where listCalls.contains(name):
        pending += arguments.reversed()
      case .column, .call, .cast, .caseWhen, .concatenation, .opaque:
        return nil
      }
    }
    return found
  }

  private static let listCalls: Set<String> = ["array", "any", "row", "list", "values", "", "some"]

  /// The whole expression as a short text for people, cut after some 80 bytes.
  var summary: String {
    let text = description(depth: 0)
    return text.utf8.count <= 80 ? text : String(decoding: text.utf8.prefix(77), as: UTF8.self) + "..."
  }

  private func description(depth: Int) -> String {
    if depth > 6 { return "..." }
    switch self {
    case .column(let reference): return reference.name
    case .literal(.string(let text)): return "'" + text + "'"
    case .literal(let literal): return literal.text ?? "null"
    case .cast(let inner, let type): return inner.description(depth: depth + 1) + "::" + type.display
    case .concatenation(let parts):
      return parts.prefix(8).map { $0.description(depth: depth + 1) }.joined(separator: " || ")
    case .caseWhen: return "case ... end"
    case .opaque(let text, _): return text
    case .call(let name, let arguments):
      let texts = arguments.prefix(8).map { $0.description(depth: depth + 1) }
      if texts.count == 2, !name.utf8.contains(where: isWordByte) || ["and", "or", "like"].contains(name) {
        return texts.joined(separator: " " + name + " ")
      }
      if texts.count == 1, name.hasPrefix("is ") { return texts.joined() + " " + name }
      return name + "(" + texts.joined(separator: ", ") + ")"
    }
  }
}

private func isWordByte(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
}
