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
  /// Bytes of a part that are looked through for the end of a statement.
  private static let partLimit = 1 << 16
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

  /// Whether an action stands outside of strings: those in them are data, such as the texts of mails.
  private static func isTemplate(_ bytes: [UInt8]) -> Bool {
    guard nextAction(bytes, from: 0) != nil else { return false }
    let open = UInt8(ascii: "{")
    var scanner = TextScanner(bytes.span)
    var end = 0
    while let piece = scanner.next(bytes.span) {
      guard piece.start >= end, piece.kind == .sign || piece.kind == .quotedName,
        let place = (piece.start..<min(piece.end, bytes.count - 1)).first(where: {
          bytes[$0] == open && bytes[$0 + 1] == open
        }),
        let action = nextAction(bytes, from: place), action.outer.lowerBound == place
      else { continue }
      let text = bytes[action.inner]
      if text.starts(with: "if ".utf8) || text.starts(with: "/*".utf8) || isField(text) { return true }
      end = action.outer.upperBound
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
    case "else":
      turn(words.dropFirst(), hasStatements: Self.hasStatements(source, from: action.outer.upperBound))
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
  private mutating func turn(_ words: ArraySlice<String>, hasStatements: Bool) {
    guard var frame = frames.popLast() else { return }
    if frame.isUndecided, hasStatements {
      // Either may run: what both do is told.
      frame.isRead = frame.isOuterRead
    } else if frame.isSettled {
      frame.isRead = false
    } else {
      let value = words.first == "if" ? GoTemplateCondition.value(words.dropFirst(), dialect: dialect) : true
      frame.isRead = frame.isOuterRead && value != false
      frame.isSettled = value != false
      frame.isUndecided = value == nil
    }
    frames.append(frame)
  }

  /// Whether a statement ends before the next `else` or `end`: a part of a statement has its counterpart.
  private static func hasStatements(_ source: [UInt8], from start: Int) -> Bool {
    var depth = 0
    var at = start
    while at - start < partLimit, let action = nextAction(source, from: at) {
      if source[at..<action.outer.lowerBound].contains(UInt8(ascii: ";")) { return true }
      switch GoTemplateCondition.words(source[action.inner]).first {
      case "if", "range", "with", "block", "define": depth += 1
      case "end" where depth > 0: depth -= 1
      case "else" where depth == 0, "end": return false
      default: break
      }
      at = action.outer.upperBound
    }
    return false
  }

  /// `{{.prefix}}` right before a name: what it stands for is taken to be empty, as is a schema before a dot. One that
  /// is a word of a name, as in `{{.table}}_id`, stays what it is.
  private mutating func putName(_ range: Range<Int>, _ source: [UInt8]) {
    let before = range.lowerBound > 0 ? source[range.lowerBound - 1] : 0
    let after = range.upperBound < source.count ? source[range.upperBound] : 0
    if before.isNamePart {
      for at in range { bytes[at] = UInt8(ascii: "_") }
    } else if after.isNamePart, after != UInt8(ascii: "_") {
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
    return text.dropFirst().allSatisfy { $0.isNamePart }
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
      while end + 1 < bytes.count, bytes[end] != UInt8(ascii: "}") || bytes[end + 1] != UInt8(ascii: "}") {
        end += 1
      }
      guard end + 1 < bytes.count else { return nil }
      guard end - at <= actionLimit else {
        at = max(at + 2, end - actionLimit)
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
