/// Parameters of functions, bound to the arguments of a call.
extension Evaluator {
  /// Binds the parameters of a function that starts.
  mutating func bind(_ function: ScriptFunction, _ arguments: [FoldedArgument], isMethod: Bool) {
    var positional = arguments.filter { $0.name == nil }.map(\.value)
    let hasUnknown = arguments.contains { $0.isSpread }
    var named = arguments.filter { $0.name != nil }
    var parameters = function.parameters[...]
    let owner = frames.last?.owner
    if isMethod, let owner {
      let this = FoldedValue(.classValue(owner), at: owner.range)
      if file.language == .python {
        let isPlainStatic = function.decorators.contains { $0.dottedName == "staticmethod" }
        if !isPlainStatic, let first = parameters.popFirst() { bind(first.name, this, declares: true) }
      } else {
        bind(Self.ownName(file.language), this, declares: true)
        if file.language == .rust { bind("Self", this, declares: true) }
        if file.language == .php { bindParent(of: owner) }
      }
    }
    if file.language == .ruby, function.kind == .function {
      bindBlock(of: function, &named)
      parameters.removeAll { $0.kind == .block && lookUp($0.name) != nil }
    }
    for parameter in parameters {
      let value: FoldedValue
      switch parameter.kind {
      case .rest:
        value =
          hasUnknown
          ? opaque("arguments that are not known", at: parameter.range)
          : made(.list(positional), at: parameter.range)
        positional = []
      case .keywordRest:
        let entries = named.map { argument in
          let key = FoldedValue(.string(ScriptText(argument.name ?? "")), at: argument.value.range)
          return FoldedEntry(key: key, value: argument.value)
        }
        value =
          hasUnknown
          ? opaque("arguments that are not known", at: parameter.range)
          : made(.map(entries), at: parameter.range)
        named = []
      case .positional, .keyword, .block:
        value = argument(for: parameter, &positional, &named, hasUnknown)
      }
      if let pattern = parameter.pattern {
        assign(pattern, value, declares: true)
      } else {
        bind(parameter.name, value, declares: true)
      }
    }
  }

  /// What a method calls the object that it belongs to.
  private static func ownName(_ language: ScriptLanguage) -> String {
    language == .ruby || language == .rust ? "self" : "this"
  }

  /// Binds the block that a method of Ruby is given, under its own name too; without one that name is `nil`.
  private mutating func bindBlock(of function: ScriptFunction, _ named: inout [FoldedArgument]) {
    let place = named.lastIndex { $0.name == Self.givenBlock }
    let given = place.map { named.remove(at: $0).value }
    if let given { bind(Self.givenBlock, given, declares: true) }
    guard let parameter = function.parameters.last, parameter.kind == .block, !parameter.name.isEmpty,
      !named.contains(where: { $0.name == parameter.name })
    else { return }
    bind(
      parameter.name, given ?? FoldedValue(.null, at: parameter.range), declares: true)
  }

  private mutating func argument(
    for parameter: ScriptParameter, _ positional: inout [FoldedValue], _ named: inout [FoldedArgument],
    _ hasUnknown: Bool
  ) -> FoldedValue {
    if let index = named.lastIndex(where: { $0.name == parameter.name }) {
      return named.remove(at: index).value
    }
    if parameter.kind != .keyword, !positional.isEmpty { return positional.removeFirst() }
    if hasUnknown { return opaque("an argument that is not known", at: parameter.range) }
    if let node = parameter.defaultValue { return value(of: node, use: .part) }
    let reference = FoldedReference(written: parameter.name, resolved: parameter.name)
    return FoldedValue(.reference(reference), at: parameter.range)
  }
}
