/// Facts about definitions in libpg_query's tree.
enum OracleDefinitions {
  static func column(_ node: OracleNode) -> [String] {
    let name = node["colname"].text ?? ""
    var facts = ["column " + name + (node["typeName"].exists ? " " + OracleNames.type(node["typeName"]) : "")]
    if node["collClause"].exists {
      facts.append("collate " + OracleNames.dotted(node["collClause"]["collname"].names))
    }
    for constraint in node["constraints"].list {
      facts += self.constraint(constraint.content, of: name)
    }
    return facts
  }

  /// A constraint; `column` is the column that it stands behind.
  static func constraint(_ node: OracleNode, of column: String? = nil) -> [String] {
    var parts = [column.map { "of " + $0 } ?? "table"]
    if let name = node["conname"].text { parts.append("named " + name) }
    var facts: [String] = []
    switch node["contype"].text ?? "" {
    case "CONSTR_NOTNULL": parts.append("not null")
    case "CONSTR_NULL": parts.append("null")
    case "CONSTR_DEFAULT": parts.append("default")
    case "CONSTR_CHECK": parts.append("check")
    case "CONSTR_GENERATED": parts.append("generated")
    case "CONSTR_IDENTITY": parts.append("identity " + (node["generated_when"].text ?? ""))
    case "CONSTR_PRIMARY", "CONSTR_UNIQUE":
      parts.append(node["contype"].text == "CONSTR_PRIMARY" ? "primary key" : "unique")
      parts += [node["keys"].names.joined(separator: ","), node["including"].names.joined(separator: ",")]
      if let index = node["indexname"].text { parts.append("index " + index) }
      if node["nulls_not_distinct"].flag { parts.append("nulls not distinct") }
    case "CONSTR_FOREIGN":
      parts.append("references " + OracleNames.relation(node["pktable"]))
      parts += [node["fk_attrs"].names.joined(separator: ","), node["pk_attrs"].names.joined(separator: ",")]
      parts += [node["fk_del_action"].text ?? "", node["fk_upd_action"].text ?? ""]
    case "CONSTR_EXCLUSION":
      parts.append("exclude")
      for pair in node["exclusions"].list { facts += element(pair.items.first ?? OracleNode(json: nil)) }
      facts += OracleExpressions.facts(node["where_clause"])
    case "CONSTR_ATTR_DEFERRABLE": return ["deferrable"]
    case "CONSTR_ATTR_DEFERRED": return ["deferred"]
    default: return []
    }
    if node["deferrable"].flag { facts.append("deferrable") }
    if node["initdeferred"].flag { facts.append("deferred") }
    if node["skip_validation"].flag { facts.append("not valid") }
    return facts + [parts.joined(separator: " ")] + OracleExpressions.facts(node["raw_expr"])
  }

  /// An index element, partition key or exclusion element.
  static func element(_ node: OracleNode) -> [String] {
    let node = node.content
    return (node["name"].text.map { ["key " + $0] } ?? []) + OracleExpressions.facts(node["expr"])
      + (node["opclass"].exists ? ["class " + OracleNames.dotted(node["opclass"].names)] : [])
      + (node["ordering"].text == "SORTBY_DESC" ? ["desc"] : [])
  }

  static func createTable(_ node: OracleNode) -> [String] {
    var facts = ["name " + OracleNames.relation(node["relation"])]
    if node["relation"]["relpersistence"].text != "p" {
      facts.append("persistence " + (node["relation"]["relpersistence"].text ?? ""))
    }
    if node["if_not_exists"].flag { facts.append("if not exists") }
    for element in node["tableElts"].list {
      switch element.kind {
      case "ColumnDef": facts += column(element.content)
      case "Constraint": facts += constraint(element.content)
      default: facts.append("like " + OracleNames.relation(element.content["relation"]))
      }
    }
    let isPartition = node["partbound"].exists
    for parent in node["inhRelations"].list {
      facts.append((isPartition ? "partition of " : "inherits ") + OracleNames.relation(parent))
    }
    if isPartition { facts += bound(node["partbound"]) }
    if node["ofTypename"].exists { facts.append("of " + OracleNames.type(node["ofTypename"])) }
    if let strategy = node["partspec"]["strategy"].text {
      facts.append("partition by " + strategy.replacing("PARTITION_STRATEGY_", with: "").lowercased())
      facts += node["partspec"]["partParams"].list.flatMap(element)
    }
    return facts
  }

  static func bound(_ node: OracleNode) -> [String] {
    if node["is_default"].flag { return ["bound default"] }
    return ["listdatums", "lowerdatums", "upperdatums"].flatMap { OracleExpressions.facts(node[$0]) }
  }

  static func createIndex(_ node: OracleNode) -> [String] {
    ["name " + (node["idxname"].text ?? ""), "on " + OracleNames.relation(node["relation"])]
      + node["indexParams"].list.flatMap(element) + OracleExpressions.facts(node["whereClause"])
      + (node["unique"].flag ? ["unique"] : [])
      + node["indexIncludingParams"].list.map { "include " + ($0.content["name"].text ?? "") }
  }

  static func createFunction(_ node: OracleNode) -> [String] {
    var facts = ["name " + OracleNames.dotted(node["funcname"].names)]
    for parameter in node["parameters"].list {
      let mode = parameter.content["mode"].text == "FUNC_PARAM_TABLE" ? "column " : "argument "
      facts.append(
        mode + (parameter.content["name"].text ?? "") + " " + OracleNames.type(parameter.content["argType"]))
      facts += OracleExpressions.facts(parameter.content["defexpr"])
    }
    for option in node["options"].list where option.content["defname"].text == "language" {
      facts.append("language " + (option.content["arg"].content["sval"].text ?? ""))
    }
    for option in node["options"].list where option.content["defname"].text == "as" {
      facts.append("body " + (option.content["arg"].items.first?.content["sval"].text ?? ""))
    }
    return facts + OracleExpressions.facts(node["sql_body"])
  }

  static func comment(_ node: OracleNode) -> [String] {
    ["text " + (node["comment"].text ?? "")] + objectName(node["object"])
  }

  /// The parts of an object's name, whatever the node that holds it.
  static func objectName(_ node: OracleNode) -> [String] {
    switch node.kind {
    case "List":
      // An operator's or trigger's list may hold types and further lists.
      return [
        "object " + OracleNames.dotted(node.items.flatMap { $0.kind == "List" ? $0.items : [$0] }.map(part))
      ]
    case "String": return ["object " + (node.content["sval"].text ?? "")]
    case "TypeName": return ["object " + OracleNames.type(node)]
    case "RangeVar": return ["object " + OracleNames.relation(node)]
    case "ObjectWithArgs": return ["object " + OracleNames.dotted(node.content["objname"].names)]
    default: return []
    }
  }

  private static func part(_ node: OracleNode) -> String {
    node.kind == "TypeName" ? OracleNames.type(node) : node.content["sval"].text ?? ""
  }
}
