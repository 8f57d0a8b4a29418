/// A name of a column or table as a number, compared without case.
struct Name: Hashable, Sendable {
  /// Index into the table that made it.
  let id: Int32
}

/// Gives every name its number.
struct NameTable: Sendable {
  private var ids: [String: Int32] = [:]
  private var texts: [String] = []

  /// The number of a name; upper and lower case are the same.
  mutating func name(_ text: String) -> Name {
    let key = text.folded
    if let id = ids[key] { return Name(id: id) }
    let id = Int32(truncatingIfNeeded: texts.count)
    ids[key] = id
    texts.append(key)
    return Name(id: id)
  }

  /// The name in lower case.
  func text(_ name: Name) -> String {
    let index = Int(name.id)
    return texts.indices.contains(index) ? texts[index] : ""
  }
}

extension String {
  /// Lower case; without a copy for names that are so already, as nearly all are.
  var folded: String {
    for byte in utf8 where byte >= 0x80 || (byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")) {
      return lowercased()
    }
    return self
  }
}
