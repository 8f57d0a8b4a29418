/// A statement of any of the languages. Every case says where it stands.
package indirect enum ScriptStatement: Sendable {
  /// A value that is computed for its effect.
  case expression(ScriptNode)
  /// `a = b`, `a += b`, `a: int = b`, `const {a} = b`
  case assignment(ScriptAssignment)
  /// `class A(B): ...`, `module A`, `enum A {}`
  case classDefinition(ScriptClass)
  /// `def f(): ...`, `async function f() {}`
  case function(ScriptFunction)
  /// `if a: ... elif b: ... else: ...`, `unless`, `match`, `switch`, `case`
  case branches(ScriptBranches)
  /// `for a in b: ...`, `for (const a of b)`
  case forEach(ScriptForEach)
  /// `while a: ...`, `until`, `for (;;)`, `do ... while`
  case whileLoop(ScriptWhile)
  /// `try: ... except: ...`, `begin ... rescue`
  case attempt(ScriptAttempt)
  /// `with a as b: ...`
  case with(ScriptWith)
  /// Statements in braces of their own
  case block([ScriptStatement], ScriptRange)
  /// `return a`
  case returning(ScriptNode?, ScriptRange)
  /// `raise A()`, `throw a`
  case raising(ScriptNode?, ScriptRange)
  /// `import a`, `from a import b as c`, `import a from 'b'`
  case imports(ScriptImport)
  /// `export { a }`, `export default a`, `export const a = 1`
  case export(ScriptExport)
  /// `del a`
  case deletion([ScriptNode], ScriptRange)
  /// `pass`, `global a`, `type A = B`: without effect on values
  case inert(ScriptRange)
  /// `break`
  case breaking(ScriptRange)
  /// `continue`, `next`
  case continuing(ScriptRange)
  /// A statement that could not be read.
  case unparsed(ScriptTrouble)
}

/// Values given to targets.
package struct ScriptAssignment: Sendable {
  /// The targets, more than one for `a = b = c`: names, attributes, subscripts, tuples, lists, maps as patterns.
  package var targets: [ScriptNode]
  /// `add` for `+=` and so on; nil for `=`.
  package var operation: ScriptOperator?
  /// The type written for the target.
  package var annotation: ScriptNode?
  /// The value; nil for a declaration without one.
  package var value: ScriptNode?
  /// `const`, `let`, `var`, or a field of a class.
  package var isDeclaration = false
  /// Where it stands.
  package var range: ScriptRange
}

/// Conditions with bodies, of which the first that holds is run.
package struct ScriptBranches: Sendable {
  /// One condition with its body.
  package struct Branch: Sendable {
    /// What is tested; for `match` and `switch` a comparison with the subject. Nil if not expressible.
    package var condition: ScriptNode?
    /// What is run.
    package var body: [ScriptStatement]
    /// Where it stands.
    package var range: ScriptRange
  }
  /// The branches in order.
  package var branches: [Branch]
  /// What is run if none holds.
  package var otherwise: [ScriptStatement]
  /// Where it stands.
  package var range: ScriptRange
}

/// A loop over the elements of a value.
package struct ScriptForEach: Sendable {
  /// The names that are bound.
  package var target: ScriptNode
  /// What is gone through.
  package var source: ScriptNode
  /// `for (const key in map)` of JavaScript: keys, not values.
  package var isOverKeys = false
  /// What is run.
  package var body: [ScriptStatement]
  /// `else:` after the loop.
  package var otherwise: [ScriptStatement]
  /// Where it stands.
  package var range: ScriptRange
}

/// A loop with a condition.
package struct ScriptWhile: Sendable {
  /// `let i = 0` of `for (let i = 0; ...)`.
  package var setup: [ScriptStatement]
  /// What is tested; nil for none.
  package var condition: ScriptNode?
  /// The body is run before the condition is tested (`do ... while`).
  package var isBodyFirst = false
  /// `i++` of `for (...; i++)`.
  package var step: ScriptNode?
  /// What is run.
  package var body: [ScriptStatement]
  /// Where it stands.
  package var range: ScriptRange
}

/// Statements with handlers for errors.
package struct ScriptAttempt: Sendable {
  /// One handler.
  package struct Handler: Sendable {
    /// The kinds of errors.
    package var error: ScriptNode?
    /// The name that the error is bound to.
    package var name: String?
    /// What is run.
    package var body: [ScriptStatement]

    /// Whether it passes an error on: nothing that it did before lasts, a migration that fails is run again.
    package var raises: Bool {
      if case .raising? = body.last { return true }
      return false
    }
  }
  /// What is tried.
  package var body: [ScriptStatement]
  /// The handlers in order.
  package var handlers: [Handler]
  /// What is run without an error.
  package var otherwise: [ScriptStatement]
  /// What is run in any case.
  package var finally: [ScriptStatement]
  /// Where it stands.
  package var range: ScriptRange
}

/// Statements run with a resource.
package struct ScriptWith: Sendable {
  /// One resource.
  package struct Item: Sendable {
    /// The resource.
    package var value: ScriptNode
    /// What it is bound to.
    package var target: ScriptNode?
  }
  /// The resources in order.
  package var items: [Item]
  /// What is run.
  package var body: [ScriptStatement]
  /// Where it stands.
  package var range: ScriptRange
}
