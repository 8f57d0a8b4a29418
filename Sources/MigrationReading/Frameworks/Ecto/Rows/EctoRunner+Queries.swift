import Domain
import ScriptSyntax

/// The macros of `Ecto.Query`: their arguments are expressions over rows, not values.
extension EctoRunner {
  /// Nil for other calls.
  mutating func query(_ name: String, _ call: ScriptCall) -> EctoValue? {
    guard Self.macros.contains(name), let first = call.arguments.first, first.kind == .positional else {
      return nil
    }
    if name == "from" {
      var query = source(first.value)
      for argument in call.arguments.dropFirst() where argument.kind == .keyword {
        clause(argument.name, argument.value, &query)
      }
      // `from(u in "users", [where: ...])` and clauses that are not written here.
      if call.arguments.dropFirst().contains(where: { $0.kind != .keyword }) { query.isNarrowed = true }
      return .query(query)
    }
    guard var query = query(of: evaluate(first.value)) else { return nil }
    bind(call, &query)
    let rest = call.arguments.dropFirst().filter { argument in !isBindings(argument) }
    if name == "join" {
      let parts = rest.filter { $0.kind == .positional }
      if let joined = parts.last?.value { join(joined, &query) }
      for argument in rest where argument.kind == .keyword { clause(argument.name, argument.value, &query) }
      if case .symbol(let kind)? = parts.first?.value, kind.text != "inner" { query.isNarrowed = true }
      return .query(query)
    }
    let named = rest.filter { $0.kind == .keyword }.map { ($0.name, $0.value) }
    if !named.isEmpty {
      if name == "where" { equal(named, &query) } else if name == "update" { settings(named, &query) }
    } else if let node = rest.first?.value {
      clause(name, node, &query)
    }
    return .query(query)
  }

  private static let macros: Set<String> = [
    "from", "where", "or_where", "join", "update", "select", "order_by", "limit", "group_by", "having",
    "distinct", "offset", "lock", "preload", "exclude", "subquery", "select_merge", "put_query_prefix",
    "with_cte",
    "windows", "first", "last", "reverse_order",
  ]

  /// The query that a value is: a query, a table's name, a schema.
  func query(of value: EctoValue) -> EctoQuery? {
    switch value {
    case .query(let query), .rows(let query), .row(let query): return query
    case .text(let text): return EctoQuery(TableName(text.string))
    case .module(let name): return EctoQuery(table(of: name))
    case .tuple(let parts):
      // `{"users", User}`
      guard parts.count == 2, let name = parts[0].string else { return nil }
      return EctoQuery(TableName(name))
    case .map(let entries):
      guard case .module(let name)? = entries.first(where: { $0.key.string == "__struct__" })?.value else {
        return nil
      }
      return EctoQuery(table(of: name))
    case .unknown, .derived, .field, .partial, .catalogue: return EctoQuery(nil)
    default: return nil
    }
  }

  /// The table of a schema.
  func table(of module: String) -> TableName? {
    scope.schemas[module] ?? library.table(of: module)
      ?? (module == "Oban.Job" ? TableName("oban_jobs") : nil)
  }

  /// `u in "users"`, `"users"`, `User`
  private mutating func source(_ node: ScriptNode) -> EctoQuery {
    guard case .operation(let operation) = node, operation.operation == .contains,
      operation.operands.count == 2
    else { return query(of: evaluate(node)) ?? EctoQuery(nil) }
    var query = query(of: evaluate(operation.operands[1])) ?? EctoQuery(nil)
    switch operation.operands[0] {
    case .name(let name): query.sources[0].binding = name.text
    case .list(let list): bind(list.elements, &query)
    default: break
    }
    return query
  }

  private func bind(_ names: [ScriptNode], _ query: inout EctoQuery) {
    for (index, node) in names.enumerated() where query.sources.indices.contains(index) {
      if case .name(let name) = node { query.sources[index].binding = name.text }
    }
  }

  private func isBindings(_ argument: ScriptArgument) -> Bool {
    guard argument.kind == .positional, case .list(let list) = argument.value else { return false }
    return list.elements.allSatisfy { node in
      switch node {
      case .name: true
      case .tuple(let pair):
        pair.elements.count == 2 && { if case .name = pair.elements[1] { true } else { false } }()
      default: false
      }
    }
  }

  /// `[u, t]` names the sources for the expressions that follow.
  private func bind(_ call: ScriptCall, _ query: inout EctoQuery) {
    for argument in call.arguments.dropFirst() where isBindings(argument) {
      guard case .list(let list) = argument.value else { continue }
      return bind(list.elements, &query)
    }
  }

  /// `t in "teams"` of a join.
  private mutating func join(_ node: ScriptNode, _ query: inout EctoQuery) {
    guard query.sources.count < 12 else { return }
    let joined = source(node)
    query.sources.append(EctoQuery.Source(table: joined.table, binding: joined.sources.first?.binding ?? ""))
    if !joined.conditions.isEmpty || joined.isNarrowed || joined.sources.count > 1 { query.isNarrowed = true }
  }

  private mutating func clause(_ name: String, _ node: ScriptNode, _ query: inout EctoQuery) {
    switch name {
    case "where", "on", "having": condition(node, &query)
    case "or_where":
      query.conditions = []
      query.isNarrowed = true
    case "join", "inner_join": join(node, &query)
    case "left_join", "right_join", "full_join", "cross_join", "inner_lateral_join", "left_lateral_join":
      join(node, &query)
      query.isNarrowed = true
    case "update": settings(Self.pairs(node) ?? [], &query)
    case "select": query.selected = [selection(node, query)]
    case "limit", "offset", "distinct", "group_by": query.isNarrowed = true
    case "prefix":
      if query.sources[0].table?.schema == nil { query.sources[0].table?.schema = evaluate(node).string }
    default: break
    }
  }

  private mutating func condition(_ node: ScriptNode, _ query: inout EctoQuery) {
    guard query.conditions.count < 200 else {
      query.isNarrowed = true
      return
    }
    if let pairs = Self.pairs(node) { return equal(pairs, &query) }
    guard let text = sql(node, query), text.utf8.count < 10_000 else {
      query.isNarrowed = true
      return
    }
    query.conditions.append(text)
  }

  /// The entries `a: 1` of a list.
  private static func pairs(_ node: ScriptNode) -> [(String, ScriptNode)]? {
    guard case .list(let list) = node, !list.elements.isEmpty else { return nil }
    var found: [(String, ScriptNode)] = []
    for element in list.elements {
      guard case .tuple(let pair) = element, pair.elements.count == 2,
        case .symbol(let name) = pair.elements[0]
      else { return nil }
      found.append((name.text, pair.elements[1]))
    }
    return found
  }

  /// `where: [tier: "gold"]`
  private mutating func equal(_ pairs: [(String, ScriptNode)], _ query: inout EctoQuery) {
    for (column, node) in pairs {
      guard let value = sql(node, query), query.conditions.count < 200 else {
        query.isNarrowed = true
        continue
      }
      query.conditions.append("\(query.qualifier(0))\(quoted(column)) = \(value)")
    }
  }

  /// `set: [tier: "gold"], inc: [age: 1]`
  private mutating func settings(_ kinds: [(String, ScriptNode)], _ query: inout EctoQuery) {
    for (kind, list) in kinds {
      for (column, node) in Self.pairs(list) ?? [] where query.settings.count < 500 {
        var sql = sql(node, query)
        if kind == "inc" { sql = sql.map { quoted(column) + " + " + $0 } }
        if kind == "push" || kind == "pull" { sql = nil }
        query.settings.append(EctoQuery.Setting(column: column, sql: sql))
      }
    }
  }

  /// What a row gives: columns, lists and maps of them.
  private mutating func selection(_ node: ScriptNode, _ query: EctoQuery, _ level: Int = 0) -> EctoValue {
    guard level < 5 else { return .unknown }
    switch node {
    case .attribute(let attribute):
      if case .name(let name) = attribute.receiver, query.sources.first?.binding == name.text {
        return .field(attribute.name)
      }
      return .unknown
    case .tuple(let list): return .tuple(list.elements.map { selection($0, query, level + 1) })
    case .list(let list):
      if case .symbol? = list.elements.first { return .row(EctoQuery(query.table)) }
      return .list(list.elements.map { selection($0, query, level + 1) })
    case .map(let map):
      return .map(
        map.entries.compactMap { entry in
          guard case .symbol(let key)? = entry.key else { return nil }
          return EctoEntry(key: .atom(key.text), value: selection(entry.value, query, level + 1))
        })
    case .name, .call: return .row(EctoQuery(query.table))
    default: return .unknown
    }
  }
}
