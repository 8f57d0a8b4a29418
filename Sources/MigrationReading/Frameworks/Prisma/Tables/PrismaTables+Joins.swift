import Domain

extension PrismaTables {
  /// One end of a many-to-many relation.
  private struct End {
    var model: PrismaSchema.Definition
    var field: PrismaField
  }

  /// A relation by its name and the models that it joins, in alphabetical order.
  private struct Relation: Hashable {
    var name: String
    var first: String
    var second: String
  }

  /// The tables of many-to-many relations that no model stands for: `_AToB` with the key of the alphabetically first
  /// model in `A` and that of the other in `B`
  /// (https://www.prisma.io/docs/orm/prisma-schema/data-model/relations/many-to-many-relations).
  mutating func addJoinTables(_ models: [PrismaSchema.Definition]) {
    var ends: [Relation: [End]] = [:]
    var order: [Relation] = []
    for model in models {
      for field in model.block.fields where field.arity == .list && schema.block(field.type, .model) != nil {
        let pair = [model.block.name, field.type].sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let given = field.attribute("relation")?.argument("name")?.text
        let relation = Relation(name: given ?? pair[0] + "To" + pair[1], first: pair[0], second: pair[1])
        if ends[relation] == nil { order.append(relation) }
        ends[relation, default: []].append(End(model: model, field: field))
      }
    }
    for relation in order {
      guard let both = ends[relation], both.count == 2, let place = both.first else { continue }
      addJoinTable(relation, at: place)
    }
  }

  private mutating func addJoinTable(_ relation: Relation, at end: End) {
    guard let first = schema.block(relation.first, .model), let second = schema.block(relation.second, .model)
    else { return }
    let location = end.model.location(end.field.offset)
    let name = TableName(schema: first.table.schema, "_" + relation.name)
    var table = TableDefinition(name: name, columns: [])
    for (label, block) in [("A", first), ("B", second)] {
      let field = block.fields.first { block.keyFields.first == $0.name }
      let type = field.flatMap { self.type(of: $0) } ?? ColumnType("unknown")
      table.columns.append(ColumnDefinition(name: label, type: type, isNullable: false, location: location))
      if schema.hasForeignKeys {
        table.constraints.append(
          Constraint(
            name: "_\(relation.name)_\(label)_fkey",
            kind: .foreignKey(
              [label], references: block.table, columns: block.columns(block.keyFields), onDelete: "cascade"),
            location: location))
      }
    }
    let key = Constraint(
      name: "_\(relation.name)_AB_pkey", kind: .primaryKey(["A", "B"]), location: location)
    table.constraints.insert(key, at: 0)
    add(.createTable(table), end.model, end.field.offset)
  }
}
