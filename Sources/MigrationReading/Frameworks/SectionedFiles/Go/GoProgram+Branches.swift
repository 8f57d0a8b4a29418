import Domain
import ScriptSyntax

/// Conditions, loops and choices of a program.
extension GoProgram {
  /// Runs what may be run or not.
  mutating func conditionally(_ range: Range<Int>) {
    let (outer, known) = (output.standing, names)
    output.standing.isConditional = true
    walk(range)
    output.standing = outer
    for (name, value) in names where known[name].map({ !$0.isSame(as: value) }) ?? false {
      names[name] = FoldedValue(.opaque("a value that depends on a condition"), at: value.range)
    }
  }

  mutating func walkBranch(_ start: Int, _ limit: Int) -> Int {
    guard let open = source.firstBlock(in: (start + 1)..<limit) else { return limit }
    let close = min(source.closing(open), limit)
    let parts = source.parts(of: (start + 1)..<open, by: ";")
    for part in parts { walkSimple(part) }
    let body = (open + 1)..<max(open + 1, close)
    let test = parts.last.map { $0.map { tokens[$0].text } } ?? []
    let isError = test.count == 4 && test[0].lowercased().hasSuffix("err") && test[3] == "nil"
    let holds: Bool? = isError ? (test[1] == "!" ? false : test[1] == "=" ? true : nil) : nil
    switch holds {
    case true?: walk(body)
    case false?: break
    case nil:
      conditionally(body)
      if leaves(body) { output.standing.isConditional = true }
    }
    var next = close + 1
    guard next < limit, tokens[next].isWord("else") else { return next }
    next += 1
    if next < limit, tokens[next].isWord("if") {
      guard nesting < Self.nestingLimit else { return limit }
      nesting += 1
      let outer = output.standing
      output.standing.isConditional = true
      next = walkBranch(next, limit)
      output.standing = outer
      nesting -= 1
      return next
    }
    guard next < limit, tokens[next].isSign("{") else { return next }
    let end = min(source.closing(next), limit)
    let otherwise = (next + 1)..<max(next + 1, end)
    if holds == false { walk(otherwise) } else if holds == nil { conditionally(otherwise) }
    return end + 1
  }

  /// Whether a block ends the function without an error: what comes after it may not be run.
  func leaves(_ body: Range<Int>) -> Bool {
    body.contains { at in
      tokens[at].isWord("return")
        && (at + 1 >= tokens.count || tokens[at + 1].isWord("nil") || tokens[at + 1].isSign(";"))
    }
  }

  mutating func walkLoop(_ start: Int, _ limit: Int) -> Int {
    let header = source.loopBlock(in: (start + 1)..<limit)
    guard let open = header else { return limit }
    let close = min(source.closing(open), limit)
    let body = (open + 1)..<max(open + 1, close)
    if let place = ((start + 1)..<open).first(where: { tokens[$0].isWord("range") }) {
      scan((place + 1)..<open)
      let variables = ((start + 1)..<place).filter { tokens[$0].kind == .word }.map { tokens[$0].text }
      let list = value((place + 1)..<open)
      if let elements = list.elements, let name = variables.dropFirst().first {
        for element in elements.prefix(500) where stepsLeft > 0 {
          names[name] = element
          walk(body)
        }
        return close + 1
      }
      for name in variables {
        names[name] = FoldedValue(.opaque("an element of a list that is not known"), at: tokens[start].range)
      }
    } else {
      for part in source.parts(of: (start + 1)..<open, by: ";") { scan(part) }
    }
    conditionally(body)
    return close + 1
  }

  mutating func walkChoice(_ start: Int, _ limit: Int) -> Int {
    guard let open = source.firstBlock(in: (start + 1)..<limit) else { return limit }
    let close = min(source.closing(open), limit)
    scan((start + 1)..<open)
    conditionally((open + 1)..<max(open + 1, close))
    return close + 1
  }
}

extension GoFile {
  /// The brace that opens the block of a header.
  func firstBlock(in range: Range<Int>) -> Int? {
    var at = range.lowerBound
    while at < range.upperBound, at < tokens.count {
      if tokens[at].isSign("{") { return at }
      if tokens[at].isSign("(") || tokens[at].isSign("[") { at = closing(at) }
      at += 1
    }
    return nil
  }

  /// The same of a loop, whose list may be written in its header: `for _, a := range []string{"b"} {`.
  func loopBlock(in range: Range<Int>) -> Int? {
    guard let open = firstBlock(in: range) else { return nil }
    let close = closing(open)
    let isList = close + 1 < range.upperBound && tokens[close + 1].isSign("{")
    return isList ? close + 1 : open
  }
}
