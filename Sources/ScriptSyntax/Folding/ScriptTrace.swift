/// What running a function, or the top level of a file, does as far as the text says.
package struct ScriptTrace: Sendable {
  /// The calls that are made, in order.
  package var calls: [ExecutedCall]
  /// What is returned; nil for nothing.
  package var result: FoldedValue?
  /// What was not understood on the way: loops over unknown values, unread statements, exhausted limits.
  package var troubles: [ScriptTrouble]
}

/// What the body of a class defines.
package struct ScriptFields: Sendable {
  /// The fields by name, methods left out.
  package var values: [String: FoldedValue]
  /// The calls that the body makes, in order.
  package var calls: [ExecutedCall]
  /// What was not understood on the way.
  package var troubles: [ScriptTrouble]
}
