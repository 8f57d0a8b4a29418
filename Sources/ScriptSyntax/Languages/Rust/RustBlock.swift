/// Statements in braces, with what they give as a value.
struct RustBlock {
  var statements: [ScriptStatement]
  /// What stands last without a semicolon.
  var tail: RustTail?
}

/// What a block gives.
indirect enum RustTail {
  case value(ScriptNode)
  case choice(RustChoice)
}

/// `if` and `match`, as statements and as values.
struct RustChoice {
  /// A condition with what is run.
  struct Branch {
    var condition: ScriptNode?
    var body: RustBlock
    var range: ScriptRange
  }
  /// What is run before anything is tested.
  var setup: [ScriptStatement] = []
  var branches: [Branch] = []
  var otherwise: RustBlock?
  /// What is run where the setup gives an error; nil if errors are not asked for.
  var failure: [RustBlock]?
  var range: ScriptRange
}

extension RustParser {
  /// A block as statements; `returns` makes what it gives the result of the function.
  func lowered(_ block: RustBlock, returns: Bool) -> [ScriptStatement] {
    switch block.tail {
    case nil: return block.statements
    case .value(let node)?:
      return block.statements + [returns ? .returning(node, node.range) : .expression(node)]
    case .choice(let choice)?: return block.statements + lowered(choice, returns: returns)
    }
  }

  func lowered(_ choice: RustChoice, returns: Bool) -> [ScriptStatement] {
    let branches = choice.branches.map { branch in
      ScriptBranches.Branch(
        condition: branch.condition, body: lowered(branch.body, returns: returns), range: branch.range)
    }
    let otherwise = choice.otherwise.map { lowered($0, returns: returns) } ?? []
    let chosen =
      branches.isEmpty
      ? otherwise
      : [.branches(ScriptBranches(branches: branches, otherwise: otherwise, range: choice.range))]
    guard let failure = choice.failure else { return choice.setup + chosen }
    let handlers = failure.map {
      ScriptAttempt.Handler(error: nil, name: nil, body: lowered($0, returns: returns))
    }
    return [
      .attempt(
        ScriptAttempt(
          body: choice.setup + chosen, handlers: handlers, otherwise: [], finally: [], range: choice.range))
    ]
  }

  /// A block as a value: a function that is called at once, or what stands in it alone.
  func value(_ block: RustBlock, _ range: ScriptRange) -> ScriptNode {
    if block.statements.isEmpty {
      switch block.tail {
      case nil: return .null(range)
      case .value(let node)?: return node
      case .choice(let choice)?: if let node = conditional(choice) { return node }
      }
    }
    let function = ScriptFunction(
      kind: .lambda, name: "", parameters: [], body: lowered(block, returns: true), range: range)
    return .call(ScriptCall(callee: .function(function), arguments: [], range: range))
  }

  /// A choice between values as one value; nil where more than values stand in it.
  private func conditional(_ choice: RustChoice) -> ScriptNode? {
    guard choice.setup.isEmpty, choice.failure == nil, choice.branches.count <= 60,
      let last = choice.otherwise, last.statements.isEmpty, case .value(var node)? = last.tail
    else { return nil }
    for branch in choice.branches.reversed() {
      guard let condition = branch.condition, branch.body.statements.isEmpty,
        case .value(let then)? = branch.body.tail
      else { return nil }
      node = .conditional(
        ScriptConditional(condition: condition, then: then, otherwise: node, range: choice.range))
    }
    return node
  }
}
