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
  /// `` sql`...` ``: the only argument is the text or its parts.
  package var isTemplate = false
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

  /// The call before the last dot: `a.b(x)` of `a.b(x).c(y)`; members and elements between are
  /// passed over.
  package var receiverCall: FoldedCall? {
    guard case .member(let member) = callee.content else { return nil }
    var value = member.receiver
    while true {
      switch value.content {
      case .member(let inner): value = inner.receiver
      case .element(let inner): value = inner.receiver
      case .call(let call): return call
      case .string, .number, .boolean, .null, .symbol, .list, .tuple, .map, .reference, .operation, .joined,
        .closure, .classValue, .opaque:
        return nil
      }
    }
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

  /// The functions among the arguments, the block last.
  package var closures: [FoldedClosure] {
    var found: [FoldedClosure] = []
    for argument in arguments {
      if case .closure(let closure) = argument.value.content { found.append(closure) }
    }
    return found + (block.map { [$0] } ?? [])
  }

  /// Whether arguments are spread whose content is not known.
  package var hasUnknownArguments: Bool { arguments.contains { $0.isSpread } }
}

extension FoldedCall {
  /// Tags of templates that bind their values: those of SQL builders, and of a Prisma client.
  package static let sqlTags: Set<String> = ["sql", "$executeRaw", "$queryRaw"]

  /// The name of the call that stands for a known value among the parts of a template with such a tag.
  package static let parameterName = "(parameter)"

  /// The name of the call that stands for a list whose length is not known; its arguments are values that it holds.
  package static let severalName = "(several)"
  /// The same of a list that an unknown condition chose from.
  package static let someName = "(some)"

  /// A value that such a template binds.
  static func parameter(_ value: FoldedValue) -> FoldedValue {
    let name = FoldedReference(written: parameterName, resolved: parameterName)
    let callee = FoldedValue(.reference(name), at: value.range)
    return FoldedValue(
      .call(
        FoldedCall(
          callee: callee, arguments: [FoldedArgument(value)], block: nil, isConstruction: false,
          range: value.range)), at: value.range)
  }
}

/// One argument of a call.
package struct FoldedArgument: Sendable {
  /// The name of a keyword argument.
  package var name: String?
  /// The value.
  package var value: FoldedValue
  /// `*a` or `**a` of unknown content.
  package var isSpread: Bool

  /// An argument without a name.
  package init(_ value: FoldedValue) { self.init(name: nil, value: value, isSpread: false) }

  /// An argument.
  package init(name: String?, value: FoldedValue, isSpread: Bool) {
    self.name = name
    self.value = value
    self.isSpread = isSpread
  }
}
