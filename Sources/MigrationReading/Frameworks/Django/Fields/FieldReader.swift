import Domain
import ScriptSyntax

/// Reads `models.CharField(max_length=20)` and its kin.
struct FieldReader {
  /// The app whose migration it is.
  let app: String
  /// What settings say.
  let settings: DjangoSettings
  /// The file that the fields stand in.
  let file: DjangoMigrationFile
  /// Modules of the repository, which may define field classes.
  let library: ModuleLibrary
  /// Turns places of the file into locations.
  let place: (ScriptRange) -> SourceLocation
  /// What was not understood.
  var diagnostics: [Diagnostic] = []

  /// A reader for the fields of one file.
  init(of file: DjangoMigrationFile, settings: DjangoSettings, library: ModuleLibrary) {
    app = file.key.app
    self.settings = settings
    self.file = file
    self.library = library
    let text = file.text
    place = { text.location($0.offset) }
  }

  /// The field of a name; `own` is the model that has it.
  mutating func field(_ name: String, _ value: FoldedValue, own: ModelKey) -> DjangoField {
    let location = place(value.range)
    guard case .call(let written) = value.content, let shape = shape(written) else {
      report(name, value)
      return DjangoField(name: name, storage: .column(ColumnType("unknown")), location: location)
    }
    let (rule, call) = shape
    if rule == nil { report(name, value, class: call.resolved ?? call.name) }
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
      // Django writes no NOT NULL for what the database computes.
      field.isNullable = true
    }
    return field
  }

  /// The rule of a call's class, and the call with what the class presets; nil if no class is called.
  private func shape(_ call: FoldedCall) -> (rule: FieldRule?, call: FoldedCall)? {
    if case .classValue(let definition) = call.callee.content {
      let own = ProjectFieldClass(definition, file, library)
      return (own.rule, call.filled(with: own.presets))
    }
    guard let resolved = call.resolved else { return nil }
    if let definition = file.definedClass(named: resolved) {
      let own = ProjectFieldClass(definition, file, library)
      return (own.rule, call.filled(with: own.presets))
    }
    if let own = ProjectFieldClass.named(resolved, from: file, library: library), own.rule != nil {
      return (own.rule, call.filled(with: own.presets))
    }
    return (rule(resolved, call), call)
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
    case .written(let type): return type
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
      // Wagtail 5 and later know no other; before, the field says it.
      let isJSON =
        call.flag("use_json_field") || call.keyword("block_lookup") != nil || settings.streamsAreJSON
      return ColumnType(isJSON ? "jsonb" : "text")
    case .relation, .join, .nothing: return ColumnType("unknown")
    }
  }

  private func inner(_ value: FoldedValue?, depth: Int, isArray: Bool) -> ColumnType {
    guard depth < 8, case .call(let written)? = value?.content,
      case (let rule?, let call)? = shape(written)
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
