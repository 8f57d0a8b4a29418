/// What the languages do differently with the same tree.
protocol ScriptSemantics: Sendable {
  /// An assignment to a name of a function around reaches it (JavaScript, Ruby).
  var assignsThroughScopes: Bool { get }
  /// `a.b` is the entry `b` of a map (JavaScript).
  var hasMembersAsEntries: Bool { get }
  /// Whether empty text, lists and maps, and zero count as false.
  func isTrue(_ value: FoldedValue) -> Bool?
  /// How a value is written into text; nil if it is not known.
  func text(of value: FoldedValue) -> ScriptText?
  /// A method of a known value; nil if it is not one that is folded.
  func method(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue?
  /// A function of the language or its library; nil if it is not one that is folded.
  func function(_ reference: FoldedReference, _ call: MethodCall, _ evaluator: inout Evaluator)
    -> FoldedValue?
  /// A member of a known value; nil if there is none that is folded.
  func member(_ name: String, of value: FoldedValue) -> FoldedValue?
  /// What a changing method (`append`, `push`) makes of its receiver; nil if it is none.
  func changed(_ receiver: FoldedValue, by name: String, _ arguments: [FoldedValue]) -> FoldedValue.Content?
}

/// A language in which only `nil` and `false` are false, and symbols are written into text by their names.
protocol NilSemantics: ScriptSemantics {}

extension NilSemantics {
  func isTrue(_ value: FoldedValue) -> Bool? {
    switch value.content {
    case .boolean(let value): value
    case .null: false
    case .string, .number, .symbol, .list, .tuple, .map, .closure, .classValue: true
    case .reference, .call, .member, .element, .operation, .joined, .opaque: nil
    }
  }

  func text(of value: FoldedValue) -> ScriptText? {
    switch value.content {
    case .string(let text): text
    case .symbol(let name): ScriptText(name, at: value.range.start)
    case .number(let digits): ScriptText(digits, at: value.range.start)
    case .boolean(let isTrue): ScriptText(isTrue ? "true" : "false", at: value.range.start)
    case .null: ScriptText("", at: value.range.start)
    case .list, .tuple, .map, .reference, .call, .member, .element, .operation, .joined, .closure,
      .classValue, .opaque:
      nil
    }
  }
}

/// A call whose parts are folded, for the functions that are built in.
struct MethodCall {
  /// The value before the dot; null for functions.
  var receiver: FoldedValue
  var name: String
  var arguments: [FoldedArgument]
  var block: FoldedClosure?
  var range: ScriptRange
  /// The receiver is a call written right before the dot, which is not listed yet.
  var hasFreshReceiver = false

  /// The arguments without a name.
  var positional: [FoldedValue] { arguments.compactMap { $0.name == nil && !$0.isSpread ? $0.value : nil } }

  /// The first argument without a name.
  var first: FoldedValue? { positional.first }

  /// The function that is passed: the block, or the first argument.
  var closure: FoldedClosure? {
    if let block { return block }
    if case .closure(let closure)? = first?.content { return closure }
    return nil
  }

  func value(_ content: FoldedValue.Content) -> FoldedValue { FoldedValue(content, at: range) }

  func string(_ text: ScriptText?) -> FoldedValue? { text.map { value(.string($0)) } }
}

extension ScriptLanguage {
  /// What the language does differently.
  var semantics: any ScriptSemantics {
    switch self {
    case .csharp: CSharpSemantics()
    case .python: PythonSemantics()
    case .ruby: RubySemantics()
    case .rust: RustSemantics()
    case .elixir: ElixirSemantics()
    case .go: GoSemantics()
    case .java, .kotlin: JVMSemantics(isKotlin: self == .kotlin)
    case .php: PHPSemantics()
    case .javascript, .typescript: JavaScriptSemantics()
    }
  }
}
