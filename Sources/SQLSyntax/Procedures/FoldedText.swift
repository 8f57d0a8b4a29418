/// A string whose content is known, with the places its parts come from.
struct FoldedText: Sendable {
  /// Longest string that is put together.
  static let limit = 1 << 20

  var bytes: [UInt8]
  var positions: PositionMap
  /// The value is SQL's NULL.
  var isNull = false
  /// A part is not known; `hole` stands for it.
  var isHoled = false

  /// Stands for a part that is not known: a byte that no SQL has.
  static let hole: UInt8 = 1

  init(bytes: [UInt8], positions: PositionMap) {
    self.bytes = bytes
    self.positions = positions
  }

  /// The content as text.
  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// The value of a literal; nil for anything else. Its place is not kept.
  init?(literal expression: Expression) {
    switch expression {
    case .literal(let literal):
      guard let text = Self.text(of: literal) else { return nil }
      self.init(bytes: Array(text.utf8), positions: .identity)
      isNull = literal.value == .null
    case .cast(let cast):
      self.init(literal: cast.value)
    default: return nil
    }
  }

  static func text(of literal: Literal) -> String? {
    switch literal.value {
    case .null: ""
    case .boolean(let value): value ? "true" : "false"
    case .number(let digits): digits
    case .string(let text): text
    case .bits: nil
    }
  }

  /// Puts another text in the place of this one; where it comes from is known as a whole.
  mutating func replace(with changed: [UInt8]) {
    guard changed != bytes else { return }
    let place = positions.fileOffset(0)
    positions = PositionMap(segments: [.init(textStart: 0, fileStart: place, isVerbatim: false)])
    bytes = changed
  }

  /// Adds another string at the end; false, with nothing added, if it would be too long.
  mutating func append(_ other: FoldedText) -> Bool {
    guard bytes.count + other.bytes.count <= Self.limit else { return false }
    isHoled = isHoled || other.isHoled
    // Parts without text leave no trace, so there are never more segments than bytes.
    if other.bytes.isEmpty { return true }
    let start = Int32(truncatingIfNeeded: bytes.count)
    if other.positions.segments.isEmpty {
      let place = other.positions.fileOffset(0)
      positions.segments.append(.init(textStart: start, fileStart: place, isVerbatim: false))
    }
    for segment in other.positions.segments {
      var moved = segment
      moved.textStart = moved.textStart &+ start
      positions.segments.append(moved)
    }
    bytes += other.bytes
    return true
  }
}
