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
    /// `a[b]` of an unknown value, and the elements that a loop over an unknown value goes through (the index is
    /// opaque)
    case element(FoldedElement)
    /// `F("a") + 1`, `t.c.tier == "gold"`, `not a`: operators on values that are not all known
    case operation(FoldedOperation)
    /// Text of which parts are not known: strings and other values in order
    case joined([FoldedValue])
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
  /// Levels of nesting times five, bounded by the folding.
  private(set) var height: Int
  /// Values in it, itself among them, as far as they are gone through one by one; bounded by the folding.
  private(set) var weight: Int

  /// A value with its place.
  package init(_ content: Content, at range: ScriptRange) {
    self.content = content
    self.range = range
    height = Self.height(of: content)
    weight = Self.weight(of: content)
  }

  private static func weight(of content: Content) -> Int {
    func sum(_ values: [FoldedValue]) -> Int { values.reduce(1) { $0 &+ $1.weight } }
    return switch content {
    case .string, .number, .boolean, .null, .symbol, .reference, .classValue, .opaque, .closure: 1
    case .list(let values), .tuple(let values), .joined(let values): sum(values)
    case .map(let entries): entries.reduce(1) { $0 &+ $1.key.weight &+ $1.value.weight }
    case .call(let call): call.arguments.reduce(1 &+ call.callee.weight) { $0 &+ $1.value.weight }
    case .member(let member): 1 &+ member.receiver.weight
    case .element(let element): 1 &+ element.receiver.weight &+ element.index.weight
    case .operation(let operation): sum(operation.operands)
    }
  }

  /// What a value in another one adds; a link of a chain `a.b(c).d(e)` adds less, for chains are long.
  private static let step = 5

  private static func height(of content: Content) -> Int {
    switch content {
    case .string, .number, .boolean, .null, .symbol, .reference, .classValue, .opaque: 0
    case .list(let values), .tuple(let values), .joined(let values):
      step + values.reduce(0) { max($0, $1.height) }
    case .map(let entries): step + entries.reduce(0) { max($0, $1.key.height, $1.value.height) }
    case .call(let call):
      max(
        1 + call.callee.height,
        step + call.arguments.reduce(height(of: call.block)) { max($0, $1.value.height) })
    case .member(let member): 1 + member.receiver.height
    case .element(let element): step + max(element.receiver.height, element.index.height)
    case .operation(let operation): step + operation.operands.reduce(0) { max($0, $1.height) }
    case .closure(let closure): height(of: closure)
    }
  }

  private static func height(of closure: FoldedClosure?) -> Int {
    guard let closure else { return 0 }
    return step + closure.captured.values.reduce(0) { max($0, $1.height) }
  }
}
