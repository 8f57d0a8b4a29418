extension Evaluator {
  /// What becomes of a value: as `ExecutedCall.Use`, or it is the receiver of a longer chain.
  enum Use {
    case statement, value, part, link

    var recorded: ExecutedCall.Use? {
      switch self {
      case .statement: .statement
      case .value: .value
      case .part: .part
      case .link: nil
      }
    }
  }

  /// Folds an expression, running the calls in it.
  mutating func value(of node: ScriptNode, use: Use) -> FoldedValue {
    guard spend(1, at: node.range) else { return opaque("the limit of steps is reached", at: node.range) }
    guard depth < Self.depthLimit else {
      trouble("folding this goes through more than \(Self.depthLimit) levels", at: node.range, .tooDeep)
      return opaque("too many levels", at: node.range)
    }
    depth += 1
    defer { depth -= 1 }
    switch node {
    case .string(let string): return FoldedValue(.string(string.text), at: string.range)
    case .number(let number): return FoldedValue(.number(number.text), at: number.range)
    case .boolean(let value, let range): return FoldedValue(.boolean(value), at: range)
    case .null(let range): return FoldedValue(.null, at: range)
    case .symbol(let symbol): return FoldedValue(.symbol(symbol.text), at: symbol.range)
    case .name(let name): return file.language == .ruby ? named(name, use) : value(of: name)
    case .awaiting(let inner, _): return value(of: inner, use: use)
    case .call(let call): return value(of: call, use: use)
    case .attribute(let attribute):
      if file.language == .ruby, use != .link, attribute.name.first?.isUppercase != true {
        return value(of: ScriptCall(of: node), use: use)
      }
      // In Go a call is asked for its error: `db.Exec(a).Error`.
      let receiver = value(of: attribute.receiver, use: file.language == .go ? .part : .link)
      if file.language == .ruby, receiver.text != nil || receiver.nameText != nil {
        return value(of: ScriptCall(of: node), use: use)
      }
      if semantics.hasMembersAsEntries, receiver.lacksEntry(attribute.name) {
        return FoldedValue(.null, at: attribute.range)
      }
      return member(attribute.name, of: receiver, at: attribute.range)
    case .list, .tuple, .set, .map, .template, .comprehension, .slice: return composite(node)
    case .unary, .operation, .conditional, .subscripted, .assignment: return computed(node, use)
    case .function(let function):
      return made(.closure(closure(function, owner: nil)), at: function.range)
    case .classLiteral(let definition): return FoldedValue(.classValue(definition), at: definition.range)
    case .spread(let inner, _): return value(of: inner, use: .part)
    case .regularExpression(let name):
      guard file.language == .ruby else { return opaque("a regular expression", at: name.range) }
      let pattern = DialectCondition.patternMark + name.text
      return FoldedValue(.reference(FoldedReference(written: pattern, resolved: pattern)), at: name.range)
    case .unparsed(let range):
      trouble("an expression that was not read", at: range)
      return opaque("an expression that was not read", at: range)
    }
  }

  mutating func value(of name: ScriptName) -> FoldedValue {
    if file.language == .kotlin, name.text == "this", let object = lookUp(JVMLists.object) { return object }
    if let found = lookUp(name.text) {
      // What `import static` names.
      if file.language.isOfJVM, let path = found.resolved,
        let known = importedConstant(Self.member(of: path))
      {
        return known
      }
      return found
    }
    if file.language.hasOwnMembers, let found = ownMember(name.text, at: name.range) { return found }
    if file.language == .kotlin, let found = namedByItself(name.text, at: name.range) { return found }
    return FoldedValue(.reference(FoldedReference(written: name.text, resolved: name.text)), at: name.range)
  }

  /// A name of Ruby: a method of the file without arguments is called where it is named, and so is one that is not
  /// known where it is a statement.
  private mutating func named(_ name: ScriptName, _ use: Use) -> FoldedValue {
    let found = lookUp(name.text)
    if name.text == Self.givenBlock { return value(of: ScriptCall(of: .name(name)), use: use) }
    if case .closure(let closure)? = found?.content, closure.function.kind == .function {
      return value(of: ScriptCall(of: .name(name)), use: use)
    }
    guard found == nil, use == .statement || use == .value, name.text.first?.isLowercase == true,
      name.text != "self"
    else {
      return value(of: name)
    }
    return value(of: ScriptCall(of: .name(name)), use: use)
  }

  private mutating func composite(_ node: ScriptNode) -> FoldedValue {
    switch node {
    case .list(let list), .set(let list):
      guard let values = elements(list.elements) else {
        return opaque("a list with elements that are not known", at: list.range)
      }
      return made(.list(values), at: list.range)
    case .tuple(let list):
      guard let values = elements(list.elements) else {
        return opaque("a list with elements that are not known", at: list.range)
      }
      return made(.tuple(values), at: list.range)
    case .map(let map): return value(of: map)
    case .template(let template): return value(of: template)
    case .comprehension(let comprehension): return value(of: comprehension)
    default: return opaque("a slice", at: node.range)
    }
  }

  /// The elements with spread ones in place; those of an unknown list are one `element` of it without an index.
  private mutating func elements(_ nodes: [ScriptNode]) -> [FoldedValue]? {
    var values: [FoldedValue] = []
    for node in nodes {
      if case .spread(let inner, _) = node {
        let value = value(of: inner, use: .part)
        guard let found = elements(of: value) else {
          values.append(unknownElements(of: value, at: node.range))
          continue
        }
        guard spend(found.count, at: node.range) else { return nil }
        values += found
      } else {
        values.append(value(of: node, use: .part))
      }
    }
    return values
  }

  /// Elements that are spread from a value that is not known.
  private func unknownElements(of value: FoldedValue, at range: ScriptRange) -> FoldedValue {
    let any = opaque("elements of a list that is not known", at: range)
    return made(.element(FoldedElement(receiver: value, index: any)), at: range)
  }

  private mutating func value(of map: ScriptMap) -> FoldedValue {
    var entries: [FoldedEntry] = []
    for entry in map.entries {
      guard let key = entry.key else {
        let value = value(of: entry.value, use: .part)
        // `{ ...null }`, `{ ...(isNew && more) }`
        if value.isNull || value.boolean == false, semantics.hasMembersAsEntries { continue }
        guard let found = value.entries, spend(found.count, at: entry.range) else {
          // An entry without a known key stands for them all.
          entries.append(
            FoldedEntry(key: opaque("entries of a map that is not known", at: entry.range), value: value))
          continue
        }
        entries += found
        continue
      }
      let folded = value(of: key, use: .part)
      entries.append(FoldedEntry(key: folded, value: value(of: entry.value, use: .part)))
    }
    return made(.map(entries), at: map.range)
  }

  private mutating func value(of template: ScriptTemplate) -> FoldedValue {
    var pieces: [FoldedValue] = []
    for part in template.parts {
      switch part {
      case .text(let text): pieces.append(FoldedValue(.string(text), at: template.range))
      case .value(let node, let format):
        let value = value(of: node, use: .part)
        if format.isEmpty {
          pieces.append(value)
        } else if format == "!r", let text = value.located {
          let quote = FoldedValue(.string(ScriptText("'", at: node.range.start)), at: node.range)
          pieces += [quote, FoldedValue(.string(text), at: node.range), quote]
        } else if format == "!s" {
          pieces.append(value)
        } else {
          pieces.append(opaque("a formatted value", at: node.range))
        }
      }
    }
    return concatenation(pieces, at: template.range)
  }

  /// sql`... ${value}`: what is put in is bound as a parameter, so that its text is never part of the SQL.
  mutating func bound(_ template: ScriptTemplate) -> FoldedValue {
    var pieces: [FoldedValue] = []
    for part in template.parts {
      switch part {
      case .text(let text): pieces.append(FoldedValue(.string(text), at: template.range))
      case .value(let node, _):
        let value = value(of: node, use: .part)
        pieces.append(semantics.text(of: value) == nil ? value : FoldedCall.parameter(value))
      }
    }
    return concatenation(pieces, at: template.range)
  }

  /// Values written one after the other: text if all are known, else what is known of it.
  mutating func concatenation(_ pieces: [FoldedValue], at range: ScriptRange) -> FoldedValue {
    var parts: [FoldedValue] = []
    var text = ScriptText("")
    var textRange = range
    func flush(_ parts: inout [FoldedValue], _ text: inout ScriptText) {
      if text.count > 0 { parts.append(FoldedValue(.string(text), at: textRange)) }
      text = ScriptText("")
    }
    for piece in pieces {
      if case .joined(let inner) = piece.content {
        flush(&parts, &text)
        guard spend(inner.count, at: range) else { return opaque("the limit of steps is reached", at: range) }
        parts += inner
        continue
      }
      guard let known = semantics.text(of: piece) else {
        flush(&parts, &text)
        parts.append(piece)
        continue
      }
      if text.count == 0 { textRange = piece.range }
      guard spend(known.count / 32 + 1, at: range) else {
        return opaque("the limit of steps is reached", at: range)
      }
      // A value that was computed elsewhere comes from where it was written.
      if !text.append(known) { return opaque("a text of more than 1 MiB", at: range) }
    }
    if parts.isEmpty { return FoldedValue(.string(text), at: range) }
    flush(&parts, &text)
    return made(.joined(parts), at: range)
  }

  private mutating func value(of node: ScriptComprehension) -> FoldedValue {
    var values: [FoldedValue] = []
    var entries: [FoldedEntry] = []
    push(parent: frames.count - 1)
    let isKnown = go(through: node, 0, &values, &entries)
    frames.removeLast()
    guard isKnown else {
      return node.kind == .map || values.isEmpty
        ? opaque("a list built from values that are not known", at: node.range)
        : several(values, isChosen: node.loops.contains { !$0.conditions.isEmpty }, at: node.range)
    }
    return node.kind == .map ? made(.map(entries), at: node.range) : made(.list(values), at: node.range)
  }

  private mutating func go(
    through node: ScriptComprehension, _ level: Int, _ values: inout [FoldedValue],
    _ entries: inout [FoldedEntry]
  ) -> Bool {
    guard node.loops.indices.contains(level), level < 8 else {
      guard level == node.loops.count else { return false }
      let element = value(of: node.element, use: .value)
      if let key = node.key {
        entries.append(FoldedEntry(key: value(of: key, use: .part), value: element))
      } else {
        values.append(element)
      }
      return true
    }
    let loop = node.loops[level]
    let source = value(of: loop.source, use: .value)
    guard let elements = elements(of: source) else {
      repeats += 1
      for sample in samples(of: source, at: loop.source.range) {
        assign(loop.target, sample, declares: true)
        for condition in loop.conditions { _ = value(of: condition, use: .part) }
        _ = go(through: node, level + 1, &values, &entries)
      }
      repeats -= 1
      return false
    }
    var isKnown = true
    rounds: for element in elements {
      guard spend(1, at: node.range) else { return false }
      assign(loop.target, element, declares: true)
      var isDecided = true
      for condition in loop.conditions {
        guard let isTrue = truth(of: value(of: condition, use: .part)) else {
          isDecided = false
          continue
        }
        if !isTrue { continue rounds }
      }
      if !isDecided { repeats += 1 }
      if !go(through: node, level + 1, &values, &entries) || !isDecided { isKnown = false }
      if !isDecided { repeats -= 1 }
    }
    return isKnown
  }
}
