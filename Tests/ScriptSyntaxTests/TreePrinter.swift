@testable import ScriptSyntax

/// Writes trees as short text, so that fixtures can say what they expect.
struct TreePrinter {
  var lines: [String] = []

  static func print(_ file: ScriptFile) -> String {
    var printer = TreePrinter()
    for statement in file.statements { printer.statement(statement, 0) }
    for trouble in file.troubles { printer.lines.append("! \(trouble.kind.rawValue): \(trouble.message)") }
    return printer.lines.map { $0 + "\n" }.joined()
  }

  private mutating func put(_ level: Int, _ text: String) {
    lines.append(String(repeating: "  ", count: level) + text)
  }

  private mutating func body(_ statements: [ScriptStatement], _ level: Int) {
    for one in statements { statement(one, level + 1) }
  }

  mutating func statement(_ statement: ScriptStatement, _ level: Int) {
    switch statement {
    case .expression(let node): put(level, Self.node(node))
    case .assignment(let node): put(level, Self.assignment(node))
    case .classDefinition(let node): classDefinition(node, level)
    case .function(let node): function(node, level)
    case .branches(let node):
      for (index, branch) in node.branches.enumerated() {
        put(level, (index == 0 ? "if " : "elif ") + (branch.condition.map(Self.node) ?? "?"))
        body(branch.body, level)
      }
      if !node.otherwise.isEmpty {
        put(level, "else")
        body(node.otherwise, level)
      }
    case .forEach(let node):
      put(level, "for \(Self.node(node.target)) \(node.isOverKeys ? "over" : "in") \(Self.node(node.source))")
      body(node.body, level)
      if !node.otherwise.isEmpty {
        put(level, "else")
        body(node.otherwise, level)
      }
    case .whileLoop(let node):
      put(
        level,
        "while " + (node.condition.map(Self.node) ?? "") + (node.step.map { "; " + Self.node($0) } ?? ""))
      body(node.setup, level + 1)
      body(node.body, level)
    case .attempt(let node): attempt(node, level)
    case .with(let node):
      let items = node.items.map { Self.node($0.value) + ($0.target.map { " as " + Self.node($0) } ?? "") }
      put(level, "with " + items.joined(separator: ", "))
      body(node.body, level)
    case .block(let statements, _):
      put(level, "block")
      body(statements, level)
    case .returning(let value, _): put(level, "return " + (value.map(Self.node) ?? ""))
    case .raising(let value, _): put(level, "raise " + (value.map(Self.node) ?? ""))
    case .imports(let node):
      let names = node.names.map { $0.name == $0.alias ? $0.name : $0.name + " as " + $0.alias }
      put(level, "import \(node.module): \(names.joined(separator: ", "))")
    case .export(let node): export(node, level)
    case .deletion(let nodes, _): put(level, "del " + nodes.map(Self.node).joined(separator: ", "))
    case .inert: put(level, "inert")
    case .breaking: put(level, "break")
    case .continuing: put(level, "continue")
    case .unparsed(let trouble): put(level, "unparsed \(trouble.range.count)")
    }
  }

  private mutating func classDefinition(_ node: ScriptClass, _ level: Int) {
    let keywords = node.keywords.map(Self.argument)
    let bases = (node.bases.map(Self.node) + keywords).joined(separator: ", ")
    for decorator in node.decorators { put(level, "@" + Self.node(decorator)) }
    put(level, "\(node.kind == .classType ? "class" : node.kind.rawValue) \(node.name)(\(bases))")
    body(node.body, level)
  }

  private mutating func function(_ node: ScriptFunction, _ level: Int) {
    for decorator in node.decorators { put(level, "@" + Self.node(decorator)) }
    put(level, Self.head(node))
    body(node.body, level)
  }

  private mutating func attempt(_ node: ScriptAttempt, _ level: Int) {
    put(level, "try")
    body(node.body, level)
    for handler in node.handlers {
      put(level, "except \(handler.error.map(Self.node) ?? "")" + (handler.name.map { " as " + $0 } ?? ""))
      body(handler.body, level)
    }
    if !node.otherwise.isEmpty {
      put(level, "else")
      body(node.otherwise, level)
    }
    if !node.finally.isEmpty {
      put(level, "finally")
      body(node.finally, level)
    }
  }

  private mutating func export(_ node: ScriptExport, _ level: Int) {
    let names = node.names.map { $0.name == $0.alias ? $0.name : $0.name + " as " + $0.alias }
    let from = node.module.map { " from " + $0 } ?? ""
    put(level, (node.isDefault ? "export default" : "export ") + names.joined(separator: ", ") + from)
    if let inner = node.statement { statement(inner, level + 1) }
  }

  static func head(_ node: ScriptFunction) -> String {
    let marks = (node.isAsync ? "async " : "") + (node.isStatic ? "static " : "")
    let word = node.kind == .function ? "def" : node.kind.rawValue
    let condition = node.guardCondition.map { " when " + Self.node($0) } ?? ""
    return "\(marks)\(word) \(node.name)(\(node.parameters.map(parameter).joined(separator: ", ")))"
      + condition
  }

  static func parameter(_ node: ScriptParameter) -> String {
    let mark =
      switch node.kind {
      case .positional: ""
      case .keyword: "!"
      case .rest: "*"
      case .keywordRest: "**"
      case .block: "&"
      }
    return mark + (node.pattern.map(Self.node) ?? node.name)
      + (node.defaultValue.map { "=" + Self.node($0) } ?? "")
  }

  static func argument(_ node: ScriptArgument) -> String {
    switch node.kind {
    case .positional: Self.node(node.value)
    case .keyword: node.name + "=" + Self.node(node.value)
    case .spread: "*" + Self.node(node.value)
    case .mapSpread: "**" + Self.node(node.value)
    }
  }

  static func assignment(_ node: ScriptAssignment) -> String {
    let targets = node.targets.map(Self.node).joined(separator: " = ")
    return targets + " \(node.operation?.rawValue ?? "")= " + (node.value.map(Self.node) ?? "")
  }

  static func quoted(_ text: String) -> String {
    "'"
      + text.unicodeScalars.map { $0 == "\n" ? "\\n" : $0 == "\t" ? "\\t" : $0 == "\r" ? "\\r" : String($0) }
      .joined() + "'"
  }

  static func list(_ nodes: [ScriptNode]) -> String { nodes.map(node).joined(separator: ", ") }

  static func node(_ node: ScriptNode) -> String {
    switch node {
    case .string(let node): (node.isBytes ? "b" : "") + quoted(node.text.string)
    case .template(let node):
      "f("
        + node.parts.map {
          switch $0 {
          case .text(let text): quoted(text.string)
          case .value(let value, let format): Self.node(value) + (format.isEmpty ? "" : " @" + format)
          }
        }.joined(separator: " ") + ")"
    case .number(let node): node.text
    case .boolean(let value, _): value ? "true" : "false"
    case .null: "null"
    case .symbol(let node): ":" + node.text
    case .regularExpression(let node): "/" + node.text + "/"
    case .name(let node): node.text
    case .attribute(let node): Self.node(node.receiver) + (node.isOptional ? "?." : ".") + node.name
    case .call(let node):
      (node.isConstruction ? "new " : "") + Self.node(node.callee) + (node.isTemplateTag ? " tag" : "")
        + "(" + node.arguments.map(argument).joined(separator: ", ") + ")"
        + (node.block.map { " " + Self.function($0) } ?? "")
    case .list(let node): "[" + list(node.elements) + "]"
    case .tuple(let node): "<" + list(node.elements) + ">"
    case .set(let node): "set{" + list(node.elements) + "}"
    case .map(let node):
      "{"
        + node.entries.map { ($0.key.map { Self.node($0) + ": " } ?? "**") + Self.node($0.value) }.joined(
          separator: ", ") + "}"
    case .unary(let node): "(\(node.operation.rawValue) \(Self.node(node.operand)))"
    case .operation(let node):
      "(" + node.operation.rawValue + " " + node.operands.map(Self.node).joined(separator: " ") + ")"
    case .subscripted(let node): Self.node(node.receiver) + "[" + Self.node(node.index) + "]"
    case .slice(let node):
      [node.lower, node.upper, node.step].map { $0.map(Self.node) ?? "" }.joined(separator: ":")
    case .conditional(let node):
      "(\(Self.node(node.condition)) ? \(Self.node(node.then)) : \(Self.node(node.otherwise)))"
    case .function(let node): function(node)
    case .classLiteral(let node):
      "class \(node.name)(\(list(node.bases))) { \(statements(node.body)) }"
    case .comprehension(let node):
      node.kind.rawValue + "(" + (node.key.map { Self.node($0) + ": " } ?? "") + Self.node(node.element)
        + node.loops.map {
          " for \(Self.node($0.target)) in \(Self.node($0.source))"
            + $0.conditions.map { " if " + Self.node($0) }.joined()
        }.joined() + ")"
    case .awaiting(let value, _): "await " + Self.node(value)
    case .assignment(let node): "(" + assignment(node) + ")"
    case .spread(let value, _): "*" + Self.node(value)
    case .unparsed(let range): "unparsed<\(range.count)>"
    }
  }

  static func function(_ node: ScriptFunction) -> String {
    let clauses = node.otherClauses.map { " | " + Self.function($0) }.joined()
    return head(node) + " { " + statements(node.body) + " }" + clauses
  }

  static func statements(_ body: [ScriptStatement]) -> String {
    var printer = TreePrinter()
    for statement in body { printer.statement(statement, 0) }
    return printer.lines.joined(separator: "; ")
  }
}
