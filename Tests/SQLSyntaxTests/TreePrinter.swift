import SQLSyntax

/// Prints statements as compact prefix notation for fixtures.
struct TreePrinter {
  func list<T>(_ items: [T], _ print: (T) -> String) -> String { items.map(print).joined(separator: " ") }

  func name(_ name: QualifiedName) -> String {
    name.parts.map { $0.isQuoted ? "\"" + $0.text + "\"" : $0.text }.joined(separator: ".")
  }

  func name(_ name: Identifier) -> String { self.name(QualifiedName(parts: [name])) }

  func optional<T>(_ label: String, _ value: T?, _ print: (T) -> String) -> String {
    guard let value else { return "" }
    return " " + label + "=" + print(value)
  }

  func optional<T>(_ label: String, _ values: [T], _ print: (T) -> String) -> String {
    values.isEmpty ? "" : " " + label + "=[" + list(values, print) + "]"
  }

  func flag(_ label: String, _ isSet: Bool) -> String { isSet ? " " + label : "" }

  func print(_ statement: Statement) -> String {
    switch statement {
    case .query(let query): return self.query(query)
    case .insert(let insert): return self.insert(insert)
    case .update(let update): return self.update(update)
    case .delete(let delete): return self.delete(delete)
    case .merge(let merge): return self.merge(merge)
    case .truncate(let node):
      let flags = flag("restart", node.restartsIdentity) + flag("cascade", node.isCascade)
      return "(truncate " + list(node.tables, table) + flags + ")"
    case .copy(let node): return copy(node)
    case .definition: return "(definition)"
    case .other(let node): return "(other \(node.keyword))"
    case .unparsed(let trouble): return "(unparsed \(trouble.kind.rawValue): \(trouble.message))"
    }
  }

  func insert(_ node: Insert) -> String {
    let source: String
    switch node.source {
    case .defaultValues: source = " default-values"
    case .query(let query): source = " " + self.query(query)
    }
    return "(insert" + with(node.with) + " " + table(node.table) + optional("columns", node.columns, target)
      + optional("overriding", node.overriding) { "\($0)" } + flag("by-name", node.isByName) + source
      + optional("conflict", node.onConflict, conflict) + optional("returning", node.returning, item) + ")"
  }

  func conflict(_ node: OnConflict) -> String {
    let target: String
    switch node.target {
    case .any: target = "any"
    case .columns(let columns, let filter):
      target = "[" + list(columns, value) + "]" + optional("where", filter, value)
    case .constraint(let constraint): target = "constraint " + name(constraint)
    }
    switch node.action {
    case .nothing: return "(\(target) nothing)"
    case .replace: return "(\(target) replace)"
    case .update(let assignments, let filter):
      return "(\(target) update [" + list(assignments, assignment) + "]" + optional("where", filter, value)
        + ")"
    }
  }

  func target(_ node: ColumnTarget) -> String {
    name(node.name) + node.subscripts.map { "[" + value($0) + "]" }.joined()
  }

  func assignment(_ node: Assignment) -> String {
    let targets = list(node.targets, target)
    return "(set " + (node.isRow ? "(" + targets + ")" : targets) + " " + value(node.value) + ")"
  }

  func update(_ node: Update) -> String {
    "(update" + with(node.with) + " " + table(node.table) + " " + list(node.assignments, assignment)
      + optional("from", node.from, reference) + optional("where", node.filter, value)
      + optional("cursor", node.cursor) { name($0) } + optional("returning", node.returning, item) + ")"
  }

  func delete(_ node: Delete) -> String {
    "(delete" + with(node.with) + " " + table(node.table) + optional("using", node.using, reference)
      + optional("where", node.filter, value) + optional("cursor", node.cursor) { name($0) }
      + optional("returning", node.returning, item) + ")"
  }

  func merge(_ node: Merge) -> String {
    "(merge" + with(node.with) + " " + table(node.target) + " using=" + reference(node.source)
      + optional("on", node.condition, value)
      + optional("columns", node.using) { name($0) } + " " + list(node.clauses, mergeClause)
      + optional("returning", node.returning, item)
      + ")"
  }

  func mergeClause(_ node: Merge.Clause) -> String {
    let action: String
    switch node.action {
    case .nothing: action = "nothing"
    case .delete: action = "delete"
    case .updateAll: action = "update-all"
    case .insertAll: action = "insert-all"
    case .update(let assignments): action = "update " + list(assignments, assignment)
    case .insert(let columns, let values):
      action =
        "insert" + optional("columns", columns, target)
        + (values.map { " values=[" + list($0, value) + "]" } ?? " default-values")
    }
    return "(\(node.rows)" + optional("and", node.condition, value) + " " + action + ")"
  }

  func copy(_ node: Copy) -> String {
    let subject: String
    switch node.subject {
    case .table(let table, let columns): subject = name(table) + optional("columns", columns) { name($0) }
    case .query(let query): subject = self.query(query)
    case .statement(let body): subject = common(body)
    }
    let endpoint = "\(node.endpoint)".replacing("\"", with: "'")
    return "(copy " + subject + (node.isFrom ? " from " : " to ") + endpoint
      + optional("where", node.filter, value)
      + optional("data", node.inlineData) { "\($0.count)" } + ")"
  }
}
