/// A pattern over paths: `db/**/*.sql`, `{api,web}/migrations`, `V?__*.sql`.
///
/// `*` and `?` stay inside one path part, `**` spans parts (`**/` also stands for none), `{a,b}` lists
/// alternatives. A pattern that names a folder covers everything below it. Matching is by bytes, in time
/// proportional to path length times pattern length.
public struct PathPattern: Hashable, Sendable {
  /// The pattern as written.
  public let text: String
  private let alternatives: [[Step]]

  private enum Step: Hashable, Sendable {
    case byte(UInt8)
    /// `?`
    case one
    /// `*`
    case part
    /// `**`
    case any
    /// `**/`
    case folders
  }

  /// Alternatives that braces may expand to; beyond it they are read as plain characters.
  private static let expansionLimit = 256

  /// A pattern; every text is one.
  public init(_ text: String) {
    self.text = text
    var bytes = Array(text.utf8)
    while bytes.starts(with: Array("./".utf8)) { bytes.removeFirst(2) }
    while bytes.first == UInt8(ascii: "/") { bytes.removeFirst() }
    while bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    alternatives = Self.expanded(bytes).map(Self.steps)
  }

  /// Whether the path, or a folder above it, fits the pattern.
  public func matches(_ path: TreePath) -> Bool {
    alternatives.contains { Self.matches($0, path.bytes) }
  }

  /// The bytes before the first wildcard up to the last slash: the folder below which all matches lie.
  public var literalFolder: TreePath {
    guard alternatives.count == 1, let steps = alternatives.first else { return TreePath("") }
    var prefix: [UInt8] = []
    for step in steps {
      guard case .byte(let byte) = step else { return TreePath(bytes: prefix).parent }
      prefix.append(byte)
    }
    return TreePath(bytes: prefix)
  }

  private static func steps(_ bytes: [UInt8]) -> [Step] {
    var steps: [Step] = []
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "*") {
        var stars = 0
        while at < bytes.count, bytes[at] == UInt8(ascii: "*") {
          stars += 1
          at += 1
        }
        let opensPart = steps.isEmpty || steps.last == .byte(UInt8(ascii: "/")) || steps.last == .folders
        if stars > 1, opensPart, at < bytes.count, bytes[at] == UInt8(ascii: "/") {
          if steps.last != .folders { steps.append(.folders) }
          at += 1
        } else {
          steps.append(stars > 1 ? .any : .part)
        }
        continue
      }
      steps.append(byte == UInt8(ascii: "?") ? .one : .byte(byte))
      at += 1
    }
    return steps
  }

  /// The texts that the first brace group stands for, expanded to the end.
  private static func expanded(_ bytes: [UInt8]) -> [[UInt8]] {
    var pending = [bytes]
    var finished: [[UInt8]] = []
    while let next = pending.popLast() {
      guard let group = firstGroup(next) else {
        finished.append(next)
        continue
      }
      if pending.count + finished.count + group.choices.count > expansionLimit { return [bytes] }
      for choice in group.choices.reversed() {
        pending.append(Array(next[..<group.start]) + choice + Array(next[group.end...]))
      }
    }
    return finished
  }

  private static func firstGroup(_ bytes: [UInt8]) -> (start: Int, end: Int, choices: [[UInt8]])? {
    guard let start = bytes.firstIndex(of: UInt8(ascii: "{")) else { return nil }
    var depth = 0
    var choices: [[UInt8]] = [[]]
    for at in start..<bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return choices.count > 1 ? (start, at + 1, choices) : nil }
      if byte == UInt8(ascii: ","), depth == 1 {
        choices.append([])
      } else if at > start {
        choices[choices.count - 1].append(byte)
      }
    }
    return nil
  }

  /// All states at once: `active[i]` means that the first `i` steps fit what was read so far.
  private static func matches(_ steps: [Step], _ path: [UInt8]) -> Bool {
    if case .byte(let first) = steps.first, path.first != first { return false }
    var active = [Bool](repeating: false, count: steps.count + 1)
    enter(0, &active, steps)
    for (index, byte) in path.enumerated() {
      let isSlash = byte == UInt8(ascii: "/")
      if active[steps.count], isSlash, index > 0 { return true }
      var next = [Bool](repeating: false, count: steps.count + 1)
      for (at, step) in steps.enumerated() where active[at] {
        switch step {
        case .byte(let wanted): if byte == wanted { enter(at + 1, &next, steps) }
        case .one: if !isSlash { enter(at + 1, &next, steps) }
        case .part: if !isSlash { enter(at, &next, steps) }
        case .any: enter(at, &next, steps)
        case .folders:
          // Behind a slash the folders may have ended; inside of a name they may not.
          next[at] = true
          if isSlash { enter(at + 1, &next, steps) }
        }
      }
      active = next
    }
    return active[steps.count]
  }

  /// Activates a state and those behind it that need no byte.
  private static func enter(_ state: Int, _ active: inout [Bool], _ steps: [Step]) {
    var at = state
    while !active[at] {
      active[at] = true
      guard at < steps.count else { return }
      switch steps[at] {
      case .part, .any, .folders: at += 1
      case .byte, .one: return
      }
    }
  }
}
