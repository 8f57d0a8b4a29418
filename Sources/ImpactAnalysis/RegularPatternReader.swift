/// Reads the text of a pattern into steps.
struct RegularPatternReader {
  private typealias Step = RegularPattern.Step
  private let text: [Unicode.Scalar]
  private let syntax: RegularPattern.Syntax
  private let ignoresCase: Bool
  private var position = 0

  private static let depthLimit = 20
  /// Repetition copies nothing, so that a program is at most some three times as long as its text.
  private static let notUnderstood: Set<Unicode.Scalar> = ["{", "}", "*", "+", "?"]

  /// Reads a pattern of this syntax.
  init(_ text: [Unicode.Scalar], syntax: RegularPattern.Syntax, ignoresCase: Bool) {
    self.text = text
    self.syntax = syntax
    self.ignoresCase = ignoresCase
  }

  /// The program; nil when something is not understood.
  mutating func read() -> [RegularPattern.Step]? {
    guard let steps = alternatives(depth: 0), position == text.count else { return nil }
    return steps
  }

  private var current: Unicode.Scalar? { position < text.count ? text[position] : nil }

  /// `a|b`
  private mutating func alternatives(depth: Int) -> [Step]? {
    guard depth < Self.depthLimit, var steps = sequence(depth: depth) else { return nil }
    var branches = [steps]
    while current == "|" {
      position += 1
      guard let next = sequence(depth: depth) else { return nil }
      branches.append(next)
    }
    while branches.count > 1, let last = branches.popLast(), let before = branches.popLast() {
      // either 1 or second; first; jump over second; second
      let jump = before.count + 2
      let end = jump + last.count
      branches.append([.either(1, jump)] + before.moved(by: 1) + [.either(end, end)] + last.moved(by: jump))
    }
    steps = branches.first ?? []
    return steps
  }

  private mutating func sequence(depth: Int) -> [Step]? {
    var steps: [Step] = []
    while let sign = current, sign != "|", sign != ")" {
      guard let part = part(depth: depth) else { return nil }
      steps += quantified(part).moved(by: steps.count)
    }
    return steps
  }

  /// `a*`, `a+`, `a?`, lazy or not.
  private mutating func quantified(_ part: [Step]) -> [Step] {
    let count = part.count
    switch current {
    case "*":
      position += 1
      skipLaziness()
      return [.either(1, count + 2)] + part.moved(by: 1) + [.either(0, 0)]
    case "+":
      position += 1
      skipLaziness()
      return part + [.either(0, count + 1)]
    case "?":
      position += 1
      skipLaziness()
      return [.either(1, count + 1)] + part.moved(by: 1)
    default: return part
    }
  }

  private mutating func skipLaziness() {
    if syntax == .regular, current == "?" { position += 1 }
  }

  private mutating func part(depth: Int) -> [Step]? {
    guard let sign = current else { return nil }
    position += 1
    switch (sign, syntax) {
    case ("(", _): return group(depth: depth)
    case ("[", _): return list()
    case ("\\", .regular): return escaped()
    case ("\\", .similar):
      guard let next = current else { return nil }
      position += 1
      return [letter(next)]
    case ("%", .similar): return [.either(1, 3), .any, .either(0, 0)]
    case ("_", .similar): return [.any]
    case (".", .regular): return [.any]
    case ("^", .regular): return [.start]
    case ("$", .regular): return [.end]
    case (_, _) where Self.notUnderstood.contains(sign): return nil
    default: return [letter(sign)]
    }
  }

  private func letter(_ scalar: Unicode.Scalar) -> Step { .letter(folded(scalar)) }

  private func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard ignoresCase else { return scalar }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars
    return lower.count == 1 ? lower.first ?? scalar : scalar
  }

  private mutating func group(depth: Int) -> [Step]? {
    if syntax == .regular, current == "?" {
      guard position + 1 < text.count, text[position + 1] == ":" else { return nil }
      position += 2
    }
    guard let inner = alternatives(depth: depth + 1), current == ")" else { return nil }
    position += 1
    return inner
  }

  /// `\.`, `\d`: letters and digits that are escaped mean something else.
  private mutating func escaped() -> [Step]? {
    guard let sign = current else { return nil }
    position += 1
    switch sign {
    case "d": return [.oneOf(Self.digits, isNegated: false)]
    case "D": return [.oneOf(Self.digits, isNegated: true)]
    case "w": return [.oneOf(Self.word, isNegated: false)]
    case "W": return [.oneOf(Self.word, isNegated: true)]
    case "s": return [.oneOf(Self.space, isNegated: false)]
    case "S": return [.oneOf(Self.space, isNegated: true)]
    case "A": return [.start]
    case "Z", "z": return [.end]
    default:
      guard sign.isASCII, !sign.properties.isAlphabetic, !Self.digits.contains(where: { $0.contains(sign) })
      else { return nil }
      return [letter(sign)]
    }
  }

  private static let digits: [ClosedRange<Unicode.Scalar>] = ["0"..."9"]
  private static let word: [ClosedRange<Unicode.Scalar>] = ["0"..."9", "A"..."Z", "_"..."_", "a"..."z"]
  private static let space: [ClosedRange<Unicode.Scalar>] = ["\t"..."\r", " "..." "]

  /// `[abc]`, `[a-z]`, `[^0-9]`; `[[:alpha:]]` and escapes are not understood.
  private mutating func list() -> [Step]? {
    var isNegated = false
    if current == "^" {
      isNegated = true
      position += 1
    }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while let sign = current, sign != "]" || ranges.isEmpty {
      guard sign != "[", sign != "\\" else { return nil }
      position += 1
      if current == "-", position + 1 < text.count, text[position + 1] != "]" {
        let last = text[position + 1]
        guard last != "[", last != "\\", sign <= last else { return nil }
        position += 2
        ranges.append(folded(sign) <= folded(last) ? folded(sign)...folded(last) : sign...last)
      } else {
        ranges.append(folded(sign)...folded(sign))
      }
    }
    guard current == "]" else { return nil }
    position += 1
    return [.oneOf(ranges, isNegated: isNegated)]
  }
}

extension [RegularPattern.Step] {
  /// The same steps further down in a program.
  fileprivate func moved(by distance: Int) -> [RegularPattern.Step] {
    map { step in
      if case .either(let one, let other) = step { .either(one + distance, other + distance) } else { step }
    }
  }
}
