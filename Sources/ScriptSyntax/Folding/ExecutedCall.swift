/// A call that a function makes when it is run, in the order of running.
///
/// An assignment to a member of a value that is not known (`user.tier = "gold"`) is listed as a call whose
/// name ends in `=`, with the value as its argument.
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
  /// What must hold for the call to be made, as far as it is not known; outermost first.
  package var conditions: [FoldedCondition]
  /// The number of times is not known: it stands in a loop over unknown elements.
  package var isRepeated: Bool
  /// The call of the file by which it is made, when it stands in a function of another file: its places are those
  /// of that file.
  package var site: ScriptRange?

  /// It stands in a branch or handler of which the text does not say whether it is run.
  package var isConditional: Bool { !conditions.isEmpty }
}

/// A condition whose outcome is not known.
package struct FoldedCondition: Sendable {
  /// What is tested; opaque for errors that are caught.
  package var value: FoldedValue
  /// Whether it must hold, or must not.
  package var holds: Bool
  /// Whether it says so for one round of a loop: the next begins without it.
  var isOfRound = false
}
