import Domain
import ScriptSyntax

extension KyselyProgram {
  /// `db.updateTable("t").set({...}).where(...)` and other chains that change rows.
  mutating func performRows(_ links: [FoldedCall], _ schema: String?, _ runner: FoldedCall) {
    guard
      let verb = links.first(where: {
        ["updateTable", "insertInto", "replaceInto", "deleteFrom", "mergeInto"].contains($0.name)
      })
    else { return }
    guard let table = name(verb.positional.first, schema) else {
      return reportUnknownName(verb, .mayChangeRows)
    }
    let target = verb.positional.first?.text.map { SQLSpelling.table($0, schema: schema) }
    var values = ProgramValues(spelling: spelling)
    values.table = target
    let reader = self
    let range = output.ownRange(of: verb)
    let isRead: Bool
    switch verb.name {
    case "updateTable":
      isRead = output.runRows(values, links, at: range) { reader.update(table, links, $0, $1) }
    case "deleteFrom":
      isRead = output.runRows(values, links, at: range) { reader.delete(table, links, $0, $1) }
    case "insertInto", "replaceInto":
      let sql = insert(table, links, values)
      isRead = sql != nil
      if let sql, !sql.isEmpty { execute(sql, verb) }
    default: isRead = false
    }
    guard isRead else {
      return output.report(
        "dynamic-rows", "the rows that \"\(verb.name)\" changes are chosen at run time", at: runner.range,
        .mayChangeRows, tables: target.map { [$0] } ?? [])
    }
  }

  private func delete(_ table: String, _ links: [FoldedCall], _ values: ProgramValues, _ filter: String)
    -> String?
  {
    guard !links.contains(where: { $0.name == "using" }) else { return nil }
    return BuilderConditions(values: values).clause(links, filter).map { "DELETE FROM " + table + $0 }
  }

  private func update(_ table: String, _ links: [FoldedCall], _ values: ProgramValues, _ filter: String)
    -> String?
  {
    guard !links.contains(where: { $0.name.hasSuffix("Join") }) else { return nil }
    var sources: [String] = []
    for link in links where link.name == "from" {
      guard let text = link.positional.first?.text else { return nil }
      sources.append(source(text))
    }
    var parts: [String] = []
    for link in links where link.name == "set" {
      let arguments = link.positional
      if let column = arguments.first?.text, let value = arguments.dropFirst().first {
        parts.append(values.path(column) + " = " + assigned(value, values))
        continue
      }
      guard let entries = arguments.first?.entries ?? result(link)?.entries, !entries.isEmpty else {
        return nil
      }
      for entry in entries {
        guard let column = entry.key.text else { return nil }
        parts.append(values.path(column) + " = " + assigned(entry.value, values))
      }
    }
    guard !parts.isEmpty, let rest = BuilderConditions(values: values).clause(links, filter) else {
      return nil
    }
    let from = sources.isEmpty ? "" : " FROM " + sources.joined(separator: ", ")
    let own = Self.words(links.first?.positional.first?.text ?? "").alias
    let alias = own.map { " AS " + spelling.name($0) } ?? ""
    return "UPDATE " + table + alias + " SET " + parts.joined(separator: ", ") + from + rest
  }

  /// What the function of `set((eb) => ({ ... }))` gives.
  private func result(_ link: FoldedCall) -> FoldedValue? {
    guard let closure = link.closures.first else { return nil }
    let handle = Self.handle(at: closure.function.range, "(expressions)")
    return run.calls(in: closure, arguments: [FoldedArgument(handle)]).result
  }

  private func assigned(_ value: FoldedValue, _ values: ProgramValues) -> String {
    if let call = value.call, call.isSQLTemplate { return sql(value) ?? spelling.unknown }
    return values.sql(value)
  }

  private func insert(_ table: String, _ links: [FoldedCall], _ values: ProgramValues) -> String? {
    if let copy = Self.link("expression", links) { return insert(table, copy, links, values) }
    guard let given = Self.link("values", links) else { return "" }
    guard let value = given.positional.first else { return nil }
    let rows = value.elements ?? [value]
    let known = rows.prefix(200).compactMap(\.entries)
    // New rows whose values are not known take nothing.
    guard known.count == min(rows.count, 200) else { return "" }
    return spelling.insert(into: table, known) { assigned($0, values) } ?? ""
  }

  /// Rows of a query; new rows whatever they are taken from, so nothing if the query is not known.
  private func insert(
    _ table: String, _ copy: FoldedCall, _ links: [FoldedCall], _ values: ProgramValues
  ) -> String {
    let names = Self.link("columns", links)?.positional.first
    guard let list = columns(names), let rows = selection(copy, values) else { return "" }
    return "INSERT INTO " + table + " (" + list + ") " + rows
  }

  private static func link(_ name: String, _ links: [FoldedCall]) -> FoldedCall? {
    links.first { link in link.name == name }
  }

  /// `selectFrom("t").select(["a", "b as c"]).where(...)` as SQL; nil for more than that.
  private func selection(_ call: FoldedCall, _ values: ProgramValues) -> String? {
    var value = call.positional.first
    if let closure = call.closures.first {
      let handle = Self.handle(at: closure.function.range)
      value = run.calls(in: closure, arguments: [FoldedArgument(handle)]).result
    }
    guard let links = value?.call?.chain, links.first?.name == "selectFrom",
      let table = links.first?.positional.first?.text
    else { return nil }
    var items: [String] = []
    for link in links.dropFirst() {
      switch link.name {
      case "select":
        guard let first = link.positional.first else { return nil }
        for item in first.elements ?? [first] {
          guard let item = self.item(item, values) else { return nil }
          items.append(item)
        }
      case "orderBy", "distinct": break
      case let name where name.lowercased().hasPrefix("where"): break
      default: return nil
      }
    }
    guard !items.isEmpty, let rest = BuilderConditions(values: values).clause(links) else { return nil }
    return "SELECT " + items.joined(separator: ", ") + " FROM " + source(table) + rest
  }

  /// An item of a list: `a`, `a as b`, SQL.
  private func item(_ value: FoldedValue, _ values: ProgramValues) -> String? {
    guard let text = value.text else { return sql(value) }
    let (name, alias) = Self.words(text)
    return values.path(name) + (alias.map { " AS " + spelling.name($0) } ?? "")
  }

  /// `table` or `table as alias`
  private func source(_ text: String) -> String {
    let (name, alias) = Self.words(text)
    return spelling.name(SQLSpelling.table(name)) + (alias.map { " AS " + spelling.name($0) } ?? "")
  }

  private static func words(_ text: String) -> (name: String, alias: String?) {
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 3, words[1].lowercased() == "as" else { return (text, nil) }
    return (words[0], words[2])
  }
}
