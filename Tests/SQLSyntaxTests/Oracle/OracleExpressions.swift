/// Facts about expressions and queries in libpg_query's tree: every name and literal that stands in them.
enum OracleExpressions {
  /// The facts of a subtree, unsorted.
  static func facts(_ node: OracleNode) -> [String] {
    var facts: [String] = []
    walk(node.json, into: &facts)
    return facts
  }

  private static func walk(_ json: Any?, into facts: inout [String]) {
    if let list = json as? [Any] {
      for member in list { walk(member, into: &facts) }
      return
    }
    guard let object = json as? [String: Any] else { return }
    for key in object.keys.sorted() {
      let content = OracleNode(json: object[key])
      if note(key, content, into: &facts) { walk(object[key], into: &facts) }
    }
  }

  /// Notes a node by its key; false if what is below is not to be walked.
  private static func note(_ key: String, _ node: OracleNode, into facts: inout [String]) -> Bool {
    switch key {
    case "RangeVar",
      "relation" where node["relname"].exists,
      "rel" where node["relname"].exists:
      facts.append("table " + OracleNames.relation(node))
    case "ColumnRef":
      facts.append("column " + node["fields"].list.map(field).joined(separator: "."))
      return false
    case "FuncCall":
      facts.append("call " + OracleNames.function(node["funcname"].names))
    // LIKE ... ESCAPE and SIMILAR TO come as calls.
    case "A_Const":
      facts.append(constant(node))
      return false
    case "TypeCast":
      facts.append("cast " + OracleNames.type(node["typeName"]))
      walk(node["arg"].json, into: &facts)
      return false
    case "CommonTableExpr":
      facts.append("cte " + (node["ctename"].text ?? ""))
    case "ResTarget":
      if let name = node["name"].text { facts.append("name " + name) }
    case "alias":
      if let name = node["aliasname"].text { facts.append("alias " + name) }
      return false
    case "SQLValueFunction":
      facts.append("call " + OracleNames.valueFunction(node["op"].text ?? ""))
      if let precision = node["typmod"].number, precision > 0 { facts.append("number \(precision)") }
      return false
    case "RangeTableSample":
      walk(node["relation"].json, into: &facts)
      return false
    case "XmlExpr":
      let name = (node["op"].text ?? "").replacing("IS_", with: "").lowercased()
      if name != "document" { facts.append("call " + name) }
    case "CoalesceExpr": facts.append("call coalesce")
    case "MinMaxExpr": facts.append("call " + (node["op"].text == "IS_LEAST" ? "least" : "greatest"))
    case "GroupingFunc": facts.append("call grouping")
    case "A_Expr":
      if node["kind"].text == "AEXPR_NULLIF" { facts.append("call nullif") }
      facts += operation(node)
    case "typeName", "TypeName", "coldeflist", "lockingClause", "colnames": return false
    case "MultiAssignRef": return (node["colno"].number ?? 1) == 1
    default: break
    }
    return true
  }

  private static func field(_ node: OracleNode) -> String {
    node.kind == "A_Star" ? "*" : node.content["sval"].text ?? ""
  }

  /// Operators, where they stand as plain operators in both trees.
  private static func operation(_ node: OracleNode) -> [String] {
    guard node["kind"].text == "AEXPR_OP", let name = node["name"].names.last else { return [] }
    // A sign before a number may be folded into it, so unary signs are left out; `||` is flattened.
    if !node["lexpr"].exists && (name == "-" || name == "+") { return [] }
    if name == "||" { return [] }
    return ["operator " + name]
  }

  private static func constant(_ node: OracleNode) -> String {
    if node["isnull"].flag { return "null" }
    if node["boolval"].exists { return node["boolval"]["boolval"].flag ? "true" : "false" }
    if node["sval"].exists { return "string " + (node["sval"]["sval"].text ?? "") }
    if node["ival"].exists { return number(String(node["ival"]["ival"].number ?? 0)) }
    if node["fval"].exists { return number(node["fval"]["fval"].text ?? "0") }
    if node["bsval"].exists { return "bits " + (node["bsval"]["bsval"].text ?? "") }
    return "constant"
  }

  /// A number as far as libpg_query tells it.
  static func number(_ text: String) -> String {
    // libpg_query writes negative integers as if they were missing.
    guard text.hasPrefix("-") else { return "number " + text }
    return "number " + (Int32(text) == nil ? String(text.dropFirst()) : "0")
  }
}
