import Domain

/// SQL files with actions of Go's text/template (pkg.go.dev/text/template): `{{if .postgres}}...{{else}}...{{end}}`,
/// `{{.prefix}}users`, `{{/* a comment */}}`. What is decided by the database is cut out in place, so that all other
/// bytes keep their offsets; what calls functions stays, as a place that cannot be read.
struct GoTemplate {
  /// The text, as long as it was.
  private(set) var bytes: [UInt8]
  /// Parts that run on a condition that is not known.
  private(set) var undecided: [Range<Int>] = []
  private let dialect: String
  private var frames: [Frame] = []

  /// Bytes of an action at most.
  private static let actionLimit = 4096
  /// Actions within each other at most.
  private static let depthLimit = 64

  /// `if`, `range` or `with` up to its `end`.
  private struct Frame {
    var start: Int
    /// Whether the text around it counts.
    var isOuterRead: Bool
    /// Whether the text of the current part counts.
    var isRead: Bool
    /// Whether a part was taken: those behind `else` are not.
    var isSettled: Bool
    var isUndecided: Bool
  }

  /// The text as it is for a dialect; nil for one without actions of a template.
  init?(_ bytes: [UInt8], dialect: String) {
    guard Self.isTemplate(bytes) else { return nil }
    self.bytes = bytes
    self.dialect = dialect
    resolve(bytes)
  }

  private static func isTemplate(_ bytes: [UInt8]) -> Bool {
    var at = 0
    while let action = nextAction(bytes, from: at) {
      let text = bytes[action.inner]
      if text.starts(with: "if ".utf8) || text.starts(with: "/*".utf8) || isField(text) { return true }
      at = action.outer.upperBound
    }
    return false
  }

  private mutating func resolve(_ source: [UInt8]) {
    var at = 0
    while let action = Self.nextAction(source, from: at) {
      if !isRead { blank(at..<action.outer.lowerBound) }
      take(action, source)
      at = action.outer.upperBound
    }
    if !isRead { blank(at..<source.count) }
  }

  private var isRead: Bool { frames.last?.isRead ?? true }

  private mutating func take(_ action: (outer: Range<Int>, inner: Range<Int>), _ source: [UInt8]) {
    let text = source[action.inner]
    let words = GoTemplateCondition.words(text)
    switch words.first {
    case "if": open(action.outer, GoTemplateCondition.value(words.dropFirst(), dialect: dialect))
    case "range", "with", "block", "define": open(action.outer, nil)
    case "else": turn(words.dropFirst())
    case "end":
      if let frame = frames.popLast(), frame.isUndecided, frame.isOuterRead {
        undecided.append(frame.start..<action.outer.lowerBound)
      }
    default:
      if !isRead || text.starts(with: "/*".utf8) { break }
      guard Self.isField(text) else { return }
      return putName(action.outer, source)
    }
    blank(action.outer)
  }

  private mutating func open(_ range: Range<Int>, _ value: Bool?) {
    guard frames.count < Self.depthLimit else { return }
    frames.append(
      Frame(
        start: range.upperBound, isOuterRead: isRead, isRead: isRead && value != false,
        isSettled: value != false, isUndecided: value == nil))
  }

  /// `else`, or `else if` with its condition.
  private mutating func turn(_ words: ArraySlice<String>) {
    guard var frame = frames.popLast() else { return }
    if frame.isSettled {
      frame.isRead = false
    } else {
      let value = words.first == "if" ? GoTemplateCondition.value(words.dropFirst(), dialect: dialect) : true
      frame.isRead = frame.isOuterRead && value != false
      frame.isSettled = value != false
      frame.isUndecided = value == nil
    }
    frames.append(frame)
  }

  /// `{{.prefix}}` right before a name: what it stands for is taken to be empty, as is a schema before a dot. One that
  /// is a word of a name, as in `{{.table}}_id`, stays what it is.
  private mutating func putName(_ range: Range<Int>, _ source: [UInt8]) {
    let before = range.lowerBound > 0 ? source[range.lowerBound - 1] : 0
    let after = range.upperBound < source.count ? source[range.upperBound] : 0
    if Self.isNamePart(before) {
      for at in range { bytes[at] = UInt8(ascii: "_") }
    } else if Self.isNamePart(after), after != UInt8(ascii: "_") {
      blank(range)
      // A quote before it moves up to the rest of the name.
      if [UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "'"), UInt8(ascii: "[")].contains(before) {
        bytes[range.lowerBound - 1] = UInt8(ascii: " ")
        bytes[range.upperBound - 1] = before
      }
    } else if after == UInt8(ascii: ".") {
      blank(range.lowerBound..<range.upperBound + 1)
    }
  }

  private mutating func blank(_ range: Range<Int>) {
    for at in range where bytes[at] != UInt8(ascii: "\n") && bytes[at] != UInt8(ascii: "\r") {
      bytes[at] = UInt8(ascii: " ")
    }
  }

  /// `.name`, and nothing else.
  private static func isField(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.first == UInt8(ascii: "."), text.count > 1 else { return false }
    return text.dropFirst().allSatisfy { isNamePart($0) }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte > 0x7F
  }

  /// The next `{{ ... }}`, with and without its brackets, blanks and signs that trim.
  private static func nextAction(_ bytes: [UInt8], from start: Int) -> (outer: Range<Int>, inner: Range<Int>)?
  {
    var at = start
    while at + 3 < bytes.count {
      guard bytes[at] == UInt8(ascii: "{"), bytes[at + 1] == UInt8(ascii: "{") else {
        at += 1
        continue
      }
      var end = at + 2
      let bound = min(bytes.count - 1, at + actionLimit)
      while end < bound, bytes[end] != UInt8(ascii: "}") || bytes[end + 1] != UInt8(ascii: "}") { end += 1 }
      guard end < bound else {
        at += 2
        continue
      }
      var inner = at + 2..<end
      while let first = bytes[inner].first, first == UInt8(ascii: "-") || first <= 0x20 {
        inner = inner.lowerBound + 1..<inner.upperBound
      }
      while let last = bytes[inner].last, last == UInt8(ascii: "-") || last <= 0x20 {
        inner = inner.lowerBound..<inner.upperBound - 1
      }
      return (at..<end + 2, inner)
    }
    return nil
  }
}
