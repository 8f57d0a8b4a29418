import Domain
import ScriptSyntax

/// The mapped classes that a file defines: their tables, and the columns that their attributes stand for.
struct ModelClasses: Sendable {
  /// A column by the place of the call that describes it.
  struct MappedColumn: Sendable {
    /// Its table.
    var table: TableName
    /// Its name in the database.
    var name: String
    /// The attribute.
    var attribute: String
  }

  /// Tables by class names.
  private(set) var tables: [String: TableName] = [:]
  /// Columns by the offset of their calls.
  private(set) var columns: [Int32: MappedColumn] = [:]
  /// The columns of primary keys, of classes that say them.
  private(set) var keys: [TableName: [String]] = [:]
  /// Dotted names that the file imports.
  private(set) var imports: Set<String> = []

  /// No classes.
  init() {}

  /// The classes of a file.
  init(_ script: ScriptFile, _ run: ScriptRun) {
    for found in script.imports {
      for name in found.names where !name.name.isEmpty && name.name != "*" {
        imports.insert(found.module.isEmpty ? name.name : found.module + "." + name.name)
      }
      if found.names.allSatisfy({ $0.name.isEmpty }) { imports.insert(found.module) }
    }
    // Classes are often defined in the function that uses them.
    let inner = script.functions.flatMap { function in
      ScriptStatement.flattened(function.body).compactMap { statement -> ScriptClass? in
        if case .classDefinition(let definition) = statement { definition } else { nil }
      }
    }
    let classes = script.classes + inner
    guard classes.count <= 200 else { return }
    for definition in classes where !definition.bases.isEmpty {
      let fields = run.fields(of: definition).values
      guard let name = fields["__tablename__"]?.text ?? fields["__table__"]?.call?.positional.first?.text
      else {
        continue
      }
      var schema: String?
      for value in fields["__table_args__"]?.elements ?? [fields["__table_args__"]].compactMap({ $0 }) {
        if let found = value.entry("schema")?.text { schema = found }
      }
      let table = TableName(schema: schema, name)
      tables[definition.name] = table
      for (attribute, value) in fields {
        guard let call = value.call, call.name == "Column" || call.name == "mapped_column" else { continue }
        let written = call.positional.first?.text ?? call.keyword("name")?.text
        columns[call.range.start] = MappedColumn(
          table: table, name: written ?? attribute, attribute: attribute)
        if call.keyword("primary_key")?.boolean == true {
          keys[table] = ((keys[table] ?? []) + [written ?? attribute]).sorted()
        }
      }
    }
  }

  /// The column of an attribute.
  func column(_ attribute: String, of table: TableName) -> String {
    columns.values.first { $0.table == table && $0.attribute == attribute }?.name ?? attribute
  }
}
