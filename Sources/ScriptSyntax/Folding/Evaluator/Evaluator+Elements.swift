extension Evaluator {
  /// `a[b]`.
  mutating func element(of receiver: FoldedValue, _ index: ScriptNode, at range: ScriptRange)
    -> FoldedValue
  {
    if case .slice(let slice) = index { return part(of: receiver, slice, at: range) }
    let key = value(of: index, use: .part)
    switch receiver.content {
    case .map(let entries):
      if let found = entries.last(where: {
        $0.key.equals(key) == true || $0.key.nameText != nil && $0.key.nameText == key.nameText
      }) {
        return found.value
      }
      if file.language == .php, let name = key.nameText, receiver.lacksEntry(name) {
        return FoldedValue(.null, at: range)
      }
    case .list(let values), .tuple(let values):
      if let place = key.integer {
        let index = place < 0 && file.language != .javascript ? values.count + place : place
        if values.indices.contains(index) { return values[index] }
      }
    case .reference, .call, .member, .element, .classValue, .operation, .opaque:
      if file.language != .python, file.language != .ruby, let name = key.text {
        return member(name, of: receiver, at: range)
      }
    case .string, .number, .boolean, .null, .symbol, .joined, .closure: break
    }
    return made(.element(FoldedElement(receiver: receiver, index: key)), at: range)
  }

  private mutating func part(of receiver: FoldedValue, _ slice: ScriptSlice, at range: ScriptRange)
    -> FoldedValue
  {
    let length = receiver.elements?.count ?? receiver.located?.count
    var bounds: [Int] = []
    for (node, fallback) in [(slice.lower, 0), (slice.upper, length ?? 0)] {
      guard let node else {
        bounds.append(fallback)
        continue
      }
      guard let place = value(of: node, use: .part).integer, let length else {
        return opaque("a slice that is not known", at: range)
      }
      bounds.append(min(max(0, place < 0 ? length + place : place), length))
    }
    guard length != nil, slice.step == nil, bounds.count == 2 else {
      return opaque("a slice that is not known", at: range)
    }
    let last = max(bounds[0], bounds[1])
    if let elements = receiver.elements {
      let kept = Array(elements[bounds[0]..<last])
      if case .tuple = receiver.content { return made(.tuple(kept), at: range) }
      return made(.list(kept), at: range)
    }
    guard let text = receiver.located, text.string.utf8.allSatisfy({ $0 < 0x80 }) else {
      return opaque("a slice that is not known", at: range)
    }
    return FoldedValue(.string(text.part(bounds[0], last)), at: range)
  }
}
