/// A call that a function makes when it is run, in the order of running.
package struct ExecutedCall: Sendable {
  /// What becomes of the call's result.
  package enum Use: String, Hashable, Sendable {
    /// Nothing: a statement of its own, awaited or not.
    case statement
    /// It is bound to a name or returned.
    case value
    /// It is an argument, an element or an operand of something else.
    case part
  }

  /// The call, with its receivers: only the last of `a.b(x).c(y)` is listed.
  package var call: FoldedCall
  /// What becomes of its result.
  package var use: Use
  /// It stands in a branch, handler or loop of which the text does not say whether it is run.
  package var isConditional: Bool
  /// The number of times is not known: it stands in a loop over unknown elements.
  package var isRepeated: Bool
}
