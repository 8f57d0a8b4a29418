/// A regular expression or a pattern of `SIMILAR TO`, as far as letters, classes, alternatives, groups and the
/// quantifiers `*`, `+`, `?` go; anything else is not understood.
///
/// Run as a set of places in a program, so that the work is a product of the lengths of pattern and value.
struct RegularPattern {
  /// Which signs mean something.
  enum Syntax {
    /// `^(a|b).*$`: fits somewhere in the value.
    case regular
    /// `(a|b)%`: fits the whole value.
    case similar
  }

  /// One step of the program; numbers are places in it.
  enum Step {
    case letter(Unicode.Scalar)
    case any
    case oneOf([ClosedRange<Unicode.Scalar>], isNegated: Bool)
    case either(Int, Int)
    case start
    case end
  }

  private let steps: [Step]
  private let isWhole: Bool
  private let ignoresCase: Bool

  /// Reads a pattern; nil when it is too long or has signs that are not understood.
  init?(_ text: String, syntax: Syntax, ignoresCase: Bool) {
    guard text.utf8.count <= LikePattern.limit else { return nil }
    var scalars = Array(text.unicodeScalars)
    var folds = ignoresCase
    if syntax == .regular, scalars.starts(with: "(?i)".unicodeScalars) {
      scalars.removeFirst(4)
      folds = true
    }
    var reader = RegularPatternReader(scalars, syntax: syntax, ignoresCase: folds)
    guard let steps = reader.read() else { return nil }
    self.steps = steps
    self.ignoresCase = folds
    isWhole = syntax == .similar
  }

  /// Whether it fits; a value that is too long fits nothing.
  func matches(_ value: String) -> Bool {
    guard value.utf8.count <= LikePattern.limit else { return false }
    let letters = (ignoresCase ? value.lowercased() : value).unicodeScalars.map { $0 }
    var places = Places(count: steps.count + 1)
    for position in 0...letters.count {
      if position == 0 || !isWhole { add(0, to: &places, position, letters.count) }
      if places.holds(steps.count), !isWhole || position == letters.count { return true }
      guard position < letters.count else { break }
      var next = Places(count: steps.count + 1)
      for place in places.list where place < steps.count && consumes(steps[place], letters[position]) {
        add(place + 1, to: &next, position + 1, letters.count)
      }
      places = next
    }
    return false
  }

  /// Adds a place and all that are reached from it without a letter.
  private func add(_ first: Int, to places: inout Places, _ position: Int, _ end: Int) {
    var pending = [first]
    while let place = pending.popLast() {
      guard places.insert(place), place < steps.count else { continue }
      switch steps[place] {
      case .either(let one, let other): pending += [other, one]
      case .start: if position == 0 { pending.append(place + 1) }
      case .end: if position == end { pending.append(place + 1) }
      case .letter, .any, .oneOf: break
      }
    }
  }

  private func consumes(_ step: Step, _ letter: Unicode.Scalar) -> Bool {
    switch step {
    case .letter(let own): own == letter
    case .any: true
    case .oneOf(let ranges, let isNegated): ranges.contains { $0.contains(letter) } != isNegated
    case .either, .start, .end: false
    }
  }

  private struct Places {
    private(set) var list: [Int] = []
    private var isIn: [Bool]

    init(count: Int) {
      isIn = Array(repeating: false, count: count)
    }

    func holds(_ place: Int) -> Bool { isIn.indices.contains(place) && isIn[place] }

    mutating func insert(_ place: Int) -> Bool {
      guard isIn.indices.contains(place), !isIn[place] else { return false }
      isIn[place] = true
      list.append(place)
      return true
    }
  }
}
