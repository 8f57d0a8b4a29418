/// What an expression is, as far as the text of the file alone says.
package struct FoldedValue: Sendable {
  /// The kinds of values.
  package indirect enum Content: Sendable {
    /// Text that is known, with the places it comes from.
    case string(ScriptText)
    /// Digits as written or computed, with `-` before a negative one.
    case number(String)
    case boolean(Bool)
    case null
    /// `:name` of Ruby and Elixir
    case symbol(String)
    case list([FoldedValue])
    case tuple([FoldedValue])
    case map([FoldedEntry])
    /// A name from outside of the file, or a member of one: `models.CASCADE`, `Sequelize.STRING`
    case reference(FoldedReference)
    /// A call that is not folded: `models.CharField(max_length=10)`, `knex.fn.now()`
    case call(FoldedCall)
    /// A member of a value that is not folded to a name: `f().a`
    case member(FoldedMember)
    /// A function with what it sees around it
    case closure(FoldedClosure)
    /// A class of the same file
    case classValue(ScriptClass)
    /// Not known; the reason is lower case without final stop
    case opaque(String)
  }

  /// What it is.
  package var content: Content
  /// Where the expression stands that gave it: where it was written, not where it was used.
  package var range: ScriptRange
  /// Levels of nesting, bounded by the folding.
  var height: Int

  /// A value with its place.
  package init(_ content: Content, at range: ScriptRange) {
    self.content = content
    self.range = range
    height = Self.height(of: content)
  }

  private static func height(of content: Content) -> Int {
    switch content {
    case .string, .number, .boolean, .null, .symbol, .reference, .classValue, .opaque: 0
    case .list(let values), .tuple(let values): 1 + values.reduce(0) { max($0, $1.height) }
    case .map(let entries): 1 + entries.reduce(0) { max($0, $1.key.height, $1.value.height) }
    case .call(let call): 1 + call.arguments.reduce(call.callee.height) { max($0, $1.value.height) }
    case .member(let member): 1 + member.receiver.height
    case .closure(let closure): 1 + closure.captured.values.reduce(0) { max($0, $1.height) }
    }
  }
}

/// One entry of a map.
package struct FoldedEntry: Sendable {
  /// The key.
  package var key: FoldedValue
  /// The value.
  package var value: FoldedValue
}

/// A name from outside of the file.
package struct FoldedReference: Hashable, Sendable {
  /// As written, aliases too: `sa.Column`, `models.CharField`, `DataTypes.STRING`.
  package var written: String
  /// With imports resolved: `sqlalchemy.Column`, `django.db.models.CharField`, `sequelize.DataTypes.STRING`.
  package var resolved: String

  /// The last part: `CharField`.
  package var name: String {
    guard let dot = resolved.utf8.lastIndex(of: UInt8(ascii: ".")) else { return resolved }
    return String(resolved[resolved.utf8.index(after: dot)...])
  }
}

/// A member of a value that is not a name.
package struct FoldedMember: Sendable {
  /// The value.
  package var receiver: FoldedValue
  /// The member.
  package var name: String
}

/// A call that was not folded away, with folded parts.
package struct FoldedCall: Sendable {
  /// What is called: a reference, or a member of another call (`a.b(x).c(y)`).
  package var callee: FoldedValue
  /// The arguments in order; spread lists and maps of known content are put in place.
  package var arguments: [FoldedArgument]
  /// `do |t| ... end` after the call.
  package var block: FoldedClosure?
  /// `new A()`.
  package var isConstruction: Bool
  /// Where it stands, receiver included.
  package var range: ScriptRange

  /// The called name without its receiver; empty when a value is called.
  package var name: String {
    switch callee.content {
    case .reference(let reference): reference.name
    case .member(let member): member.name
    default: ""
    }
  }

  /// `op.create_table`: the callee as written when it is a plain dotted name.
  package var written: String? {
    if case .reference(let reference) = callee.content { reference.written } else { nil }
  }

  /// `alembic.op.create_table`: the callee with imports resolved when it is a plain dotted name.
  package var resolved: String? {
    if case .reference(let reference) = callee.content { reference.resolved } else { nil }
  }

  /// The call before the last dot: `a.b(x)` of `a.b(x).c(y)`; members between are passed over.
  package var receiverCall: FoldedCall? {
    guard case .member(let member) = callee.content else { return nil }
    var value = member.receiver
    while case .member(let inner) = value.content { value = inner.receiver }
    if case .call(let call) = value.content { return call }
    return nil
  }

  /// The whole chain, innermost first: `a.b(x)`, `a.b(x).c(y)`.
  package var chain: [FoldedCall] {
    var links = [self]
    while let next = links.last?.receiverCall { links.append(next) }
    return links.reversed()
  }

  /// The arguments without a name.
  package var positional: [FoldedValue] {
    arguments.compactMap { $0.name == nil && !$0.isSpread ? $0.value : nil }
  }

  /// The value given for a name.
  package func keyword(_ name: String) -> FoldedValue? { arguments.last { $0.name == name }?.value }

  /// The value given at a place, or for a name.
  package func argument(_ place: Int, _ name: String) -> FoldedValue? {
    if let value = keyword(name) { return value }
    let values = positional
    return values.indices.contains(place) ? values[place] : nil
  }

  /// Whether arguments are spread whose content is not known.
  package var hasUnknownArguments: Bool { arguments.contains { $0.isSpread } }
}

/// One argument of a call.
package struct FoldedArgument: Sendable {
  /// The name of a keyword argument.
  package var name: String?
  /// The value.
  package var value: FoldedValue
  /// `*a` or `**a` of unknown content.
  package var isSpread: Bool
}

/// A function as a value.
package struct FoldedClosure: Sendable {
  /// The function.
  package var function: ScriptFunction
  /// What its body sees of the functions around it; names of the module are not among them.
  package var captured: [String: FoldedValue]
}
