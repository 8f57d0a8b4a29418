import Domain
import ScriptSyntax

/// Reads `models.CharField(max_length=20)` and its kin.
struct FieldReader {
  /// The app whose migration it is.
  let app: String
  /// What settings say.
  let settings: DjangoSettings
  /// Turns places of the file into locations.
  let place: (ScriptRange) -> SourceLocation
  /// What was not understood.
  var diagnostics: [Diagnostic] = []

  /// A reader for the fields of one file.
  init(app: String, settings: DjangoSettings, place: @escaping (ScriptRange) -> SourceLocation) {
    self.app = app
    self.settings = settings
    self.place = place
  }

  /// The field of a name; `own` is the model that has it.
  mutating func field(_ name: String, _ value: FoldedValue, own: ModelKey) -> DjangoField {
    let location = place(value.range)
    guard case .call(let call) = value.content, let resolved = call.resolved else {
      report(name, value)
      return DjangoField(name: name, storage: .column(ColumnType("unknown")), location: location)
    }
    let rule = self.rule(resolved, call)
    if rule == nil { report(name, value, class: resolved) }
    let storage = self.storage(rule, call, own: own)
    var field = DjangoField(name: name, storage: storage, location: location)
    field.column = call.keyword("db_column")?.text
    field.isPrimaryKey = call.flag("primary_key")
    field.isNullable = call.flag("null") || call.name == "NullBooleanField"
    field.isUnique = call.flag("unique")
    field.isIndexed = call.flag("db_index")
    if case .relation(isUnique: true)? = rule { field.isUnique = true }
    if case .sequence? = rule { field.generation = .identity(always: false) }
    if case .relation? = rule { field.isIndexed = false }
    if call.name == "SlugField", call.keyword("db_index") == nil, !field.isUnique { field.isIndexed = true }
    readDefaults(call, into: &field)
    readChoices(call, into: &field)
    if case .generated? = rule {
      field.generation = .computed(.opaque(text: "expression", columns: []), text: "expression")
      field.defaultValue = nil
    }
    return field
  }

  /// The rule of a class; one that takes `to` and `on_delete` is a foreign key whatever its name.
  private func rule(_ resolved: String, _ call: FoldedCall) -> FieldRule? {
    if let rule = FieldTypes.rule(resolved) { return rule }
    if call.keyword("on_delete") != nil { return .relation(isUnique: false) }
    if call.keyword("to") != nil { return .join }
    return call.keyword("max_length") != nil ? .text(nil) : nil
  }

  private mutating func storage(_ rule: FieldRule?, _ call: FoldedCall, own: ModelKey) -> DjangoField.Storage
  {
    switch rule {
    case nil: return .column(ColumnType("unknown"))
    case .relation: return .relation(relation(call, own: own))
    case .join: return .join(join(call, own: own))
    case .nothing: return .nothing
    case let rule?: return .column(type(rule, call, depth: 0))
    }
  }

  /// The type of a field that has a column of its own.
  private func type(_ rule: FieldRule, _ call: FoldedCall, depth: Int) -> ColumnType {
    switch rule {
    case .type(let name), .sequence(let name): return ColumnType(name)
    case .text(let length):
      let written = call.keyword("max_length")?.number ?? length.map { "\($0)" }
      return ColumnType("character varying", modifiers: written.map { [$0] } ?? [])
    case .numeric:
      guard let digits = call.argument(2, "max_digits")?.number else { return ColumnType("numeric") }
      return ColumnType(
        "numeric", modifiers: [digits, call.argument(3, "decimal_places")?.number ?? "0"])
    case .array: return inner(call.argument(0, "base_field"), depth: depth, isArray: true)
    case .generated: return inner(call.keyword("output_field"), depth: depth, isArray: false)
    case .geometry(let shape):
      let isGeography = call.flag("geography")
      let system = call.keyword("srid")?.number ?? "4326"
      return ColumnType(isGeography ? "geography" : "geometry", modifiers: [shape, system])
    case .stream:
      let isJSON = call.flag("use_json_field") || call.keyword("block_lookup") != nil
      return ColumnType(isJSON ? "jsonb" : "text")
    case .relation, .join, .nothing: return ColumnType("unknown")
    }
  }

  private func inner(_ value: FoldedValue?, depth: Int, isArray: Bool) -> ColumnType {
    guard depth < 8, case .call(let call)? = value?.content, let resolved = call.resolved,
      let rule = FieldTypes.rule(resolved)
    else { return ColumnType("unknown", arrayDimensions: isArray ? 1 : 0) }
    var type = type(rule, call, depth: depth + 1)
    if isArray { type.arrayDimensions = min(type.arrayDimensions + 1, 6) }
    return type
  }

  private mutating func report(_ name: String, _ value: FoldedValue, class resolved: String? = nil) {
    let what = resolved.map { "the class \"\($0)\" of the field \"\(name)\" is not known" }
    diagnostics.append(
      Diagnostic(
        id: "unknown-field", summary: what ?? "the field \"\(name)\" is not written as a call of a class",
        location: place(value.range), byteCount: value.range.count, reach: .harmless))
  }
}
