import Domain
import ScriptSyntax

extension RowProgram {
  /// `a.name`.
  mutating func member(_ name: String, of value: RowValue) -> RowValue {
    switch value {
    case .reference(let text): return outside(text + "." + name)
    case .model(let key):
      return Self.managers.contains(name) || name.hasSuffix("objects")
        ? .query(RowQuery(model: key)) : .method(value, name)
    case .row(let row): return member(name, ofRow: row)
    case .schemaEditor: return name == "connection" ? .connection : .method(value, name)
    case .query(let query):
      // `paginator.page(n).object_list`
      if name == "object_list" { return value }
      return name == "model" ? .model(query.model) : .method(value, name)
    case .connection where name == "vendor": return vendor
    case .method(.model(let key), "_meta") where name == "db_table":
      return Self.text(state.table(of: key).name, file.range)
    case .object(let object): return member(name, ofObject: object)
    case .constant, .registry, .connection, .cursor, .computed, .list, .function, .made, .method, .pairs,
      .clause:
      return .method(value, name)
    }
  }

  /// The name that Django gives the database (`django/db/backends/*/base.py`).
  private var vendor: RowValue {
    let names = ["postgres": "postgresql", "mysql": "mysql", "sqlite": "sqlite", "oracle": "oracle"]
    return dialect.flatMap { names[$0] }.map { Self.text($0, file.range) } ?? .unknown
  }

  static func text(_ text: String, _ range: ScriptRange) -> RowValue {
    .constant(FoldedValue(.string(ScriptText(text, at: range.start)), at: range))
  }

  private static let managers: Set<String> = [
    "objects", "_default_manager", "_base_manager", "all_objects", "unfiltered",
  ]

  /// A class named by its module: `shop.models.Order`, `django.contrib.auth.models.User`.
  func model(_ resolved: String) -> RowValue? {
    let parts = resolved.split(separator: ".").map(String.init)
    guard parts.count > 2, let name = parts.last, let first = name.utf8.first, first &- 0x41 < 26,
      let at = parts.lastIndex(of: "models"), at > 0, !resolved.hasPrefix("django.db.")
    else { return nil }
    return .model(ModelKey(app: parts[at - 1], name: name))
  }

  /// A column, a related row, the rows that point to this one, or a method.
  private mutating func member(_ name: String, ofRow row: Int) -> RowValue {
    guard rows.indices.contains(row), let model = state.concrete(rows[row].model) else {
      return .method(.row(row), name)
    }
    if let pending = rows[row].pending.last(where: { $0.column == column(name, model) }) {
      return .computed(pending.value, row: row)
    }
    guard let field = model.field(named: name) ?? inherited(name, model) else {
      if name == "pk" || name == "id" {
        return .computed(.column(ColumnReference(state.keyColumn(of: model.key))), row: row)
      }
      if let column = column(name, model) { return .computed(.column(ColumnReference(column)), row: row) }
      // `for page in paginator: page.object_list`
      if name == "object_list" {
        return .query(RowQuery(model: rows[row].model, conditions: rows[row].conditions))
      }
      return pointing(name, to: model.key) ?? .method(.row(row), name)
    }
    switch field.storage {
    case .column: return .computed(.column(ColumnReference(field.columnName ?? name)), row: row)
    case .relation(let relation):
      guard let target = relation.target else { return .unknown }
      return meet(target, [.opaque(text: name, columns: [ColumnReference(field.columnName ?? name)])])
    case .join(let join): return .pairs(row, join, field: name)
    case .nothing: return .unknown
    }
  }

  private func column(_ name: String, _ model: DjangoModel) -> String? {
    if let field = model.field(named: name) { return field.columnName }
    return model.fields.first { $0.columnName == name }?.columnName
  }

  /// A field of a model that this one extends.
  private func inherited(_ name: String, _ model: DjangoModel) -> DjangoField? {
    model.parents.lazy.compactMap { state.model($0)?.field(named: name) }.first
  }

  /// `order.lines`, `order.line_set`: the rows of a model that points to this one.
  private func pointing(_ name: String, to key: ModelKey) -> RowValue? {
    let bare = name.hasSuffix("_set") ? String(name.dropLast(4)) : nil
    for other in state.referrers(of: key) {
      if other.name == bare {
        let pairs = self.pairs(of: other, with: key)
        return .query(RowQuery(model: other, conditions: [.opaque(text: name, columns: [])], pairs: pairs))
      }
    }
    return nil
  }

  /// The table of a many-to-many field of one model that points to another.
  private func pairs(of owner: ModelKey, with target: ModelKey) -> TableName? {
    guard let model = state.concrete(owner) else { return nil }
    for field in model.fields {
      guard case .join(let join) = field.storage, join.target.map(state.current) == target else { continue }
      return join.through.map { state.table(of: $0) }
        ?? state.layout(of: model).joins.first { $0.field == field.name }?.name
    }
    return nil
  }

  // Assignments.

  /// `a = b`, `a.b = c`, `a += b`.
  mutating func assign(_ assignment: ScriptAssignment) {
    guard let node = assignment.value else { return }
    var value = value(of: node)
    if let operation = assignment.operation, let target = assignment.targets.first {
      let old = self.value(of: target)
      value = combined(operation, [(target, old), (node, value)], assignment.range)
    }
    for target in assignment.targets { bind(target, value) }
  }

  /// `row.field = value`.
  mutating func assignMember(_ attribute: ScriptAttribute, _ value: RowValue) {
    let receiver = self.value(of: attribute.receiver)
    if case .object(let object) = receiver, objects.indices.contains(object) {
      objects[object].members[attribute.name] = kept(value)
      return
    }
    guard case .row(let row) = receiver, rows.indices.contains(row),
      let model = state.concrete(rows[row].model)
    else { return }
    setColumn(attribute.name, of: row, model, to: value)
  }

  /// Gives a field of a row a value.
  mutating func setColumn(_ name: String, of row: Int, _ model: DjangoModel, to value: RowValue) {
    guard let column = column(name, model) else { return }
    rows[row].assign(column, written(value, into: row))
    if case .computed(_, let source?) = value { rows[row].sources.insert(source) }
    if case .row(let source) = value { rows[row].sources.insert(source) }
  }

  /// The value as the row's own table can say it: columns of other rows are not its own.
  func written(_ value: RowValue, into row: Int) -> Expression {
    switch value {
    case .computed(let expression, let source):
      return source == nil || source == row ? expression : .opaque(text: "another row's value", columns: [])
    case .row: return .opaque(text: "another row", columns: [])
    case .clause(let clause):
      let model = rows.indices.contains(row) ? state.concrete(rows[row].model) : nil
      return model.flatMap { expression(clause, $0) } ?? .opaque(text: "a value of the program", columns: [])
    default: return expression(value) ?? .opaque(text: "a value of the program", columns: [])
    }
  }

  /// `row.data["x"] = 1`, `row.tags.append(1)`: the column has another value.
  mutating func touch(_ receiver: ScriptNode) {
    var node = receiver
    while case .subscripted(let inner) = node { node = inner.receiver }
    if case .name = node { return touchAlias(node) }
    guard case .attribute(let attribute) = node, case .row(let row) = value(of: attribute.receiver),
      rows.indices.contains(row), let model = state.concrete(rows[row].model),
      let column = column(attribute.name, model)
    else { return }
    rows[row].assign(column, opaque(receiver, columns: [ColumnReference(column)]))
  }

  /// `data = row.data; data["x"] = 1` and `for part in row.data: part["x"] = 1`: a document is the row's own, whatever
  /// its name; other values are copies.
  private mutating func touchAlias(_ node: ScriptNode) {
    guard case .computed(let expression, let found) = value(of: node), let row = found,
      rows.indices.contains(row), let model = state.concrete(rows[row].model)
    else { return }
    for name in Set(expression.columns.map(\.name)).sorted() {
      let field = model.fields.first { $0.columnName == name }
      guard field?.isDocument ?? false else { continue }
      rows[row].assign(name, opaque(node, columns: [ColumnReference(name)]))
    }
  }
}

extension DjangoField {
  /// Whether it keeps a document, which a program changes in place.
  fileprivate var isDocument: Bool {
    guard case .column(let type) = storage else { return false }
    return type.name == "jsonb" || type.name == "json"
  }
}
