package import Documents
package import Domain

/// Changes as the JSON report and `diff` print them (product.md, "The report").
package enum ChangesJSON {
  /// One object a change, in the order given.
  package static func value(of changes: [Change]) -> JSONValue { .array(changes.map(object)) }

  private static func object(_ change: Change) -> JSONValue {
    var members = [
      JSONMember("id", .string(change.id.display)), JSONMember("kind", .string(change.kind.rawValue)),
    ]
    if !change.history.isEmpty { members.append(JSONMember("history", .string(change.history))) }
    if let table = change.table {
      members.append(JSONMember("table", .string(table.display)))
      members.append(JSONMember("columns", .strings(change.columns)))
    } else if !change.columns.isEmpty {
      members.append(JSONMember("columns", .strings(change.columns)))
    }
    if let to = change.to { members.append(JSONMember("to", target(to))) }
    members += details(change)
    members += [
      JSONMember("confidence", .string(change.confidence.rawValue)),
      JSONMember("ambiguous", .bool(change.isAmbiguous)),
      JSONMember("alternatives", .array(change.alternatives.map(alternative))),
      JSONMember("evidence", CommonJSON.evidence(change.evidence)),
      JSONMember("locations", .array(change.locations.map(CommonJSON.location))),
    ]
    return .object(members)
  }

  /// What only some kinds have.
  private static func details(_ change: Change) -> [JSONMember] {
    var members: [JSONMember] = []
    if !change.values.isEmpty { members.append(JSONMember("values", .array(change.values.map(pair)))) }
    if let rewrite = change.rewrite { members.append(JSONMember("rewrite", self.rewrite(rewrite))) }
    if let type = change.type {
      members.append(
        JSONMember(
          "type",
          ["from": .string(type.from), "to": .string(type.to), "step": .string(type.step.rawValue)]))
    }
    if let key = change.key {
      members.append(JSONMember("key", ["from": .strings(key.from), "to": .strings(key.to)]))
    }
    if let factor = change.factor { members.append(JSONMember("factor", .string(factor))) }
    if !change.filter.isEmpty { members.append(JSONMember("filter", .array(change.filter.map(term)))) }
    if let servedBy = change.servedBy { members.append(JSONMember("servedBy", .string(servedBy))) }
    if change.onFreshDatabaseOnly { members.append(JSONMember("onFreshDatabaseOnly", true)) }
    return members
  }

  /// `{table, columns}`, with `tables` where there are several.
  private static func target(_ target: ChangeTarget) -> JSONValue {
    var members: [JSONMember] = []
    if let table = target.table { members.append(JSONMember("table", .string(table.display))) }
    if target.tables.count > 1 {
      members.append(JSONMember("tables", .strings(target.tables.map(\.display))))
    }
    members.append(JSONMember("columns", .strings(target.columns)))
    return .object(members)
  }

  private static func pair(_ pair: ValuePair) -> JSONValue {
    ["from": .optional(pair.from), "to": .optional(pair.to), "certain": .bool(pair.isCertain)]
  }

  private static func rewrite(_ rewrite: ValueRewrite) -> JSONValue {
    switch rewrite {
    case .only(let values): ["to": "only", "values": .strings(values)]
    case .uppercase: ["to": "uppercase"]
    case .lowercase: ["to": "lowercase"]
    }
  }

  private static func term(_ term: FilterTerm) -> JSONValue {
    ["column": .string(term.column), "values": .strings(term.values)]
  }

  private static func alternative(_ other: Alternative) -> JSONValue {
    ["to": target(other.to), "confidence": .string(other.confidence.rawValue)]
  }
}
