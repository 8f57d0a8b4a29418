/// A function, method, lambda or block.
package struct ScriptFunction: Sendable {
  /// What it is written as.
  package enum Kind: String, Hashable, Sendable {
    case function, lambda, block, getter, setter
  }
  /// What it is written as.
  package var kind: Kind
  /// Its name; empty for lambdas and blocks.
  package var name: String
  /// The parameters in written order.
  package var parameters: [ScriptParameter]
  /// The body; that of a lambda with one expression is one `return`.
  package var body: [ScriptStatement]
  /// The decorators or attributes before it, without their sign.
  package var decorators: [ScriptNode] = []
  /// `async`.
  package var isAsync = false
  /// A method of the class itself: `static`, `def self.a`.
  package var isStatic = false
  /// `when a` behind the parameters (Elixir): what else must hold for this clause to be run.
  package var guardCondition: ScriptNode?
  /// Clauses of the same function that are tried when the parameters do not match (Elixir), without their own.
  package var otherClauses: [ScriptFunction] = []
  /// Where it stands, decorators left out.
  package var range: ScriptRange
}

/// A parameter.
package struct ScriptParameter: Sendable {
  /// How it takes its value.
  package enum Kind: String, Hashable, Sendable {
    /// By place, or by name in Python.
    case positional
    /// By name only.
    case keyword
    /// `*args`, `...rest`
    case rest
    /// `**kwargs`
    case keywordRest
    /// `&block`
    case block
  }
  /// How it takes its value.
  package var kind: Kind
  /// Its name; empty for a pattern.
  package var name: String
  /// `{ a, b }` in the place of a name: a map or list whose values are names.
  package var pattern: ScriptNode?
  /// The type written for it.
  package var annotation: ScriptNode?
  /// Its default.
  package var defaultValue: ScriptNode?
  /// Where it stands.
  package var range: ScriptRange
}

/// A class, and what is written like one.
package struct ScriptClass: Sendable {
  /// What it is written as.
  package enum Kind: String, Hashable, Sendable {
    case classType, module, enumeration
  }
  /// What it is written as.
  package var kind: Kind = .classType
  /// Its name, `A::B` and `A.B` as written; empty for an anonymous one.
  package var name: String
  /// The classes it is built on, in written order.
  package var bases: [ScriptNode]
  /// `metaclass=A` and other named arguments.
  package var keywords: [ScriptArgument] = []
  /// Fields as assignments, methods as functions, calls as expressions; members of an enumeration are
  /// assignments, without a value if none is written.
  package var body: [ScriptStatement]
  /// The decorators before it, without their sign.
  package var decorators: [ScriptNode] = []
  /// Where it stands, decorators left out.
  package var range: ScriptRange

  /// The method of a name, the last if there are several.
  package func method(_ name: String) -> ScriptFunction? {
    for statement in body.reversed() {
      if case .function(let function) = statement, function.name == name { return function }
    }
    return nil
  }

  /// The field of a name, the last if there are several: what is assigned to it in the body.
  package func field(_ name: String) -> ScriptNode? {
    for statement in body.reversed() {
      guard case .assignment(let assignment) = statement, let value = assignment.value else { continue }
      for target in assignment.targets {
        if case .name(let found) = target, found.text == name { return value }
      }
    }
    return nil
  }

  /// A class nested in this one.
  package func nested(_ name: String) -> ScriptClass? {
    for statement in body.reversed() {
      if case .classDefinition(let found) = statement, found.name == name { return found }
    }
    return nil
  }
}

extension ScriptFunction {
  /// The method with a call of another method of its object before everything that it does.
  package func preceded(by setup: ScriptFunction) -> ScriptFunction {
    let place = setup.range
    let callee = ScriptAttribute(
      receiver: .name(ScriptName(text: "this", range: place)), name: setup.name, range: place,
      nameRange: place)
    var both = self
    both.body = [.expression(.call(ScriptCall(of: .attribute(callee))))] + body
    return both
  }
}
