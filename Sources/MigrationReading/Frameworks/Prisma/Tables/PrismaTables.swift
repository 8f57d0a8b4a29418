import Domain

/// Turns a schema into the operations that build it from nothing: enums, tables, indexes, keys, join tables, views.
struct PrismaTables {
  let schema: PrismaSchema
  let provider: PrismaProvider
  /// Types of columns.
  var types: PrismaTypes
  /// What is built so far.
  var operations: [Operation] = []
  /// Fields whose type is not known.
  private(set) var diagnostics: [Diagnostic] = []

  init(_ schema: PrismaSchema, _ provider: PrismaProvider) {
    self.schema = schema
    self.provider = provider
    types = PrismaTypes(provider)
  }

  /// Builds everything.
  mutating func build() {
    if provider == .postgresql || provider == .cockroachdb {
      for definition in schema.all(.enumeration) {
        add(
          .createEnum(definition.block.table, labels: labels(definition.block), onlyIfAbsent: false),
          definition, definition.block.offset)
      }
    }
    let models = schema.all(.model)
    for model in models { createTable(model) }
    for model in models { addIndexes(model) }
    if schema.hasForeignKeys { for model in models { addForeignKeys(model) } }
    addJoinTables(models)
    for view in schema.all(.view) {
      let kind = OperationKind.createView(
        view.block.table, columns: [], query: nil, isMaterialized: false, replaces: false, onlyIfAbsent: false
      )
      add(kind, view, view.block.offset)
    }
  }

  /// Keeps an operation.
  mutating func add(_ kind: OperationKind, _ definition: PrismaSchema.Definition, _ offset: Int) {
    operations.append(Operation(kind, location: definition.location(offset)))
  }

  private mutating func createTable(_ model: PrismaSchema.Definition) {
    let block = model.block
    var table = TableDefinition(name: block.table, columns: [])
    for field in block.fields where !schema.isRelation(field) {
      if let column = column(field, of: model) { table.columns.append(column) }
    }
    let keys = block.columns(block.keyFields)
    if !keys.isEmpty {
      let attribute =
        block.attribute("id") ?? block.fields.lazy.compactMap { $0.attribute("id") }.first
      let place = attribute?.offset ?? block.offset
      table.constraints.append(
        Constraint(
          name: attribute?.named("map")?.text, kind: .primaryKey(keys), location: model.location(place)))
    }
    add(.createTable(table), model, block.offset)
  }

  private mutating func column(_ field: PrismaField, of model: PrismaSchema.Definition) -> ColumnDefinition? {
    guard var type = type(of: field) else {
      diagnostics.append(
        Diagnostic(
          id: "prisma-type", summary: "the type \"\(field.type)\" of \"\(field.name)\" is not known",
          location: model.location(field.offset), reach: .mayChangeSchema))
      return nil
    }
    if field.arity == .list { type.arrayDimensions = 1 }
    var column = ColumnDefinition(
      name: field.column, type: type, isNullable: field.arity != .required,
      location: model.location(field.offset))
    if let value = field.attribute("default")?.argument("value") { setDefault(value, of: &column, field) }
    return column
  }

  /// The type of a scalar, enum or unsupported field; nil if its name is not known.
  mutating func type(of field: PrismaField) -> ColumnType? {
    if let words = field.unsupported { return types.type(sql: words) }
    let native = field.attributes.first { $0.name.utf8.contains(UInt8(ascii: ".")) }
    if let native, let dot = native.name.utf8.firstIndex(of: UInt8(ascii: ".")) {
      let name = String(native.name[native.name.index(after: dot)...])
      return types.native(name, native.arguments.compactMap { Self.modifier($0.value) })
    }
    if let block = schema.block(field.type, .enumeration) {
      switch provider {
      case .postgresql, .cockroachdb: return ColumnType(schema: block.table.schema, block.table.name)
      case .mysql: return types.inlineEnum(labels(block))
      case .sqlite, .sqlserver, .mongodb: return types.scalar("String")
      }
    }
    return PrismaTypes.scalars.contains(field.type) ? types.scalar(field.type) : nil
  }

  private static func modifier(_ value: PrismaValue) -> String? {
    switch value {
    case .number(let digits): digits
    case .name(let name): name
    case .string, .list, .call, .unknown: nil
    }
  }

  /// The values of an enum as the database spells them.
  func labels(_ block: PrismaBlock) -> [String] { block.fields.map(\.column) }
}
