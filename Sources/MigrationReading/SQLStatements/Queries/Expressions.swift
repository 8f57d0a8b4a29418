import Domain
import SQLSyntax

/// Turns parsed expressions and queries of one text into neutral ones.
struct SyntaxTranslator {
  /// The text that ranges point into.
  let bytes: [UInt8]
  /// Values that names stand for inside of a routine: its constants and arguments.
  var variables: [String: NeutralExpression] = [:]
  /// Common tables in reach.
  var commonTables = CommonTables()
  /// What is left of the work that references to common tables may cause.
  let budget: ExpansionBudget

  /// Levels that are translated; what lies deeper becomes opaque.
  private static let depthLimit = 100
  /// Bytes of opaque texts that are kept.
  private static let textLimit = 400

  init(bytes: [UInt8], budget: ExpansionBudget = ExpansionBudget()) {
    self.bytes = bytes
    self.budget = budget
  }

  /// The neutral form of an expression.
  func expression(_ syntax: SyntaxExpression, depth: Int = 0) -> NeutralExpression {
    guard depth < Self.depthLimit else { return .opaque(text: text(syntax.range), columns: []) }
    let next = depth + 1
    switch syntax {
    case .column(let node): return column(node)
    case .star: return .column(NeutralColumn("*"))
    case .literal(let node): return Self.literal(node)
    case .unary(let node): return unary(node, next)
    case .binary, .chain, .quantified, .between, .match, .inList, .inQuery, .test:
      return comparison(syntax, next)
    case .call(let node): return call(node, next)
    case .cast(let node): return .cast(expression(node.value, depth: next), to: ColumnType(node.type))
    case .conditional(let node): return conditional(node, next)
    case .collate(let node): return expression(node.value, depth: next)
    case .array(let node): return .call("array", node.elements.map { expression($0, depth: next) })
    case .row(let node): return .call("row", node.fields.map { expression($0, depth: next) })
    case .element(let node): return element(node, next)
    case .field(let node):
      return opaque(node.range, [expression(node.base, depth: next)])
    case .subquery(let node), .exists(let node), .arrayQuery(let node): return subquery(node)
    case .structure(let node):
      return opaque(node.range, node.entries.map { expression($0.value, depth: next) })
    case .lambda(let node): return opaque(node.range, [expression(node.body, depth: next)])
    case .parameter(let node): return .opaque(text: node.text, columns: [])
    case .defaultValue: return .opaque(text: "default", columns: [])
    case .unparsed(let range): return .opaque(text: text(range), columns: [])
    }
  }

  /// The conditions that must all hold, from a condition.
  func conditions(_ syntax: SyntaxExpression?) -> [NeutralExpression] {
    guard let syntax else { return [] }
    if case .chain(let chain) = syntax, chain.operation.name == "and" {
      return chain.operands.map { expression($0) }
    }
    return [expression(syntax)]
  }

  /// The text of a range, cut when long.
  func text(_ range: ByteRange) -> String {
    let part = range.bytes(of: bytes)
    return String(decoding: part.prefix(Self.textLimit), as: UTF8.self)
  }

  /// Something that is not expressed, with the columns of its parts.
  func opaque(_ range: ByteRange, _ parts: [NeutralExpression]) -> NeutralExpression {
    .opaque(text: text(range), columns: parts.flatMap(\.columns))
  }

  private func column(_ node: SQLSyntax.ColumnReference) -> NeutralExpression {
    let parts = node.name.parts
    let name = node.name.name
    if parts.count == 1 {
      if let value = variables[name] { return value }
      return .column(NeutralColumn(name))
    }
    return .column(NeutralColumn(qualifier: parts[parts.count - 2].text, name))
  }

  static func literal(_ node: SQLSyntax.Literal) -> NeutralExpression {
    switch node.value {
    case .null: .literal(.null)
    case .boolean(let value): .literal(.boolean(value))
    case .number(let digits): .literal(.number(digits))
    case .string(let text): .literal(.string(text))
    case .bits(let digits): .literal(.string(digits))
    }
  }

  private func unary(_ node: Unary, _ depth: Int) -> NeutralExpression {
    let operand = expression(node.operand, depth: depth)
    switch (node.operation.name, operand) {
    case ("-", .literal(.number(let digits))): return .literal(.number("-" + digits))
    case ("+", .literal(.number)): return operand
    default: return .call(node.operation.name, [operand])
    }
  }

  private func conditional(_ node: CaseExpression, _ depth: Int) -> NeutralExpression {
    .caseWhen(
      operand: node.subject.map { expression($0, depth: depth) },
      branches: node.branches.map {
        CaseBranch(
          condition: expression($0.condition, depth: depth), result: expression($0.result, depth: depth))
      },
      otherwise: node.otherwise.map { expression($0, depth: depth) })
  }

  private func element(_ node: ElementAccess, _ depth: Int) -> NeutralExpression {
    let base = expression(node.base, depth: depth)
    guard case .index(let index) = node.position else { return opaque(node.range, [base]) }
    return .call("[]", [base, expression(index, depth: depth)])
  }

  private func call(_ node: FunctionCall, _ depth: Int) -> NeutralExpression {
    let arguments = node.arguments.map { expression($0.value, depth: depth) }
    if node.over != nil { return opaque(node.range, arguments) }
    let schema = node.name.schema
    let bare = node.name.name.lowercased()
    let name = schema == nil || schema == "pg_catalog" ? bare : (schema ?? "") + "." + bare
    switch name {
    case "concat": return .concatenation(arguments)
    case "concat_ws":
      guard let separator = arguments.first, arguments.count > 2 else { return .call(name, arguments) }
      var parts: [NeutralExpression] = []
      for argument in arguments.dropFirst() { parts += parts.isEmpty ? [argument] : [separator, argument] }
      return .concatenation(parts)
    default: return .call(name, arguments)
    }
  }

  /// A query in the place of a value: opaque, with the columns that it names.
  func subquery(_ node: Subquery) -> NeutralExpression {
    .opaque(text: text(node.range), columns: columns(of: node.query))
  }
}
