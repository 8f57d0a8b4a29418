extension Evaluator {
  /// Lists a call.
  mutating func record(_ call: FoldedCall, use: Use) {
    guard let recorded = use.recorded else { return }
    guard records.count < Self.recordLimit else {
      _ = spend(Self.stepLimit, at: call.range)
      return
    }
    records.append(
      ExecutedCall(
        call: call, use: recorded, conditions: conditions, isRepeated: repeats > 0, site: site))
  }

  /// Calls that were listed as parts turn out to be run for their own sake.
  mutating func promote(_ ranges: [ScriptRange]) {
    let wanted = Set(ranges)
    guard !wanted.isEmpty, spend(records.count / 8 + 1, at: ranges[0]) else { return }
    for index in records.indices where wanted.contains(records[index].call.range) {
      records[index].use = .statement
    }
  }

  mutating func value(of call: ScriptCall, use: Use) -> FoldedValue {
    defer { if file.language == .rust || file.language == .go { forgetChanged(call) } }
    var receiver: FoldedValue?
    var name = ""
    switch call.callee {
    case .attribute(let attribute):
      receiver = value(of: attribute.receiver, use: .link)
      name = attribute.name
    case .name(let callee): name = callee.text
    default: break
    }
    var arguments = arguments(of: call)
    var block = call.block.map { closure($0) }
    if file.language == .ruby, block == nil { block = takeBlock(&arguments) }
    if let receiver {
      let isFresh = receiver.call?.range == call.receiver?.unwrapped.range
      let method = MethodCall(
        receiver: receiver, name: name, arguments: arguments, block: block, range: call.range,
        hasFreshReceiver: receiver.call != nil && isFresh)
      if let result = callMember(method, call, use) { return measured(result) }
      let callee = member(name, of: receiver, at: call.callee.range)
      return finish(callee, method, call, use)
    }
    if file.language.hasOwnMembers, let result = callOwn(name, arguments, call) { return measured(result) }
    // In Ruby a method named by itself is called: here the call is known already.
    let callee: FoldedValue =
      if case .name(let name) = call.callee { value(of: name) } else { value(of: call.callee, use: .link) }
    let function = MethodCall(
      receiver: FoldedValue(.null, at: call.range), name: name, arguments: arguments, block: block,
      range: call.range)
    return finish(callee, function, call, use)
  }

  /// Values that a function was given to change are not known any more.
  private mutating func forgetChanged(_ call: ScriptCall) {
    for argument in call.arguments where argument.name == ScriptArgument.changed {
      guard case .name(let name) = argument.value, let value = lookUp(name.text) else { continue }
      if file.language == .go, let left = changedStructure(value, by: call) {
        rebind(name.text, left)
        continue
      }
      guard value.isPlain else { continue }
      rebind(name.text, opaque("a value that a function changes", at: argument.range))
    }
  }

  /// `&block` among arguments; `&` alone hands on the block that the running method was given.
  private func takeBlock(_ arguments: inout [FoldedArgument]) -> FoldedClosure? {
    guard let place = arguments.lastIndex(where: { $0.name == "&" }) else { return nil }
    let value = arguments[place].value.isNull ? lookUp(Self.givenBlock) : arguments[place].value
    guard case .closure(let closure)? = value?.content else { return nil }
    arguments.remove(at: place)
    return closure
  }

  /// The name by which a method of Ruby calls its block.
  static let givenBlock = "yield"

  /// The result of a function that is built in, its size counted as work.
  private mutating func measured(_ value: FoldedValue) -> FoldedValue {
    let count = value.elements?.count ?? value.entries?.count ?? 0
    guard spend(count / 8, at: value.range) else {
      return opaque("the limit of steps is reached", at: value.range)
    }
    return bounded(value)
  }

  private mutating func arguments(of call: ScriptCall) -> [FoldedArgument] {
    var found: [FoldedArgument] = []
    let bindsValues = call.isTemplateTag && call.name.map(FoldedCall.sqlTags.contains) ?? false
    for argument in call.arguments {
      let value =
        if bindsValues, case .template(let template) = argument.value {
          bound(template)
        } else {
          value(of: argument.value, use: .part)
        }
      switch argument.kind {
      case .positional: found.append(FoldedArgument(name: nil, value: value, isSpread: false))
      case .keyword: found.append(FoldedArgument(name: argument.name, value: value, isSpread: false))
      case .spread:
        if let elements = elements(of: value), spend(elements.count, at: argument.range) {
          found += elements.map { FoldedArgument(name: nil, value: $0, isSpread: false) }
        } else {
          found.append(FoldedArgument(name: nil, value: value, isSpread: true))
        }
      case .mapSpread:
        if let entries = value.entries, entries.allSatisfy({ $0.key.nameText != nil }) {
          found += entries.map { FoldedArgument(name: $0.key.nameText, value: $0.value, isSpread: false) }
        } else {
          found.append(FoldedArgument(name: nil, value: value, isSpread: true))
        }
      }
    }
    return found
  }

  /// A method of a known value, of a class of the file, or one that changes a list; nil for others.
  private mutating func callMember(_ method: MethodCall, _ call: ScriptCall, _ use: Use) -> FoldedValue? {
    if case .attribute(let attribute) = call.callee, case .name(let name) = attribute.receiver,
      lookUp(name.text) != nil,
      let changed = changed(method.receiver, by: method.name, method.positional, at: method.receiver.range)
    {
      guard spend(1, at: call.range) else { return nil }
      rebind(name.text, changed)
      // Builders of Rust and those of texts give themselves.
      let isBuilder = file.language == .rust || file.language.isOfJVM && changed.elements == nil
      return isBuilder ? changed : FoldedValue(.null, at: call.range)
    }
    if file.language == .php, let result = callObject(method, call) { return result }
    if file.language.hasOwnMembers, let result = callType(method, call) { return result }
    if case .classValue(let definition) = method.receiver.content,
      let function = definition.method(method.name)
    {
      // `Class.method(self, ...)` and `self.method(...)` of Python; `this.method(...)` of the others.
      let closure = self.method(function, of: definition, for: definition)
      return invoke(closure, method, isMethod: true)
    }
    if file.language == .go {
      if let result = callStructure(method) { return result }
      if method.name == "Execute" { written = GoTemplateText.text(method, self) }
    }
    if let result = DialectCondition.method(method, dialect) { return result }
    return semantics.method(method, &self)
  }

  /// Runs a function of the file in place, or keeps the call.
  private mutating func finish(_ callee: FoldedValue, _ method: MethodCall, _ call: ScriptCall, _ use: Use)
    -> FoldedValue
  {
    var callee = callee
    switch callee.content {
    case .closure(let closure): return invoke(closure, method, isMethod: false)
    case .reference(let reference):
      if let name = equivalents[reference.resolved], method.closure == nil {
        return FoldedValue(.reference(FoldedReference(written: name, resolved: name)), at: method.range)
      }
      if let result = semantics.function(reference, method, &self) { return measured(result) }
      if file.language.isOfJVM,
        let result = imported(Self.member(of: reference.resolved), method.arguments, at: method.range)
      {
        return result
      }
    case .classValue where call.isConstruction && file.language == .php: return callee
    case .classValue(let definition) where file.language.isOfJVM && definition.kind != .enumeration:
      construct(definition, method.arguments, at: call.range)
      return callee
    case .classValue(let definition) where file.language == .go:
      // `A("b")`, `(*A)(nil)`
      if !call.isConstruction { return converted(method.positional.first, to: definition, callee) }
    case .classValue(let definition):
      let reference = FoldedReference(written: definition.name, resolved: definition.name)
      callee = FoldedValue(.reference(reference), at: call.callee.range)
    case .string, .number, .boolean, .null, .symbol, .list, .tuple, .map, .call, .member, .element,
      .operation,
      .joined, .opaque:
      break
    }
    let kept = FoldedCall(
      callee: callee, arguments: method.arguments, block: method.block, isConstruction: call.isConstruction,
      isTemplate: call.isTemplateTag,
      range: call.range)
    if let answers, let answer = answers(kept, records) { return answer }
    record(kept, use: use)
    let value = made(.call(kept), at: call.range)
    if case .opaque(let reason) = value.content { trouble(reason, at: call.range, .tooLarge) }
    return value
  }

  private mutating func invoke(_ closure: FoldedClosure, _ method: MethodCall, isMethod: Bool) -> FoldedValue
  {
    var arguments = method.arguments
    if let block = method.block {
      arguments.append(
        FoldedArgument(
          name: file.language == .ruby ? Self.givenBlock : nil,
          value: made(.closure(block), at: method.range), isSpread: false))
    }
    return run(closure, arguments, isMethod: isMethod, at: method.range)
      ?? FoldedValue(.null, at: method.range)
  }
}
