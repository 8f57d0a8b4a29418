/// A pattern of `LIKE`: `%` stands for any text, `_` for one character, a backslash takes the next one as it is.
struct LikePattern {
  private enum Part {
    case any
    case one
    case letter(Unicode.Scalar)
  }

  /// Bytes of a pattern or value; longer ones match nothing.
  static let limit = 512

  private var parts: [Part] = []
  private let isTooLong: Bool

  /// A pattern as it is written.
  init(_ text: String) {
    isTooLong = text.utf8.count > Self.limit
    guard !isTooLong else { return }
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        parts.append(.letter(scalar))
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        parts.append(scalar == "%" ? .any : scalar == "_" ? .one : .letter(scalar))
      }
    }
  }

  /// Any value that has the text somewhere.
  init(containing text: String) {
    isTooLong = text.utf8.count > Self.limit
    if !isTooLong { parts = [.any] + text.unicodeScalars.map { .letter($0) } + [.any] }
  }

  /// Whether the whole value fits; the last `%` alone is tried again, so that work stays a product of lengths.
  func matches(_ value: String) -> Bool {
    guard !isTooLong, value.utf8.count <= Self.limit else { return false }
    let letters = Array(value.unicodeScalars)
    var (place, next) = (0, 0)
    var retry: (place: Int, next: Int)?
    while place < letters.count {
      if next < parts.count {
        switch parts[next] {
        case .any:
          next += 1
          retry = (place, next)
          continue
        case .one:
          place += 1
          next += 1
          continue
        case .letter(let letter):
          if letter == letters[place] {
            place += 1
            next += 1
            continue
          }
        }
      }
      guard let last = retry else { return false }
      place = last.place + 1
      next = last.next
      retry = (place, next)
    }
    return parts[next...].allSatisfy { if case .any = $0 { true } else { false } }
  }
}
