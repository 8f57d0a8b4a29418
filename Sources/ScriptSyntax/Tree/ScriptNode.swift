/// A value expression of any of the languages. Every case says where it stands.
///
/// Depth is bounded by the readers (`ScriptLimits.depth`), so recursion over it is safe.
package indirect enum ScriptNode: Sendable {
  /// `"a"`, `'a' 'b'`, heredocs without interpolation
  case string(ScriptString)
  /// `f"a{b}"`, `` `a${b}` ``, `"a#{b}"`
  case template(ScriptTemplate)
  /// `1`, `0x1f`, `1_000.5`
  case number(ScriptNumber)
  /// `True`, `false`
  case boolean(Bool, ScriptRange)
  /// `None`, `null`, `undefined`, `nil`
  case null(ScriptRange)
  /// `:name`
  case symbol(ScriptName)
  /// `/a+/i`, the text between the signs
  case regularExpression(ScriptName)
  /// `a`, `self`, `this`, `@a`, `$a`
  case name(ScriptName)
  /// `a.b`, `a?.b`, `A::B`, `$a->b`
  case attribute(ScriptAttribute)
  /// `f(a, b=c)`, `a.f b do ... end`, `new A()`
  case call(ScriptCall)
  /// `[a, *b]`, `%w[a b]`
  case list(ScriptList)
  /// `(a, b)`
  case tuple(ScriptList)
  /// `{a, b}` of Python
  case set(ScriptList)
  /// `{a: b, **c}`
  case map(ScriptMap)
  /// `not a`, `-a`, `typeof a`
  case unary(ScriptUnary)
  /// `a + b + c`, `a and b`, `a == b`
  case operation(ScriptOperation)
  /// `a[b]`, `a[b:c]`
  case subscripted(ScriptSubscript)
  /// `a[b:c:d]`: what stands in the brackets
  case slice(ScriptSlice)
  /// `a if b else c`, `b ? a : c`
  case conditional(ScriptConditional)
  /// `lambda a: b`, `(a) => b`, `function () {}`, `-> (a) { b }`
  case function(ScriptFunction)
  /// `class extends A {}` as a value
  case classLiteral(ScriptClass)
  /// `[a for b in c if d]`
  case comprehension(ScriptComprehension)
  /// `await a`
  case awaiting(ScriptNode, ScriptRange)
  /// `a := b`, `a = b` in the place of a value
  case assignment(ScriptAssignment)
  /// `*a`, `**a`, `...a` in a list, a map or a target
  case spread(ScriptNode, ScriptRange)
  /// Text that was skipped as a balanced whole: JSX, a statement in the place of a value.
  case unparsed(ScriptRange)
}

/// A name, symbol or other single word.
package struct ScriptName: Hashable, Sendable {
  /// The name without signs of quoting.
  package var text: String
  /// Where it stands.
  package var range: ScriptRange
}

/// A string whose content is written out.
package struct ScriptString: Hashable, Sendable {
  /// The content with escapes resolved.
  package var text: ScriptText
  /// The value is bytes, not text (`b"..."`).
  package var isBytes = false
  /// Where it stands, with its quotes.
  package var range: ScriptRange
}

/// A string with values put in.
package struct ScriptTemplate: Sendable {
  /// One part of it.
  package enum Part: Sendable {
    /// Written out.
    case text(ScriptText)
    /// A value put in; `format` is what stands after it (`!r`, `:>10`), empty for nothing.
    case value(ScriptNode, format: String)
  }
  /// The parts in order.
  package var parts: [Part]
  /// Where it stands, with its quotes.
  package var range: ScriptRange
}

/// A number.
package struct ScriptNumber: Hashable, Sendable {
  /// Digits as written, without underscores and type suffixes, lower case.
  package var text: String
  /// Where it stands.
  package var range: ScriptRange
}

/// A member of a value.
package struct ScriptAttribute: Sendable {
  /// The value.
  package var receiver: ScriptNode
  /// The member.
  package var name: String
  /// `a?.b`
  package var isOptional = false
  /// Where it stands, the receiver included.
  package var range: ScriptRange
  /// Where the name stands.
  package var nameRange: ScriptRange
}

/// Elements in order; spread ones are `ScriptNode.spread`.
package struct ScriptList: Sendable {
  /// The elements.
  package var elements: [ScriptNode]
  /// Where it stands, with its brackets.
  package var range: ScriptRange
}

/// Keys and values in written order.
package struct ScriptMap: Sendable {
  /// One entry.
  package struct Entry: Sendable {
    /// The key; a written name (`{a: 1}` of JavaScript and Ruby) is a string or symbol. Nil for `**rest`.
    package var key: ScriptNode?
    /// The value, a function for a method; for a spread entry what is spread.
    package var value: ScriptNode
    /// Where it stands.
    package var range: ScriptRange
  }
  /// The entries.
  package var entries: [Entry]
  /// Where it stands, with its brackets.
  package var range: ScriptRange
}

/// `a[b]`.
package struct ScriptSubscript: Sendable {
  /// The value.
  package var receiver: ScriptNode
  /// What stands in the brackets; several are a tuple.
  package var index: ScriptNode
  /// Where it stands.
  package var range: ScriptRange
}

/// `b:c:d`.
package struct ScriptSlice: Sendable {
  /// The first index.
  package var lower: ScriptNode?
  /// The index past the last.
  package var upper: ScriptNode?
  /// The step.
  package var step: ScriptNode?
  /// Where it stands.
  package var range: ScriptRange
}

/// A choice between two values.
package struct ScriptConditional: Sendable {
  /// What is tested.
  package var condition: ScriptNode
  /// The value if it holds.
  package var then: ScriptNode
  /// The value if not.
  package var otherwise: ScriptNode
  /// Where it stands.
  package var range: ScriptRange
}

/// `[element for target in source if condition]`, and its set, map and generator kin.
package struct ScriptComprehension: Sendable {
  /// What is built.
  package enum Kind: String, Hashable, Sendable {
    case list, set, map, generator
  }
  /// One `for`.
  package struct Loop: Sendable {
    /// The names that are bound.
    package var target: ScriptNode
    /// What is gone through.
    package var source: ScriptNode
    /// The conditions after it.
    package var conditions: [ScriptNode]
  }
  /// What is built.
  package var kind: Kind
  /// The element, or the value of a map's entry.
  package var element: ScriptNode
  /// The key of a map's entry.
  package var key: ScriptNode?
  /// The loops, outermost first.
  package var loops: [Loop]
  /// Where it stands.
  package var range: ScriptRange
}
