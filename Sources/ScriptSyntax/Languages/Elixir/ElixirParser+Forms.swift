/// Calls of the language itself: definitions, branches, loops.
extension ElixirParser {
  /// A call with its blocks, in the shape of the shared tree.
  func special(_ call: ScriptCall, _ blocks: [DoPart]) -> ScriptNode {
    guard case .name(let name) = call.callee else { return generic(call, blocks) }
    let parts = blocks.isEmpty ? written(call) : blocks
    var bare = call
    if blocks.isEmpty, !parts.isEmpty { bare.arguments.removeAll { Self.isPart($0) } }
    return form(name.text, bare, parts) ?? generic(call, blocks)
  }

  private func form(_ name: String, _ call: ScriptCall, _ parts: [DoPart]) -> ScriptNode? {
    switch name {
    case "def", "defp", "defmacro", "defmacrop": definition(name, call, parts)
    case "defmodule", "defprotocol", "defimpl": module(call, parts)
    case "if", "unless": choice(call, parts, isNegated: name == "unless")
    case "cond": conditions(call, parts)
    case "for": comprehension(call, parts)
    case "with", "try": attempt(call, parts)
    case "alias", "import": imports(name, call)
    case "raise", "reraise", "throw": immediate(.raising(.call(call), call.range), call.range)
    default: nil
    }
  }

  private static func isPart(_ argument: ScriptArgument) -> Bool {
    argument.kind == .keyword && ["do", "else", "rescue", "catch", "after"].contains(argument.name)
  }

  /// `do: a, else: b` as blocks.
  private func written(_ call: ScriptCall) -> [DoPart] {
    guard call.arguments.contains(where: { $0.kind == .keyword && $0.name == "do" }) else { return [] }
    return call.arguments.filter(Self.isPart).map { argument in
      var section = Section()
      if case .function(let function) = argument.value, function.kind == .lambda, argument.name != "do" {
        section.clauses = [function] + function.otherClauses
      } else {
        section.statements = [statement(argument.value)]
      }
      return DoPart(name: argument.name, section: section, range: argument.range)
    }
  }

  /// Any other call: `do` is its block, the others are functions by their names.
  private func generic(_ call: ScriptCall, _ blocks: [DoPart]) -> ScriptNode {
    var call = call
    let parts = blocks.isEmpty ? written(call) : blocks
    if blocks.isEmpty, !parts.isEmpty { call.arguments.removeAll { Self.isPart($0) } }
    for part in parts {
      let function = part.section.function(.block, part.range)
      if part.name == "do" {
        call.block = function
      } else {
        call.arguments.append(
          ScriptArgument(kind: .keyword, name: part.name, value: .function(function), range: part.range))
      }
    }
    return .call(call)
  }

  /// `def f(a, b \\ 1) when c do ... end`
  private func definition(_ kind: String, _ call: ScriptCall, _ parts: [DoPart]) -> ScriptNode? {
    guard var head = call.positional.first else { return nil }
    var guardCondition: ScriptNode?
    if let (inner, condition) = internalCall(head, "when") {
      head = inner
      guardCondition = condition
    }
    var function = ScriptFunction(kind: .function, name: "", parameters: [], body: [], range: call.range)
    switch head {
    case .name(let name): function.name = name.text
    case .call(let inner):
      guard case .name(let name) = inner.callee, name.text != "unquote" else { return nil }
      function.name = name.text
      function.parameters = inner.arguments.map { argument in
        if argument.kind == .positional { return parameter(argument.value) }
        return parameter(.list(ScriptList(elements: elements([argument]), range: argument.range)))
      }
    default: return nil
    }
    function.guardCondition = guardCondition
    if kind.hasPrefix("defmacro") {
      function.decorators = [.name(ScriptName(text: "defmacro", range: call.range))]
    }
    guard let body = parts.first(where: { $0.name == "do" }) else {
      // The head that names the defaults of all clauses.
      guard parts.isEmpty else { return nil }
      function.decorators.append(.name(ScriptName(text: "head", range: call.range)))
      return immediate(.function(function), call.range)
    }
    function.body = parts.count == 1 ? body.section.all : [.attempt(attempt(parts, call.range))]
    return immediate(.function(function), call.range)
  }

  /// A parameter: a name, a name with a default, or a pattern.
  func parameter(_ node: ScriptNode) -> ScriptParameter {
    if let (inner, value) = internalCall(node, "\\\\") {
      var found = parameter(inner)
      found.defaultValue = value
      return found
    }
    var found = ScriptParameter(kind: .positional, name: "", range: node.range)
    if case .name(let name) = node, !name.text.hasPrefix("@"), !Self.isUpper(name.text.utf8.first ?? 0) {
      found.name = name.text
    } else {
      found.pattern = node
    }
    return found
  }

  private func module(_ call: ScriptCall, _ parts: [DoPart]) -> ScriptNode? {
    guard let head = call.positional.first, let name = Self.moduleName(head), let body = parts.first else {
      return nil
    }
    let statements = body.section.all
    let bases = statements.compactMap { statement -> ScriptNode? in
      guard case .expression(.call(let use)) = statement, use.name == "use", use.receiver == nil else {
        return nil
      }
      return use.positional.first
    }
    let type = ScriptClass(kind: .module, name: name, bases: bases, body: statements, range: call.range)
    return immediate(.classDefinition(type), call.range)
  }

  /// `A.B`, `:"Elixir.A.B"`
  private static func moduleName(_ node: ScriptNode) -> String? {
    guard case .symbol(let name) = node else { return node.dottedName }
    return name.text.hasPrefix("Elixir.") ? String(name.text.dropFirst(7)) : name.text
  }

  private func choice(_ call: ScriptCall, _ parts: [DoPart], isNegated: Bool) -> ScriptNode? {
    guard let test = call.positional.first, let then = parts.first(where: { $0.name == "do" }) else {
      return nil
    }
    let condition =
      isNegated ? .unary(ScriptUnary(operation: .not, operand: test, range: test.range)) : test
    let otherwise = parts.first { $0.name == "else" }?.section.all ?? []
    let branch = ScriptBranches.Branch(condition: condition, body: then.section.all, range: call.range)
    return immediate(
      .branches(ScriptBranches(branches: [branch], otherwise: otherwise, range: call.range)), call.range)
  }

  private func conditions(_ call: ScriptCall, _ parts: [DoPart]) -> ScriptNode? {
    guard let body = parts.first, !body.section.clauses.isEmpty else { return nil }
    let branches = body.section.clauses.map { clause in
      let head = clause.parameters.first
      let name = head.map { ScriptNode.name(ScriptName(text: $0.name, range: $0.range)) }
      return ScriptBranches.Branch(condition: head?.pattern ?? name, body: clause.body, range: clause.range)
    }
    return immediate(
      .branches(ScriptBranches(branches: branches, otherwise: [], range: call.range)), call.range)
  }

  /// `for a <- b, c do ... end`; with `reduce:` it stays a call.
  private func comprehension(_ call: ScriptCall, _ parts: [DoPart]) -> ScriptNode? {
    guard let body = parts.first(where: { $0.name == "do" }), call.keyword("reduce") == nil else {
      return nil
    }
    var loops: [ScriptComprehension.Loop] = []
    for node in call.positional {
      if let (target, source) = internalCall(node, "<-") {
        loops.append(ScriptComprehension.Loop(target: target, source: source, conditions: []))
      } else if loops.isEmpty {
        return nil
      } else {
        loops[loops.count - 1].conditions.append(node)
      }
    }
    guard !loops.isEmpty else { return nil }
    let value = ScriptNode.comprehension(
      ScriptComprehension(
        kind: .list, element: immediate(body.section.all, body.range), loops: loops, range: call.range))
    guard let target = call.keyword("into") else { return value }
    let into = ScriptAttribute(
      receiver: .name(ScriptName(text: "Enum", range: call.range)), name: "into", range: call.range,
      nameRange: call.range)
    let arguments = [value, target].map { ScriptArgument(kind: .positional, value: $0, range: $0.range) }
    return .call(ScriptCall(callee: .attribute(into), arguments: arguments, range: call.range))
  }

  /// `with a <- b do ... else ... end`, `try do ... rescue ... end`
  private func attempt(_ call: ScriptCall, _ parts: [DoPart]) -> ScriptNode? {
    guard parts.contains(where: { $0.name == "do" }) else { return nil }
    var result = attempt(parts, call.range)
    let steps = call.positional.map { node -> ScriptStatement in
      guard let (target, value) = internalCall(node, "<-") else { return statement(node) }
      return .assignment(ScriptAssignment(targets: [unguarded(target)], value: value, range: node.range))
    }
    if !steps.isEmpty {
      // What `with` does if a pattern does not match is its handler.
      result.handlers +=
        result.otherwise.isEmpty ? [] : [.init(error: nil, name: nil, body: result.otherwise)]
      result.otherwise = []
      result.body = steps + result.body
    }
    return immediate(.attempt(result), call.range)
  }

  private func unguarded(_ pattern: ScriptNode) -> ScriptNode { internalCall(pattern, "when")?.0 ?? pattern }

  private func attempt(_ parts: [DoPart], _ range: ScriptRange) -> ScriptAttempt {
    var result = ScriptAttempt(body: [], handlers: [], otherwise: [], finally: [], range: range)
    for part in parts {
      switch part.name {
      case "do": result.body = part.section.all
      case "else": result.otherwise = part.section.all
      case "after": result.finally = part.section.all
      default:
        if part.section.clauses.isEmpty {
          result.handlers.append(.init(error: nil, name: nil, body: part.section.statements))
        }
        for clause in part.section.clauses {
          let head = clause.parameters.first
          result.handlers.append(.init(error: head?.pattern, name: head?.name, body: clause.body))
        }
      }
    }
    return result
  }

  /// `alias A.B`, `alias A.{B, C}`, `alias A.B, as: C`, `import A`
  private func imports(_ kind: String, _ call: ScriptCall) -> ScriptNode? {
    guard let first = call.positional.first else { return nil }
    var names: [ScriptImport.Name] = []
    var module = first.dottedName ?? ""
    if case .call(let group) = first, group.name == "{}", let receiver = group.receiver?.dottedName {
      module = receiver
      names = group.positional.compactMap { node in
        node.dottedName.map { name in
          let last = name.split(separator: ".").last.map(String.init) ?? name
          return ScriptImport.Name(name: name, alias: last, range: node.range)
        }
      }
    } else if kind == "import" {
      names = [ScriptImport.Name(name: "*", alias: "", range: first.range)]
    } else {
      let last = module.split(separator: ".").last.map(String.init) ?? module
      let alias = call.keyword("as")?.dottedName ?? last
      names = [ScriptImport.Name(name: "", alias: alias, range: first.range)]
    }
    guard !module.isEmpty else { return nil }
    let found = ScriptImport(module: module, names: names, range: call.range)
    return immediate(.imports(found), call.range)
  }
}
