import Domain

extension PrismaTables {
  /// `@unique`, `@@unique` and `@@index`, named as Prisma names them
  /// (https://www.prisma.io/docs/orm/prisma-schema/data-model/database-mapping).
  mutating func addIndexes(_ model: PrismaSchema.Definition) {
    let block = model.block
    for field in block.fields {
      guard let unique = field.attribute("unique") else { continue }
      addIndex([field.name], isUnique: true, unique, model)
    }
    for attribute in block.attributes {
      switch attribute.name {
      case "unique": addIndex(attribute.argument("fields")?.names ?? [], isUnique: true, attribute, model)
      case "index", "fulltext":
        addIndex(attribute.argument("fields")?.names ?? [], isUnique: false, attribute, model)
      default: break
      }
    }
  }

  private mutating func addIndex(
    _ fields: [String], isUnique: Bool, _ attribute: PrismaAttribute, _ model: PrismaSchema.Definition
  ) {
    let table = model.block.table
    let columns = model.block.columns(fields)
    guard !columns.isEmpty else { return }
    let made = ([table.name] + columns + [isUnique ? "key" : "idx"]).joined(separator: "_")
    let index = Index(name: attribute.named("map")?.text ?? made, columns: columns, isUnique: isUnique)
    add(.createIndex(table, index, predicate: nil), model, attribute.offset)
  }

  /// The side of a relation that holds its columns.
  mutating func addForeignKeys(_ model: PrismaSchema.Definition) {
    let block = model.block
    for field in block.fields {
      guard let relation = field.attribute("relation"), let target = schema.block(field.type, .model),
        let fields = relation.named("fields")?.names, let references = relation.named("references")?.names,
        !fields.isEmpty
      else { continue }
      let columns = block.columns(fields)
      let isRequired = block.fields.allSatisfy { !fields.contains($0.name) || $0.arity == .required }
      let action = relation.named("onDelete")?.names.first.flatMap { Self.actions[$0] }
      let kind = Constraint.Kind.foreignKey(
        columns, references: target.table, columns: target.columns(references),
        onDelete: action ?? (isRequired ? "restrict" : "set null"))
      let made = ([block.table.name] + columns + ["fkey"]).joined(separator: "_")
      let constraint = Constraint(
        name: relation.named("map")?.text ?? made, kind: kind, location: model.location(relation.offset))
      add(.addConstraint(block.table, constraint, usingIndex: nil), model, relation.offset)
    }
  }

  private static let actions = [
    "Cascade": "cascade", "Restrict": "restrict", "NoAction": "no action", "SetNull": "set null",
    "SetDefault": "set default",
  ]
}
