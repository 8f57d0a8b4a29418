extension Evaluator {
  /// What a name is bound to, from the innermost function outwards.
  func lookUp(_ name: String) -> FoldedValue? {
    var index: Int? = frames.count - 1
    var isInnermost = true
    while let at = index, frames.indices.contains(at) {
      // Names of a class body are seen in the body itself, not in its methods.
      if !frames[at].isClassBody || isInnermost, let value = frames[at].bindings[name] { return value }
      isInnermost = false
      index = frames[at].parent
    }
    return nil
  }

  /// Binds a name where the language would.
  mutating func bind(_ name: String, _ value: FoldedValue, declares: Bool) {
    var target = frames.count - 1
    if !declares, semantics.assignsThroughScopes {
      var index: Int? = target
      while let at = index, frames.indices.contains(at) {
        if frames[at].bindings[name] != nil {
          target = at
          break
        }
        index = frames[at].parent
      }
    }
    set(name, value, in: target)
  }

  /// Binds a name again in the scope that has it.
  mutating func rebind(_ name: String, _ value: FoldedValue) {
    var index: Int? = frames.count - 1
    while let at = index, frames.indices.contains(at) {
      if frames[at].bindings[name] != nil { return set(name, value, in: at) }
      index = frames[at].parent
    }
    set(name, value, in: frames.count - 1)
  }

  mutating func set(_ name: String, _ value: FoldedValue?, in frame: Int) {
    guard frames.indices.contains(frame) else { return }
    let key = FrameKey(frame: frames[frame].id, name: name)
    if let last = journals.indices.last, journals[last][key] == nil {
      journals[last][key] = .some(frames[frame].bindings[name])
    }
    frames[frame].bindings[name] = value
  }

  func frameIndex(_ id: Int) -> Int? { frames.lastIndex { $0.id == id } }

  mutating func push(parent: Int, bindings: [String: FoldedValue] = [:], owner: ScriptClass? = nil) {
    frames.append(Frame(id: nextFrame, parent: parent, bindings: bindings, owner: owner))
    nextFrame &+= 1
  }

  /// What a function made now sees of the functions around it.
  func captured() -> [String: FoldedValue] {
    var index: Int? = frames.count - 1
    var found: [String: FoldedValue] = [:]
    while let at = index, at > base, frames.indices.contains(at) {
      if !frames[at].isClassBody {
        found = found.isEmpty ? frames[at].bindings : found.merging(frames[at].bindings) { inner, _ in inner }
      }
      index = frames[at].parent
    }
    return found
  }

  /// The class whose code runs.
  var owner: ScriptClass? {
    var index: Int? = frames.count - 1
    while let at = index, frames.indices.contains(at) {
      if let owner = frames[at].owner { return owner }
      index = frames[at].parent
    }
    return nil
  }

  /// The file whose code runs.
  var module: Int {
    var at = frames.count - 1
    while let parent = frames[at].parent, frames.indices.contains(parent) { at = parent }
    return frames[at].id
  }

  /// A function as a value, made now.
  func closure(_ function: ScriptFunction, owner: ScriptClass? = nil) -> FoldedClosure {
    let isInner = frames.count > base + 1
    return FoldedClosure(
      function: function, captured: isInner ? captured() : [:], owner: owner,
      frame: isInner ? frames.last?.id : nil, module: module)
  }

  /// Binds the functions and classes of a block before it is run, as JavaScript does, and so that functions of
  /// other languages see those below them.
  mutating func hoist(_ statements: [ScriptStatement]) {
    for statement in statements {
      switch statement {
      case .function(let function) where !function.name.isEmpty:
        bind(function.name, made(.closure(closure(function)), at: function.range), declares: true)
      case .classDefinition(let definition) where !definition.name.isEmpty:
        bind(definition.name, FoldedValue(.classValue(definition), at: definition.range), declares: true)
      case .export(let export):
        if let inner = export.statement { hoist([inner]) }
      case .function, .classDefinition, .expression, .assignment, .branches, .forEach, .whileLoop, .attempt,
        .with, .block, .returning, .raising, .imports, .deletion, .inert, .breaking, .continuing, .unparsed:
        break
      }
    }
  }

  /// Binds the names of a target to a value: a name, a pattern, a member or an element.
  mutating func assign(_ target: ScriptNode, _ value: FoldedValue, declares: Bool = false, level: Int = 0) {
    guard level < 20 else { return trouble("a pattern of too many levels", at: target.range) }
    switch target {
    case .name(let name):
      if file.language.isOfJVM, !declares, setsOwnField(name.text, value) { return }
      bind(name.text, named(value, name), declares: declares)
    case .tuple(let list), .list(let list): assign(list.elements, value, declares, level)
    case .map(let map): assign(map, value, declares, level)
    case .assignment(let inner):
      // A pattern with a default: `{ a = 1 }`.
      guard let first = inner.targets.first else { return }
      let isMissing: Bool = if case .opaque = value.content { true } else { value.isNull }
      let given = isMissing ? inner.value.map { self.value(of: $0, use: .value) } ?? value : value
      assign(first, given, declares: declares, level: level + 1)
    case .spread(let inner, _): assign(inner, value, declares: declares, level: level + 1)
    case .attribute(let attribute): assign(attribute, value)
    case .subscripted(let element): assign(element, value)
    case .string, .template, .number, .boolean, .null, .symbol, .regularExpression, .call, .set, .unary,
      .operation, .slice, .conditional, .function, .classLiteral, .comprehension, .awaiting, .unparsed:
      trouble("a target that is not understood", at: target.range)
    }
  }

  /// A name for a module keeps what is written here: `const S = require("sequelize")`.
  private func named(_ value: FoldedValue, _ name: ScriptName) -> FoldedValue {
    guard case .reference(var reference) = value.content, reference.written.isEmpty else { return value }
    reference.written = name.text
    return FoldedValue(.reference(reference), at: value.range)
  }

  private mutating func assign(_ targets: [ScriptNode], _ value: FoldedValue, _ declares: Bool, _ level: Int)
  {
    let values = value.elements
    let rest = targets.firstIndex { if case .spread = $0 { true } else { false } }
    for (index, target) in targets.enumerated() {
      guard spend(1, at: target.range) else { return }
      if case .unparsed = target { continue }
      var part: FoldedValue
      if let values {
        let fromEnd = targets.count - index
        if index == rest {
          let tail = targets.count - index - 1
          part = made(.list(Array(values.dropFirst(index).dropLast(tail))), at: value.range)
        } else {
          let place = rest.map { index > $0 } == true ? values.count - fromEnd : index
          part =
            values.indices.contains(place)
            ? values[place] : opaque("a list with fewer elements", at: target.range)
        }
      } else {
        let index = FoldedValue(.number(String(index)), at: target.range)
        part = made(.element(FoldedElement(receiver: value, index: index)), at: value.range)
      }
      if case .reference(let reference) = value.content {
        // `tx, err := db.Begin()` of Go: behind a result stands whether it could be had.
        if reference.written.isEmpty || file.language == .go && index == 0 { part = value }
      }
      assign(target, part, declares: declares, level: level + 1)
    }
  }

  private mutating func assign(_ pattern: ScriptMap, _ value: FoldedValue, _ declares: Bool, _ level: Int) {
    var taken: [String] = []
    for entry in pattern.entries {
      guard spend(1, at: entry.range) else { return }
      guard let key = entry.key else {
        let rest = value.entries?.filter { entry in !taken.contains(entry.key.nameText ?? "") }
        assign(
          entry.value, rest.map { made(.map($0), at: value.range) } ?? value, declares: declares,
          level: level + 1)
        continue
      }
      let name = self.value(of: key, use: .value).nameText ?? ""
      taken.append(name)
      let isMissing = value.lacksEntry(name)
      let part = isMissing ? FoldedValue(.null, at: entry.range) : member(name, of: value, at: entry.range)
      assign(entry.value, part, declares: declares, level: level + 1)
    }
  }

  private mutating func assign(_ target: ScriptAttribute, _ value: FoldedValue) {
    if export(target, value) { return }
    let receiver = self.value(of: target.receiver, use: .link)
    if file.language == .php, assignsOwnMember(target, receiver, value) { return }
    if file.language.isOfJVM, case .classValue(let definition) = receiver.content,
      setField(target.name, of: definition, value)
    {
      return
    }
    if case .map(var entries) = receiver.content, case .name(let name) = target.receiver {
      let key = FoldedValue(
        .string(ScriptText(target.name, at: target.nameRange.start)), at: target.nameRange)
      entries.removeAll { $0.key.nameText == target.name }
      entries.append(FoldedEntry(key: key, value: value))
      return rebind(name.text, made(.map(entries), at: receiver.range))
    }
    let callee = made(
      .member(FoldedMember(receiver: receiver, name: target.name + "=")), at: target.range)
    let argument = FoldedArgument(name: nil, value: value, isSpread: false)
    record(
      FoldedCall(
        callee: callee, arguments: [argument], block: nil, isConstruction: false, range: target.range),
      use: .statement)
  }

  private mutating func assign(_ target: ScriptSubscript, _ value: FoldedValue) {
    if file.language == .php { return assignElement(target, value) }
    let receiver = self.value(of: target.receiver, use: .link)
    let index = self.value(of: target.index, use: .part)
    guard case .name(let name) = target.receiver else { return }
    switch receiver.content {
    case .map(var entries) where index.isPlain:
      entries.removeAll { $0.key.equals(index) == true }
      entries.append(FoldedEntry(key: index, value: value))
      rebind(name.text, made(.map(entries), at: receiver.range))
    case .list(var values):
      if let place = index.integer, values.indices.contains(place) {
        values[place] = value
        rebind(name.text, made(.list(values), at: receiver.range))
      } else {
        rebind(name.text, opaque("a list changed at an unknown place", at: target.range))
      }
    case .map: rebind(name.text, opaque("a map changed at an unknown key", at: target.range))
    case .string, .number, .boolean, .null, .symbol, .tuple, .reference, .call, .member, .element, .operation,
      .joined, .closure, .classValue, .opaque:
      break
    }
  }
}
