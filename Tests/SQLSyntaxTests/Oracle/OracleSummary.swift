/// What is compared between two readings of a statement.
struct StatementSummary: Equatable, CustomStringConvertible {
  var kind: String
  var start: Int
  /// Sorted.
  var facts: [String]

  init(_ kind: String, _ start: Int, _ facts: [String]) {
    self.kind = kind
    self.start = start
    self.facts = facts.sorted()
  }

  var description: String { "\(kind) at \(start): \(facts)" }

  /// What stands in only one of two summaries.
  func difference(from other: StatementSummary) -> String {
    var text = kind == other.kind ? kind : "\(kind) <> \(other.kind)"
    if start != other.start { text += ", start \(start) <> \(other.start)" }
    var rest = other.facts
    var extra: [String] = []
    for fact in facts {
      if let index = rest.firstIndex(of: fact) { rest.remove(at: index) } else { extra.append(fact) }
    }
    return text + ", only here \(extra), only oracle \(rest)"
  }
}

extension OracleStatement {
  /// The summary of libpg_query's reading.
  var summary: StatementSummary {
    let (kind, facts) = described(node.kind, node.content)
    return StatementSummary(kind, start, facts)
  }

  private func described(_ kind: String, _ node: OracleNode) -> (String, [String]) {
    switch kind {
    case "SelectStmt": return ("query", OracleExpressions.facts(node))
    case "InsertStmt": return ("insert", OracleExpressions.facts(node))
    case "UpdateStmt": return ("update", OracleExpressions.facts(node))
    case "DeleteStmt": return ("delete", OracleExpressions.facts(node))
    case "MergeStmt": return ("merge", OracleExpressions.facts(node))
    case "TruncateStmt": return ("truncate", OracleExpressions.facts(node))
    case "CopyStmt": return ("copy", OracleExpressions.facts(node["relation"]))
    case "CreateStmt": return ("create table", OracleDefinitions.createTable(node))
    case "CreateForeignTableStmt": return ("create table", OracleDefinitions.createTable(node["base"]))
    case "CreateTableAsStmt": return createTableAs(node)
    case "AlterTableStmt": return OracleAlterations.alterTable(node)
    case "RenameStmt": return OracleAlterations.rename(node)
    case "AlterObjectSchemaStmt": return OracleAlterations.move(node)
    case "AlterOwnerStmt": return OracleAlterations.owner(node)
    case "IndexStmt": return ("create index", OracleDefinitions.createIndex(node))
    case "ViewStmt":
      let names =
        ["name " + OracleNames.relation(node["view"])] + node["aliases"].names.map { "column " + $0 }
      return ("create view", names + OracleExpressions.facts(node["query"]))
    case "RefreshMatViewStmt": return ("refresh", ["name " + OracleNames.relation(node["relation"])])
    case "CreateFunctionStmt": return ("create routine", OracleDefinitions.createFunction(node))
    case "CreateSchemaStmt": return ("create schema", ["name " + (node["schemaname"].text ?? "")])
    case "CreateSeqStmt": return ("create sequence", ["name " + OracleNames.relation(node["sequence"])])
    case "AlterSeqStmt": return ("alter sequence", ["name " + OracleNames.relation(node["sequence"])])
    case "CommentStmt": return ("comment", OracleDefinitions.comment(node))
    case "DropStmt":
      let names = node["objects"].list.flatMap(OracleDefinitions.objectName)
      return ("drop", names + (node["behavior"].text == "DROP_CASCADE" ? ["cascade"] : []))
    case "DropRoleStmt", "DropdbStmt", "DropTableSpaceStmt", "DropOwnedStmt", "DropUserMappingStmt",
      "DropSubscriptionStmt":
      return ("drop", [])
    case "DoStmt": return ("do", [])
    case "CallStmt":
      return ("call", OracleExpressions.facts(OracleNode(json: ["FuncCall": node["funccall"].json as Any])))
    case "CreateTrigStmt":
      return (
        "create trigger",
        [
          "name " + (node["trigname"].text ?? ""), "on " + OracleNames.relation(node["relation"]),
          "function " + OracleNames.dotted(node["funcname"].names),
        ]
          + node["columns"].names.map { "column " + $0 } + OracleExpressions.facts(node["whenClause"])
      )
    case "RuleStmt":
      return (
        "create rule",
        ["name " + (node["rulename"].text ?? ""), "on " + OracleNames.relation(node["relation"])]
          + OracleExpressions.facts(node["whereClause"]) + OracleExpressions.facts(node["actions"])
      )
    case "CreatePolicyStmt", "AlterPolicyStmt":
      return (
        "policy",
        ["name " + (node["policy_name"].text ?? ""), "on " + OracleNames.relation(node["table"])]
          + OracleExpressions.facts(node["qual"]) + OracleExpressions.facts(node["with_check"])
      )
    default: return OracleTypes.described(kind, node) ?? ("other", [])
    }
  }

  private func createTableAs(_ node: OracleNode) -> (String, [String]) {
    if node["is_select_into"].flag {
      return (
        "query",
        OracleExpressions.facts(node["query"]) + ["table " + OracleNames.relation(node["into"]["rel"])]
      )
    }
    let isView = node["objtype"].text == "OBJECT_MATVIEW"
    let names =
      ["name " + OracleNames.relation(node["into"]["rel"])]
      + node["into"]["colNames"].names.map { "column " + $0 }
    return (isView ? "create view" : "create table as", names + OracleExpressions.facts(node["query"]))
  }
}
