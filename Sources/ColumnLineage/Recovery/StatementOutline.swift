import SQLSyntax

/// The brackets, clauses and list elements of a statement, as far as its words alone tell.
struct StatementOutline: Sendable {
  private let tokens: ContiguousArray<Token>
  /// Per token, the number of brackets around it.
  private let depths: [Int]

  /// The outline of a part of a text.
  init(_ bytes: [UInt8], _ range: ByteRange, _ dialect: Dialect) {
    tokens = Parser(source: bytes, range: range, dialect: dialect).tokens
    var depths: [Int] = []
    depths.reserveCapacity(tokens.count)
    var depth = 0
    for token in tokens {
      switch token.kind {
      case .leftParen, .leftBracket, .leftBrace:
        depths.append(depth)
        depth += 1
      case .rightParen, .rightBracket, .rightBrace:
        depth = max(0, depth - 1)
        depths.append(depth)
      default: depths.append(depth)
      }
    }
    self.depths = depths
  }

  /// The parts around a place that can be masked, the smallest first.
  func masks(around offset: Int32) -> [TextMask] {
    guard tokens.count > 1 else { return [] }
    var index = tokens.firstIndex { $0.end > offset } ?? tokens.count - 1
    index = min(index, tokens.count - 2)
    var found: [TextMask] = []
    var depth = depths[index]
    while depth >= 0, found.count < 40 {
      for isFine in [true, false] {
        if let mask = element(at: index, depth, isFine), mask.range != found.last?.range {
          found.append(mask)
        }
      }
      guard depth > 0, let group = group(around: index, depth) else { break }
      if let mask = content(of: group), mask.range != found.last?.range { found.append(mask) }
      index = group.open
      depth -= 1
    }
    return found
  }

  /// The last byte of the first token that starts at a place or behind it.
  func end(ofTokenAfter offset: Int32) -> Int32 {
    guard let token = tokens.first(where: { $0.start >= offset }) else { return offset }
    return max(offset, token.end &- 1)
  }

  /// The brackets around a token.
  private func group(around index: Int, _ depth: Int) -> (open: Int, close: Int)? {
    var open = index
    while open > 0, depths[open] >= depth { open -= 1 }
    guard depths[open] == depth - 1 else { return nil }
    var close = index
    while close < tokens.count - 1, depths[close] >= depth { close += 1 }
    return (open, close)
  }

  private func content(of group: (open: Int, close: Int)) -> TextMask? {
    guard group.open + 1 < group.close, tokens[group.open].kind == .leftParen else { return nil }
    let range = ByteRange(tokens[group.open + 1].start, tokens[group.close - 1].end)
    switch tokens[group.open + 1].keyword {
    case .select, .with, .values, .from: return TextMask(kind: .query, range: range)
    default: return TextMask(kind: .value, range: range)
    }
  }

  /// What stands between two commas, clauses or, if fine, operators of conditions.
  private func element(at index: Int, _ depth: Int, _ isFine: Bool) -> TextMask? {
    var index = index
    if depths[index] == depth, isBoundary(index, isFine), index > 0, depths[index - 1] >= depth { index -= 1 }
    var first = index
    while first > 0, depths[first - 1] >= depth,
      depths[first - 1] > depth || !isBoundary(first - 1, isFine)
    { first -= 1 }
    var last = index
    while last + 1 < tokens.count - 1, depths[last + 1] >= depth,
      depths[last + 1] > depth || !isBoundary(last + 1, isFine)
    { last += 1 }
    guard first <= last, !(first == last && isBoundary(first, isFine)), !isBoundary(first, isFine)
    else { return nil }
    // A bracket that opens or closes the group itself is no part of the element.
    let clause = clause(before: first, depth)
    switch clause {
    case .with: return nil
    case .from, .join, .using: return mask(.table, first, last)
    case .select:
      if last - first > 1, tokens[last - 1].keyword == .as, index < last { last -= 2 }
      return mask(.value, first, last)
    case .plain where depth == 0: return nil
    default: return mask(.value, first, last)
    }
  }

  /// A mask for some tokens; nil if brackets open or close in them alone.
  private func mask(_ kind: TextMask.Kind, _ first: Int, _ last: Int) -> TextMask? {
    var open = 0
    for token in tokens[first...last] {
      switch token.kind {
      case .leftParen, .leftBracket, .leftBrace: open += 1
      case .rightParen, .rightBracket, .rightBrace: open -= 1
      default: break
      }
      if open < 0 { return nil }
    }
    if open != 0 { return nil }
    return TextMask(kind: kind, range: ByteRange(tokens[first].start, tokens[last].end))
  }

  /// The word that starts the clause that a token stands in; `.plain` if there is none in its brackets.
  private func clause(before index: Int, _ depth: Int) -> Keyword {
    var at = index
    while at > 0, depths[at - 1] >= depth {
      at -= 1
      if depths[at] == depth, isClause(tokens[at].keyword) { return tokens[at].keyword }
    }
    return .plain
  }

  private func isBoundary(_ index: Int, _ isFine: Bool) -> Bool {
    let token = tokens[index]
    if token.kind == .comma || token.kind == .endOfStatement { return true }
    guard token.kind == .word, token.keyword != .plain else { return false }
    if isClause(token.keyword) { return true }
    switch token.keyword {
    case .by, .left, .right, .inner, .full, .cross, .union, .intersect, .except, .all: return true
    case .and, .or, .when, .then, .else, .case, .end: return isFine
    default: return false
    }
  }

  private func isClause(_ keyword: Keyword) -> Bool {
    switch keyword {
    case .with, .select, .from, .where, .group, .having, .order, .limit, .on, .join, .qualify, .window: true
    default: false
    }
  }
}
