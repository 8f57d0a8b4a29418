/// Methods of lists that the languages share under several names.
enum ListMethods {
  /// A list of which no more is known than that it was changed.
  static let changed = FoldedValue.Content.opaque("a list that was changed")

  /// A list with the elements of another one behind its own.
  static func extended(_ values: [FoldedValue], by more: FoldedValue?) -> FoldedValue.Content {
    more?.elements.map { .list(values + $0) } ?? changed
  }

  /// What the function that a call gives returns for each element; nil if there is none, or too much to do.
  static func map(_ values: [FoldedValue], _ call: MethodCall, _ evaluator: inout Evaluator) -> [FoldedValue]?
  {
    guard let closure = call.closure else { return nil }
    var results: [FoldedValue] = []
    for value in values {
      guard evaluator.spend(1, at: call.range) else { return nil }
      let result = evaluator.run(closure, [FoldedArgument(value)], isMethod: false, at: call.range)
      results.append(result ?? call.value(.null))
    }
    return results
  }
}
