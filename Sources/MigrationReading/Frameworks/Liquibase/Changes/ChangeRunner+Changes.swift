import Domain

extension ChangeRunner {
  /// What one change of a changeset does. The names are those of Liquibase's change types.
  mutating func run(_ node: ChangeNode) {
    if node.name != "sql", let text = node.unknownProperty {
      return report(
        "property-unknown", "a property in \"\(text)\" has no value here", node, .mayChangeSchema)
    }
    switch node.name {
    case "createTable": createTable(node)
    case "dropTable": dropTable(node)
    case "renameTable": renameTable(node)
    case "addColumn": addColumns(node)
    case "dropColumn": dropColumns(node)
    case "renameColumn": renameColumn(node)
    case "modifyDataType": modifyDataType(node)
    case "modifyColumn": modifyColumns(node)
    case "mergeColumns": mergeColumns(node)
    case "addNotNullConstraint", "dropNotNullConstraint": setNullability(node)
    case "addDefaultValue", "dropDefaultValue": setDefault(node)
    case "addPrimaryKey", "addUniqueConstraint", "addForeignKeyConstraint", "addCheckConstraint":
      addConstraint(node)
    case "dropPrimaryKey", "dropUniqueConstraint", "dropForeignKeyConstraint", "dropCheckConstraint",
      "dropConstraint":
      dropConstraint(node)
    case "createIndex": createIndex(node)
    case "dropIndex": dropIndex(node)
    case "createView": createView(node)
    case "dropView": dropView(node)
    case "renameView": renameView(node)
    case "insert": insert(node)
    case "update": update(node)
    case "delete": delete(node)
    case "loadData", "loadUpdateData": load(node)
    case "addLookupTable": addLookupTable(node)
    case "sql", "createProcedure", "createFunction", "createTrigger", "createPackage", "createPackageBody":
      runSQL(node)
    case "sqlFile": runFile(node)
    case "modifySql": modifySQL(node)
    case "customChange", "executeCommand", "change":
      report("program-migration", "\"\(node.name)\" runs a program that is not read", node, .mayChangeSchema)
    default:
      guard !Self.harmless.contains(node.name) else { return }
      report("change-unknown", "the change \"\(node.name)\" is not understood", node, .mayChangeSchema)
    }
  }

  /// Changes after which every table is what it was before.
  private static let harmless: Set<String> = [
    "", "comment", "rollback", "preConditions", "validCheckSum", "tagDatabase", "output", "empty", "stop",
    "createSequence", "dropSequence", "alterSequence", "renameSequence", "setTableRemarks",
    "setColumnRemarks",
    "setViewRemarks", "dropProcedure", "dropFunction", "dropTrigger", "renameTrigger", "enableTrigger",
    "disableTrigger", "enableCheckConstraint", "disableCheckConstraint", "dropAllForeignKeyConstraints",
    "addAutoIncrement", "dropSynonym", "createSynonym", "markUnused", "setTableComment", "dropPackage",
    "dropPackageBody", "property",
  ]
}
