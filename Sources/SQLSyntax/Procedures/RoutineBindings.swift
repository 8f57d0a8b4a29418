/// The arguments of a call as the routine sees them, by name and by number (`$1`).
struct RoutineBindings {
  /// Those with known values.
  private(set) var known: [String: FoldedText] = [:]
  /// What is known of the others.
  private(set) var partial = PartialValues()

  init(
    _ routine: CreateRoutine, _ values: [FunctionCall.Argument], _ caller: CallerValues?, _ dialect: Dialect
  ) {
    let inputs = routine.arguments.filter { $0.mode != .output }
    for (index, argument) in inputs.enumerated() {
      var value = index < values.count && values[index].name == nil ? values[index].value : nil
      if let name = argument.name?.text, let named = values.first(where: { $0.name?.text == name }) {
        value = named.value
      }
      let names = [argument.name?.text, "$" + String(index + 1)].compactMap(\.self)
      if argument.type.arrayDimensions == 0, PartialValues.plainTypes.contains(argument.type.canonical) {
        partial.typed.formUnion(names)
      }
      guard let value = value ?? argument.defaultValue else { continue }
      guard let text = FoldedText(literal: value) ?? Self.folded(value, caller, dialect) else { continue }
      for name in names {
        if text.isHoled { partial.shapes[name] = text } else { known[name] = text }
      }
    }
  }

  /// The value of an argument that the caller's variables give.
  private static func folded(_ value: Expression, _ caller: CallerValues?, _ dialect: Dialect) -> FoldedText?
  {
    guard let caller else { return nil }
    var folding = ConstantFolding(
      text: caller.text, positions: .identity, dialect: dialect, variables: caller.variables)
    folding.partial = caller.partial
    guard var text = folding.fold(value) else { return nil }
    text.positions = .identity
    return text
  }
}
