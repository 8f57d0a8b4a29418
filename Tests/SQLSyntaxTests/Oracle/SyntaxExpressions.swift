@testable import SQLSyntax

/// The same facts as `OracleExpressions`, of this parser's tree.
enum SyntaxExpressions {
  /// The facts of any part of the tree, unsorted.
  static func facts(_ part: Any) -> [String] {
    var facts: [String] = []
    walk(part, into: &facts)
    return facts
  }

  private static func walk(_ part: Any, into facts: inout [String]) {
    for child in note(part, into: &facts) { walk(child, into: &facts) }
  }

  private static func children(_ part: Any) -> [Any] { Mirror(reflecting: part).children.map(\.value) }

  /// Notes a node; gives what is to be walked below it.
  private static func note(_ part: Any, into facts: inout [String]) -> [Any] {
    switch part {
    case let node as ColumnReference:
      facts.append("column " + node.name.display)
      return []
    case let node as Star:
      facts.append("column " + ((node.qualifier?.texts ?? []) + ["*"]).joined(separator: "."))
      return []
    case let node as Literal:
      facts.append(constant(node))
      return []
    case let node as FunctionCall: return call(node, into: &facts)
    case let node as Cast:
      facts.append("cast " + SyntaxNames.type(node.type))
      return [node.value]
    case let node as NamedTable:
      facts.append("table " + node.name.display)
    case let node as Select.IntoTarget:
      facts.append("table " + node.name.display)
      return []
    case let node as TableAlias:
      if let name = node.name { facts.append("alias " + name.text) }
      return []
    case let node as CommonTable: facts.append("cte " + node.name.text)
    case let node as SelectItem:
      if let alias = node.alias { facts.append("name " + alias.text) }
    case let node as ColumnTarget: facts.append("name " + (node.name.texts.first ?? ""))
    case let node as Binary: facts += operation(node.operation.name)
    case let node as Unary:
      if node.operation.name == "-", case .literal(let literal) = node.operand,
        case .number(let digits) = literal.value
      {
        facts.append(OracleExpressions.number("-" + digits))
        return []
      }
      if !["-", "+", "not"].contains(node.operation.name) { facts += operation(node.operation.name) }
    case let node as PatternMatch:
      if node.operation.name.contains("similar") {
        facts.append("call similar_to_escape")
      } else if node.escape != nil {
        facts.append("call like_escape")
      }
    case let node as OnConflict:
      if case .columns(let columns, let filter) = node.target {
        let expressions = columns.filter { if case .column = $0 { false } else { true } }
        return expressions + (filter.map { [$0] } ?? []) + children(node.action)
      }
    case let node as QueryBody:
      // `TABLE t` is `SELECT * FROM t`.
      if case .table = node { facts.append("column *") }
    case is TypeName, is QualifiedName, is Identifier, is ByteRange, is LockingClause: return []
    default: break
    }
    return children(part)
  }

  private static func call(_ node: FunctionCall, into facts: inout [String]) -> [Any] {
    let name = node.name.texts.first == "pg_catalog" ? Array(node.name.texts.dropFirst()) : node.name.texts
    facts.append("call " + name.joined(separator: "."))
    let values = node.arguments.map(\.value).filter {
      // `count(*)` has no argument.
      if case .star(let star) = $0 { star.qualifier != nil } else { true }
    }
    return values + node.orderBy + node.withinGroup + (node.filter.map { [$0] } ?? [])
      + (node.over.map { [$0] } ?? [])
  }

  private static func operation(_ name: String) -> [String] {
    if name == "overlaps" { return ["call overlaps"] }
    return name == "||" || name.hasPrefix("is ") ? [] : ["operator " + name]
  }

  private static func constant(_ literal: Literal) -> String {
    switch literal.value {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let digits): OracleExpressions.number(digits)
    case .string(let text): "string " + text
    case .bits(let digits): "bits " + digits
    }
  }
}

/// Types of this parser's tree in the spelling that is compared.
enum SyntaxNames {
  static func type(_ type: TypeName) -> String {
    var text = type.isSetOf ? "setof " : ""
    let name = type.qualifiers.isEmpty ? OracleNames.canonical(type.canonical) : type.canonical
    text += type.qualifiers.map { $0.text + "." }.joined() + name.replacing("\"", with: "")
    var modifiers = type.modifiers.map { $0.lowercased().split(separator: " ").last.map(String.init) ?? "" }
    if name == "interval" || ["character", "bit"].contains(name) && modifiers == ["1"] { modifiers = [] }
    if !modifiers.isEmpty { text += "(" + modifiers.joined(separator: ",") + ")" }
    if type.isColumnType { text += "%type" }
    return text + String(repeating: "[]", count: type.arrayDimensions)
  }
}
