import SQLSyntax

extension TreePrinter {
  func value(_ node: Expression) -> String {
    switch node {
    case .column(let node): return name(node.name)
    case .star(let node): return star(node)
    case .literal(let node): return literal(node)
    case .parameter(let node): return node.text
    case .defaultValue: return "default"
    case .unary(let node): return "(" + operation(node.operation) + " " + value(node.operand) + ")"
    case .binary(let node):
      return "(" + operation(node.operation) + " " + value(node.left) + " " + value(node.right) + ")"
    case .chain(let node): return "(" + operation(node.operation) + " " + list(node.operands, value) + ")"
    case .quantified(let node): return quantified(node)
    case .between(let node):
      let kind = (node.isNegated ? "not-between" : "between") + (node.isSymmetric ? "-symmetric" : "")
      return "(" + kind + " " + value(node.value) + " " + value(node.low) + " " + value(node.high) + ")"
    case .match(let node):
      let kind = (node.isNegated ? "not " : "") + node.operation.name
      return "(" + kind + " " + value(node.value) + " " + value(node.pattern)
        + optional("escape", node.escape, value)
        + ")"
    case .inList(let node):
      return "(" + (node.isNegated ? "not-in " : "in ") + value(node.value) + " [" + list(node.items, value)
        + "])"
    case .inQuery(let node):
      return "(" + (node.isNegated ? "not-in " : "in ") + value(node.value) + " " + query(node.query) + ")"
    case .test(let node):
      return "(is" + (node.isNegated ? "-not " : " ") + "\(node.test) " + value(node.value) + ")"
    default: return compound(node)
    }
  }

  private func compound(_ node: Expression) -> String {
    switch node {
    case .call(let node): return call(node)
    case .cast(let node):
      let kind = node.form == .typedLiteral ? "typed" : node.form == .tryCast ? "try-cast" : "cast"
      return "(" + kind + " " + value(node.value) + " " + node.type.display + ")"
    case .conditional(let node):
      return "(case" + optional("of", node.subject, value)
        + node.branches.map { " " + value($0.condition) + "=>" + value($0.result) }.joined()
        + optional("else", node.otherwise, value) + ")"
    case .subquery(let node): return "(subquery " + query(node.query) + ")"
    case .exists(let node): return "(exists " + query(node.query) + ")"
    case .arrayQuery(let node): return "(array " + query(node.query) + ")"
    case .array(let node): return "[" + list(node.elements, value) + "]"
    case .row(let node): return "(row " + list(node.fields, value) + ")"
    case .structure(let node):
      return (node.isMap ? "map" : "") + "{" + list(node.entries) { value($0.key) + ":" + value($0.value) }
        + "}"
    case .element(let node):
      switch node.position {
      case .index(let index): return "(at " + value(node.base) + " " + value(index) + ")"
      case .slice(let lower, let upper, let step):
        return "(slice " + value(node.base) + optional("lower", lower, value)
          + optional("upper", upper, value)
          + optional("step", step, value) + ")"
      }
    case .field(let node):
      return "(field " + value(node.base) + " " + (node.field.map { name($0) } ?? "*") + ")"
    case .collate(let node): return "(collate " + value(node.value) + " " + name(node.collation) + ")"
    case .lambda(let node):
      return "(lambda (" + list(node.parameters) { name($0) } + ") " + value(node.body) + ")"
    case .unparsed: return "unparsed"
    default: return "?"
    }
  }

  private func operation(_ node: Operator) -> String {
    (node.schema.map { name($0) + "." }.joined()) + node.name.replacing(" ", with: "-")
  }

  private func literal(_ node: Literal) -> String {
    switch node.value {
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .number(let digits): digits
    case .string(let text): "'" + text.replacing("\n", with: "\\n") + "'"
    case .bits(let digits): digits
    }
  }

  private func star(_ node: Star) -> String {
    let head = (node.qualifier.map { name($0) + "." } ?? "") + "*"
    let tail =
      optional("exclude", node.excluded) { name($0) }
      + optional("replace", node.replaced) { value($0.value) + ":" + name($0.name) }
      + optional("rename", node.renamed) { name($0.from) + ":" + name($0.to) }
      + flag("pattern", node.pattern != nil)
    return tail.isEmpty ? head : "(" + head + tail + ")"
  }

  private func quantified(_ node: Quantified) -> String {
    let operand: String
    switch node.operand {
    case .query(let query): operand = self.query(query)
    case .value(let value): operand = self.value(value)
    }
    return "(" + operation(node.operation) + (node.isAll ? "-all " : "-any ") + value(node.left) + " "
      + operand + ")"
  }

  private func call(_ node: FunctionCall) -> String {
    if node.form == .keyword, node.arguments.isEmpty { return name(node.name) + "!" }
    let arguments = list(node.arguments) { argument in
      (argument.isVariadic ? "variadic " : "") + (argument.name.map { name($0) + "=>" } ?? "")
        + value(argument.value)
    }
    var text = name(node.name) + "(" + (node.isDistinct ? "distinct " : "") + arguments
    text += optional("order", node.orderBy, sort) + ")"
    text += optional("within", node.withinGroup, sort) + optional("filter", node.filter, value)
    if let treatment = node.nullTreatment { text += " \(treatment)-nulls" }
    switch node.over {
    case .named(let window): text += " over=" + name(window)
    case .specification(let specification): text += " over=" + window(specification)
    case nil: break
    }
    return text
  }
}
