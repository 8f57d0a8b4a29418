import Domain
import ScriptSyntax

/// Tables of translations, as the gem globalize makes them (`lib/globalize/active_record/migration.rb`).
extension RailsRunner {
  /// The names of these calls.
  static let translationCalls: Set<String> = [
    "create_translation_table!", "create_translation_table", "add_translation_fields!",
    "drop_translation_table!", "drop_translation_table", "globalize_migrator",
  ]

  /// A call of a model that the gem answers; nil for others.
  mutating func translations(
    _ name: String, _ relation: RailsRelation, _ found: RailsArguments, _ range: ScriptRange
  ) -> RailsValue? {
    let table = TableName(
      schema: relation.table.schema, EnglishWords.singular(relation.table.name) + "_translations")
    switch name {
    case "create_translation_table!", "create_translation_table":
      let (fields, options) = Self.translated(found)
      createTranslations(table, of: relation.table, range)
      addTranslated(fields, to: table, of: relation.table, options, range)
      if fields.isEmpty {
        report(
          "unknown-helper", "which columns \"\(name)\" gives to \"\(table.display)\" is not known", range,
          .mayChangeSchema, tables: [table])
      }
    case "add_translation_fields!":
      let (fields, options) = Self.translated(found)
      addTranslated(fields, to: table, of: relation.table, options, range)
    case "drop_translation_table!", "drop_translation_table":
      emit(.dropTable(table, onlyIfPresent: isAbsenceGuarded, cascade: false), range)
    case "globalize_migrator": return .relation(relation)
    case "drop_translations_index", "create_translations_index", "translations_table_name": break
    default: return nil
    }
    return .unknown
  }

  /// The columns with their types, and the options behind them.
  private static func translated(_ found: RailsArguments) -> (fields: [RailsEntry], options: RailsOptions) {
    let settings = ["migrate_data", "remove_source_columns", "unique_index"]
    var fields = found.values.first.map { RailsOptions($0).entries } ?? []
    fields += found.options.entries.filter { !settings.contains($0.key) }
    return (fields.filter { !settings.contains($0.key) }, found.options)
  }

  private mutating func createTranslations(_ table: TableName, of owner: TableName, _ range: ScriptRange) {
    var definition = TableDefinition(
      name: table, columns: [], onlyIfAbsent: isPresenceGuarded, isTemporary: false)
    addKey(to: &definition, RailsOptions(), range)
    tables.append(RailsTable(name: table, definition: definition))
    var options = RailsOptions()
    options.set("null", .boolean(false))
    addReference(EnglishWords.singular(owner.name), options, range)
    addColumns(["locale"], "string", options, range)
    addTimestamps(options, range)
    finishTable(range, RailsOptions())
  }

  private mutating func addTranslated(
    _ fields: [RailsEntry], to table: TableName, of owner: TableName, _ options: RailsOptions,
    _ range: ScriptRange
  ) {
    tables.append(RailsTable(name: table))
    for field in fields {
      let own = RailsOptions(field.value)
      let type = own.text("type") ?? field.value.string ?? "string"
      addColumns([field.key], type, own.without(["type"]), range)
    }
    tables.removeLast()
    guard !fields.isEmpty, options.flag("migrate_data") == true else { return }
    let names = fields.map { spelling.shortName($0.key) }.joined(separator: ", ")
    let key = spelling.shortName(EnglishWords.singular(owner.name) + "_id")
    runSQL(
      ScriptText(
        "INSERT INTO " + spelling.name(table) + " (" + key + ", locale, " + names + ") SELECT id, "
          + spelling.unknown + ", " + names + " FROM " + spelling.name(owner), at: range.start), range)
    guard options.flag("remove_source_columns") == true else { return }
    for field in fields {
      emit(.dropColumn(owner, column: field.key, onlyIfPresent: isAbsenceGuarded, cascade: false), range)
    }
  }
}
