/// Facts about ALTER statements in libpg_query's tree.
enum OracleAlterations {
  static func alterTable(_ node: OracleNode) -> (String, [String]) {
    let isType = node["objtype"].text == "OBJECT_TYPE"
    var facts = ["name " + OracleNames.relation(node["relation"])]
    for command in node["cmds"].list {
      facts += isType ? attribute(command.content) : self.command(command.content)
    }
    return (isType ? "alter type" : "alter table", facts)
  }

  private static func attribute(_ node: OracleNode) -> [String] {
    let name = node["name"].text ?? ""
    switch node["subtype"].text ?? "" {
    case "AT_AddColumn": return ["add"] + OracleDefinitions.column(node["def"].content)
    case "AT_DropColumn": return ["drop column " + name]
    default: return ["type " + name + " " + OracleNames.type(node["def"].content["typeName"])]
    }
  }

  private static func command(_ node: OracleNode) -> [String] {
    let name = node["name"].text ?? ""
    let definition = node["def"].content
    switch node["subtype"].text ?? "" {
    case "AT_AddColumn": return ["add"] + OracleDefinitions.column(definition)
    case "AT_DropColumn":
      return ["drop column " + name] + (node["behavior"].text == "DROP_CASCADE" ? ["cascade"] : [])
    case "AT_ColumnDefault":
      return [(node["def"].exists ? "set default " : "drop default ") + name]
        + OracleExpressions.facts(node["def"])
    case "AT_SetNotNull": return ["set not null " + name]
    case "AT_DropNotNull": return ["drop not null " + name]
    case "AT_AlterColumnType":
      return ["type " + name + " " + OracleNames.type(definition["typeName"])]
        + OracleExpressions.facts(definition["raw_default"])
    case "AT_DropExpression": return ["drop expression " + name]
    case "AT_AddIdentity": return ["add identity " + name]
    case "AT_SetIdentity": return ["set identity " + name]
    case "AT_DropIdentity": return ["drop identity " + name]
    case "AT_AddConstraint": return ["add"] + OracleDefinitions.constraint(definition)
    case "AT_DropConstraint":
      return ["drop constraint " + name] + (node["behavior"].text == "DROP_CASCADE" ? ["cascade"] : [])
    case "AT_ValidateConstraint": return ["validate constraint " + name]
    case "AT_AlterConstraint": return ["alter constraint " + (definition["conname"].text ?? "")]
    case "AT_AttachPartition":
      if !definition["bound"].exists { return ["setting"] }
      return ["attach " + OracleNames.relation(definition["name"])]
        + OracleDefinitions.bound(definition["bound"])
    case "AT_DetachPartition": return ["detach " + OracleNames.relation(definition["name"])]
    case "AT_AddInherit": return ["inherit " + OracleNames.relation(node["def"])]
    case "AT_DropInherit": return ["no inherit " + OracleNames.relation(node["def"])]
    case "AT_AddOf": return ["of " + OracleNames.type(node["def"])]
    case "AT_DropOf": return ["not of"]
    case "AT_SetStatistics", "AT_SetStorage", "AT_SetCompression", "AT_SetOptions", "AT_ResetOptions",
      "AT_AlterColumnGenericOptions":
      return [name.isEmpty ? "setting" : "column setting " + name]
    default: return ["setting"]
    }
  }

  static func rename(_ node: OracleNode) -> (String, [String]) {
    let old = node["subname"].text ?? ""
    let new = node["newname"].text ?? ""
    let name = "name " + OracleNames.relation(node["relation"])
    let object = OracleDefinitions.objectName(node["object"]).map { $0.replacing("object ", with: "name ") }
    switch node["renameType"].text ?? "" {
    case "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_INDEX", "OBJECT_SEQUENCE", "OBJECT_MATVIEW",
      "OBJECT_FOREIGN_TABLE":
      return ("alter table", [name, "rename to " + new])
    case "OBJECT_COLUMN": return ("alter table", [name, "rename column \(old) to \(new)"])
    case "OBJECT_TABCONSTRAINT": return ("alter table", [name, "rename constraint \(old) to \(new)"])
    case "OBJECT_ATTRIBUTE": return ("alter type", [name, "rename column \(old) to \(new)"])
    case "OBJECT_TYPE": return ("alter type", object + ["rename to " + new])
    case "OBJECT_DOMAIN": return ("alter domain", object + ["rename to " + new])
    case "OBJECT_DOMCONSTRAINT": return ("alter domain", object + ["rename constraint \(old) to \(new)"])
    default: return ("rename", ["rename to " + new])
    }
  }

  static func move(_ node: OracleNode) -> (String, [String]) {
    let new = "schema " + (node["newschema"].text ?? "")
    let object = OracleDefinitions.objectName(node["object"]).map { $0.replacing("object ", with: "name ") }
    switch node["objectType"].text ?? "" {
    case "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_INDEX", "OBJECT_SEQUENCE", "OBJECT_MATVIEW",
      "OBJECT_FOREIGN_TABLE":
      return ("alter table", ["name " + OracleNames.relation(node["relation"]), new])
    case "OBJECT_TYPE": return ("alter type", object + [new])
    case "OBJECT_DOMAIN": return ("alter domain", object + [new])
    default: return ("move", [new])
    }
  }

  static func owner(_ node: OracleNode) -> (String, [String]) {
    let object = OracleDefinitions.objectName(node["object"]).map { $0.replacing("object ", with: "name ") }
    switch node["objectType"].text ?? "" {
    case "OBJECT_TYPE": return ("alter type", object + ["owner"])
    case "OBJECT_DOMAIN": return ("alter domain", object + ["owner"])
    default: return ("other", [])
    }
  }
}

/// Facts about types and domains in libpg_query's tree.
enum OracleTypes {
  static func described(_ kind: String, _ node: OracleNode) -> (String, [String])? {
    let name = "name " + OracleNames.dotted(node["typeName"].names)
    switch kind {
    case "CreateEnumStmt": return ("create type", [name] + node["vals"].names.map { "label " + $0 })
    case "CompositeTypeStmt":
      return (
        "create type",
        ["name " + OracleNames.relation(node["typevar"])]
          + node["coldeflist"].list.flatMap { OracleDefinitions.column($0.content) }
      )
    case "CreateRangeStmt": return ("create type", [name])
    case "DefineStmt" where node["kind"].text == "OBJECT_TYPE":
      return ("create type", ["name " + OracleNames.dotted(node["defnames"].names)])
    case "AlterEnumStmt":
      return (
        "alter type",
        [name]
          + ["oldVal", "newVal", "newValNeighbor"].compactMap { key in node[key].text.map { "label " + $0 } }
      )
    case "AlterTypeStmt": return ("alter type", [name, "options"])
    case "CreateDomainStmt":
      var facts = [
        "name " + OracleNames.dotted(node["domainname"].names), "type " + OracleNames.type(node["typeName"]),
      ]
      for constraint in node["constraints"].list {
        facts += OracleDefinitions.constraint(constraint.content, of: "")
      }
      return ("create domain", facts)
    case "AlterDomainStmt":
      return (
        "alter domain",
        [name, "action " + (node["subtype"].text ?? "")]
          + (node["name"].text.map { ["constraint " + $0] } ?? [])
      )
    default: return nil
    }
  }
}
