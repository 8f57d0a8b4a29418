import SQLSyntax

extension TreePrinter {
  func query(_ node: Query) -> String {
    let tail =
      with(node.with) + optional("order", node.orderBy, sort) + flag("order=all", node.ordersByAll)
      + optional("limit", node.limit, value) + optional("offset", node.offset, value)
      + optional("for", node.locking) { lock in
        lock.strength + (lock.tables.isEmpty ? "" : " of " + list(lock.tables) { name($0) })
      }
    let body = self.body(node.body)
    return tail.isEmpty ? body : "(query" + tail + " " + body + ")"
  }

  func body(_ node: QueryBody) -> String {
    switch node {
    case .select(let select): return self.select(select)
    case .values(let values):
      return "(values " + list(values.rows) { "(" + list($0.fields, value) + ")" }
        + (values.omittedRows > 0 ? " +\(values.omittedRows)" : "") + ")"
    case .table(let table): return "(table " + self.table(table) + ")"
    case .nested(let query): return "(nested " + self.query(query) + ")"
    case .opaque(let opaque):
      return "(\(opaque.keyword)" + optional("from", opaque.from, reference)
        + optional("values", opaque.expressions, value) + ")"
    case .compound(let compound):
      return "(compound " + self.body(compound.first)
        + compound.rest.map { branch in
          " \(branch.operation)" + flag("all", branch.isAll) + flag("by-name", branch.isByName) + " "
            + self.body(branch.body)
        }.joined() + ")"
    }
  }

  func with(_ node: WithClause?) -> String {
    guard let node else { return "" }
    return " with=" + (node.isRecursive ? "recursive" : "") + "["
      + list(node.tables) { table in
        name(table.name) + optional("columns", table.columns) { name($0) }
          + optional("materialized", table.isMaterialized) { "\($0)" } + " " + common(table.body)
          + optional("added", table.addedColumns) { name($0) }
      } + "]"
  }

  func common(_ node: CommonTableBody) -> String {
    switch node {
    case .query(let query): self.query(query)
    case .insert(let insert): self.insert(insert)
    case .update(let update): self.update(update)
    case .delete(let delete): self.delete(delete)
    case .merge(let merge): self.merge(merge)
    }
  }

  func select(_ node: Select) -> String {
    var text = "(select"
    switch node.distinct {
    case .rows: text += " distinct"
    case .on(let keys): text += " distinct-on=[" + list(keys, value) + "]"
    case nil: break
    }
    text += node.items.isEmpty ? "" : " " + list(node.items, item)
    text += optional("into", node.into) { name($0.name) + ($0.isTemporary ? " temporary" : "") }
    text += optional("from", node.from, reference) + optional("where", node.filter, value)
    if let group = node.groupBy {
      text +=
        " group=" + (group.isAll ? "all" : "[" + list(group.elements, self.group) + "]")
        + flag("distinct", group.isDistinct)
    }
    text += optional("having", node.having, value)
    text += optional("window", node.windows) { name($0.name) + " " + window($0.specification) }
    return text + optional("qualify", node.qualify, value) + ")"
  }

  func group(_ node: GroupBy.Element) -> String {
    switch node {
    case .value(let value): self.value(value)
    case .empty: "()"
    case .rollup(let keys): "(rollup " + list(keys, value) + ")"
    case .cube(let keys): "(cube " + list(keys, value) + ")"
    case .sets(let sets): "(sets " + list(sets, group) + ")"
    }
  }

  func item(_ node: SelectItem) -> String {
    guard let alias = node.alias else { return value(node.value) }
    return value(node.value) + ":" + name(alias)
  }

  func table(_ node: NamedTable) -> String {
    let text =
      (node.isOnly ? "only " : "") + name(node.name) + (node.isFile ? "/file" : "") + alias(node.alias)
    return node.isSampled ? text + "/sample" : text
  }

  func alias(_ node: TableAlias?) -> String {
    guard let node else { return "" }
    var text = ":" + (node.name.map { name($0) } ?? "")
    if !node.columns.isEmpty {
      let columns = zip(node.columns, node.types.map { Optional($0) } + node.columns.map { _ in nil })
      text += "(" + list(Array(columns)) { name($0.0) + ($0.1.map { "::" + $0.display } ?? "") } + ")"
    }
    return text
  }

  func reference(_ node: TableReference) -> String {
    switch node {
    case .table(let table): return self.table(table)
    case .derived(let table):
      return (table.isLateral ? "lateral " : "") + query(table.query) + alias(table.alias)
    case .function(let table):
      return (table.isLateral ? "lateral " : "") + list(table.calls) { value(.call($0)) }
        + (table.withOrdinality ? "/ordinality" : "") + alias(table.alias)
    case .joined(let table):
      return "(" + reference(table.first) + table.joins.map(join).joined() + ")" + alias(table.alias)
    case .pivoted(let table):
      return "(" + (table.isUnpivot ? "unpivot " : "pivot ") + reference(table.source) + " ["
        + list(table.expressions, value) + "]" + optional("made", table.madeColumns) { name($0) } + ")"
        + alias(table.alias)
    }
  }

  func join(_ node: Join) -> String {
    let table = " \(node.kind) " + reference(node.table)
    switch node.condition {
    case .none: return table
    case .natural: return " natural" + table
    case .on(let condition): return table + " on " + value(condition)
    case .using(let columns, let alias):
      return table + " using [" + list(columns) { name($0) } + "]" + (alias.map { ":" + name($0) } ?? "")
    }
  }

  func sort(_ node: SortItem) -> String {
    value(node.value) + flag("desc", node.isDescending) + (node.nulls.map { " nulls-\($0)" } ?? "")
      + (node.using.map { " using " + $0.name } ?? "")
  }

  func window(_ node: WindowSpecification) -> String {
    var text = "(window" + optional("base", node.base) { name($0) }
    text += optional("partition", node.partitionBy, value) + optional("order", node.orderBy, sort)
    if let frame = node.frame {
      text += " " + frame.unit + "(" + bound(frame.start) + (frame.end.map { " " + bound($0) } ?? "") + ")"
      text += frame.exclusion.map { " exclude " + $0 } ?? ""
    }
    return text + ")"
  }

  func bound(_ node: WindowSpecification.Frame.Bound) -> String {
    switch node {
    case .unboundedPreceding: "start"
    case .preceding(let offset): "-" + value(offset)
    case .currentRow: "current"
    case .following(let offset): "+" + value(offset)
    case .unboundedFollowing: "end"
    }
  }
}
