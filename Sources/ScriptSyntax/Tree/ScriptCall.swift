/// A call of a function, method or class.
package struct ScriptCall: Sendable {
  /// What is called: a name, an attribute of a receiver, or any other value.
  package var callee: ScriptNode
  /// The arguments in written order.
  package var arguments: [ScriptArgument]
  /// `do |t| ... end`, `{ |t| ... }` after the call (Ruby, Elixir).
  package var block: ScriptFunction?
  /// `new A()`.
  package var isConstruction = false
  /// `` sql`...` ``: the only argument is the string or template.
  package var isTemplateTag = false
  /// Where it stands, receiver and block included.
  package var range: ScriptRange

  /// The value before the last dot of the callee.
  package var receiver: ScriptNode? {
    if case .attribute(let attribute) = callee { attribute.receiver } else { nil }
  }

  /// The called name without its receiver; nil when a value is called.
  package var name: String? {
    switch callee {
    case .name(let name): name.text
    case .attribute(let attribute): attribute.name
    default: nil
    }
  }

  /// The arguments without a name, spread ones left out.
  package var positional: [ScriptNode] {
    arguments.compactMap { $0.kind == .positional ? $0.value : nil }
  }

  /// The value given for a name.
  package func keyword(_ name: String) -> ScriptNode? {
    arguments.last { $0.kind == .keyword && $0.name == name }?.value
  }
}

/// One argument of a call.
package struct ScriptArgument: Sendable {
  /// How it is given.
  package enum Kind: String, Hashable, Sendable {
    /// `a`
    case positional
    /// `a=b`, `a: b`
    case keyword
    /// `*a`, `...a`
    case spread
    /// `**a`
    case mapSpread
  }
  /// How it is given.
  package var kind: Kind
  /// The name of a keyword argument, else empty.
  package var name = ""
  /// The value.
  package var value: ScriptNode
  /// Where it stands, the name included.
  package var range: ScriptRange
}

extension ScriptArgument {
  /// The name of an argument without one that the function may change: `&mut a` of Rust, `&a` of Go.
  static let changed = "&mut"
}

extension ScriptCall {
  /// A call without arguments, as languages write it without parentheses.
  package init(of callee: ScriptNode) {
    self.init(callee: callee, arguments: [], range: callee.range)
  }
}
