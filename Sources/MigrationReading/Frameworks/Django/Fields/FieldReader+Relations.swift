import Domain
import ScriptSyntax

extension FieldReader {
  /// The foreign key that a call declares.
  func relation(_ call: FoldedCall, own: ModelKey) -> DjangoField.Relation {
    var relation = DjangoField.Relation(target: model(call.argument(0, "to"), own: own))
    relation.targetField = call.keyword("to_field")?.text
    relation.isConstrained = call.keyword("db_constraint")?.truth != false
    relation.onDelete = call.keyword("on_delete")?.lastName
    relation.isParentLink = call.flag("parent_link")
    return relation
  }

  /// The many-to-many relation that a call declares.
  func join(_ call: FoldedCall, own: ModelKey) -> DjangoField.Join {
    var join = DjangoField.Join(target: model(call.argument(0, "to"), own: own))
    join.through = call.keyword("through").flatMap { model($0, own: own) }
    join.table = call.keyword("db_table")?.text
    if call.name.hasPrefix("Sorted") { join.extraColumns = ["sort_value": ColumnType("integer")] }
    return join
  }

  /// The model that a value names: `"app.Model"`, `"Model"`, `settings.AUTH_USER_MODEL`, `orm["app.Model"]`.
  func model(_ value: FoldedValue?, own: ModelKey) -> ModelKey? {
    guard let value else { return nil }
    switch value.content {
    case .string(let text): return ModelKey(reference: text.string, in: own.app, own: own)
    case .reference(let reference):
      return settings.model(of: reference.resolved) ?? direct(reference.resolved)
    case .call(let call):
      // `swappable("AUTH_USER_MODEL")`, `get_user_model()`, `getattr(settings, "X", "app.Model")`
      if call.name == "get_user_model" { return settings.userModel }
      if let named = call.positional.last?.text, call.name == "getattr" {
        let setting = call.positional.count > 1 ? call.positional[1].text : nil
        return setting.flatMap { settings.model(of: "django.conf.settings." + $0) }
          ?? ModelKey(reference: named, in: own.app, own: own)
      }
      return nil
    default: return nil
    }
  }

  /// A class named by its module: `shop.models.Order`.
  private func direct(_ resolved: String) -> ModelKey? {
    let parts = resolved.split(separator: ".").map(String.init)
    guard let at = parts.firstIndex(of: "models"), at > 0, let name = parts.last, at < parts.count - 1 else {
      return nil
    }
    return ModelKey(app: parts[at - 1], name: name)
  }

  // Defaults and choices.

  /// Constants only: what a function gives is not known.
  mutating func readDefaults(_ call: FoldedCall, into field: inout DjangoField) {
    if let value = call.keyword("default") { field.defaultValue = Self.constant(value) }
    if let value = call.keyword("db_default") {
      field.databaseDefault = Self.constant(value) ?? .opaque(text: "db_default", columns: [])
    }
    let isTime = call.flag("auto_now") || call.flag("auto_now_add")
    if isTime, field.defaultValue == nil { field.defaultValue = .call("now", []) }
    // An empty text is what a field without a default gives to rows that exist.
    if field.defaultValue == nil, call.flag("blank"), !field.isNullable,
      case .column(let type) = field.storage,
      type.name == "character varying" || type.name == "text", type.arrayDimensions == 0
    {
      field.defaultValue = .literal(.string(""))
    }
  }

  /// The constant that a value is; nil for anything else, NULL included.
  static func constant(_ value: FoldedValue) -> Expression? {
    switch value.content {
    case .string(let text): return .literal(.string(text.string))
    case .number(let digits): return .literal(.number(digits))
    case .boolean(let value): return .literal(.boolean(value))
    case .call(let call):
      guard call.name == "Decimal" || call.name == "Value" || call.name == "UUID",
        let first = call.positional.first, let inner = constant(first)
      else { return call.name == "Now" ? .call("now", []) : nil }
      if call.name == "Decimal", case .literal(.string(let text)) = inner { return .literal(.number(text)) }
      return inner
    default: return nil
    }
  }

  mutating func readChoices(_ call: FoldedCall, into field: inout DjangoField) {
    guard let written = call.keyword("choices"), case .column(let type) = field.storage,
      type.arrayDimensions == 0
    else { return }
    var value = written
    if case .reference(let reference) = written.content {
      value = library.constant(reference.resolved, from: file) ?? written
    }
    var values: [Literal] = []
    switch Self.collect(value, depth: 0, into: &values) {
    case true:
      var seen: Set<Literal> = []
      field.choices = values.filter { $0 != .null && seen.insert($0).inserted }
    case false: field.hasUnreadChoices = true
    }
  }

  /// Pairs of value and label, groups of pairs, or a map; false if a part is not known.
  private static func collect(_ value: FoldedValue, depth: Int, into values: inout [Literal]) -> Bool {
    guard depth < 3, values.count < 2000 else { return false }
    switch value.content {
    case .null: return true
    case .list(let elements), .tuple(let elements):
      for element in elements where !pair(element, depth: depth, into: &values) { return false }
      return true
    case .map(let entries):
      for entry in entries {
        if case .map = entry.value.content {
          guard collect(entry.value, depth: depth + 1, into: &values) else { return false }
        } else {
          guard let literal = entry.key.literal else { return false }
          values.append(literal)
        }
      }
      return true
    default: return false
    }
  }

  private static func pair(_ value: FoldedValue, depth: Int, into values: inout [Literal]) -> Bool {
    let parts: [FoldedValue]
    switch value.content {
    case .tuple(let elements), .list(let elements): parts = elements
    default: return false
    }
    guard parts.count == 2 else { return false }
    switch parts[1].content {
    case .tuple, .list: return collect(parts[1], depth: depth + 1, into: &values)
    default: break
    }
    guard let literal = parts[0].literal else { return false }
    values.append(literal)
    return true
  }
}
