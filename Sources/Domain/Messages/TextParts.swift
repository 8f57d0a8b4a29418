extension String {
  /// Whether a text stands in this one, compared byte by byte; the empty text stands in every one.
  ///
  /// In place of the standard library's `contains`: that one brings in the whole engine of regular expressions, a
  /// megabyte of program.
  public func holds(_ part: String) -> Bool {
    firstPlace(of: Array(part.utf8), in: Array(utf8), from: 0) != nil
  }

  /// The text with every occurrence of another one replaced, compared byte by byte.
  public func replacingParts(_ old: String, with new: String) -> String {
    let bytes = Array(utf8)
    let part = Array(old.utf8)
    guard !part.isEmpty else { return self }
    var result: [UInt8] = []
    var start = 0
    while let place = firstPlace(of: part, in: bytes, from: start) {
      result += bytes[start..<place]
      result += new.utf8
      start = place + part.count
    }
    return String(decoding: result + bytes[start...], as: UTF8.self)
  }
}

/// The first place of some bytes among others, at or after a place.
private func firstPlace(of part: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
  guard let first = part.first else { return start }
  var place = start
  while place + part.count <= bytes.count {
    if bytes[place] == first, bytes[place..<(place + part.count)].elementsEqual(part) { return place }
    place += 1
  }
  return nil
}
