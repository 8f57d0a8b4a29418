/// Finds texts in texts by bytes.
enum ByteSearch {
  /// Whether a text holds another one.
  static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool { first(of: part, in: text) != nil }

  /// Where a text first holds another one, from an offset on and not past one; nil for none.
  static func first(of part: [UInt8], in text: [UInt8], from start: Int = 0, to last: Int = .max) -> Int? {
    guard let first = part.first, text.count >= part.count else { return nil }
    let span = text.span
    var at = max(0, start)
    let end = min(last, span.count - part.count)
    while at <= end {
      if span[at] == first {
        var same = 1
        while same < part.count, span[at + same] == part[same] { same += 1 }
        if same == part.count { return at }
      }
      at += 1
    }
    return nil
  }
}
