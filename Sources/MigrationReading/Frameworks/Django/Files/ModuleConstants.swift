import ScriptSyntax

/// What the names and expressions of a file are, as far as the file alone says.
struct ModuleConstants: Sendable {
  private let run: ScriptRun?

  /// The constants of a file; none without one.
  init(_ file: ScriptFile?, dialect: String? = nil) {
    run = file.map { ScriptRun($0, dialect: dialect) }
  }

  /// What an expression is.
  func fold(_ node: ScriptNode) -> FoldedValue {
    run?.value(of: node) ?? FoldedValue(.opaque("not read"), at: node.range)
  }

  /// What a name of the module is; nil for one that the file does not bind.
  func module(_ name: String) -> FoldedValue? { run?.value(named: name) }

  /// What the body of a class gives its names.
  func fields(of definition: ScriptClass) -> [String: FoldedValue] {
    run?.fields(of: definition).values ?? [:]
  }

  /// What a function gives for arguments; nil if nothing.
  func result(of function: ScriptFunction, _ arguments: [FoldedArgument]) -> FoldedValue? {
    run?.calls(in: function, arguments: arguments).result
  }

  /// What a method of a class gives when only its own object is known; nil if nothing.
  func result(of method: ScriptFunction, of owner: ScriptClass) -> FoldedValue? {
    run?.calls(in: method, of: owner).result
  }

  /// The calls that a method of a class makes for arguments.
  func calls(in method: ScriptFunction, of owner: ScriptClass, _ arguments: [FoldedArgument])
    -> [ExecutedCall]
  {
    run?.calls(in: method, of: owner, arguments: arguments).calls ?? []
  }

  /// The constant that an expression of a program is; nil for anything else.
  func constant(_ node: ScriptNode) -> FoldedValue? {
    let value = fold(node)
    return value.literal == nil ? nil : value
  }
}
