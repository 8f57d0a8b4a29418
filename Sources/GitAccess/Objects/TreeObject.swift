/// One folder of a commit: its entries as they are stored, in Git's order, names unique.
struct TreeObject {
  /// What an entry is.
  enum Kind {
    case file, folder, link, submodule
  }

  /// One entry; the name is a range of the tree's bytes.
  struct Entry {
    var kind: Kind
    var name: Range<Int>
    var id: ObjectID
  }

  /// The stored bytes, which names point into.
  let bytes: [UInt8]
  /// The entries in Git's order: folders sort as if their names ended in a slash.
  private(set) var entries: [Entry]

  /// Reads `mode SP name NUL id` one after the other; nil if the bytes are not that or a name occurs twice.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    entries = []
    entries.reserveCapacity(bytes.count / 40)
    var position = 0
    var isSorted = true
    let span = bytes.span
    while position < span.count {
      var mode: UInt32 = 0
      while position < span.count, span[position] != UInt8(ascii: " ") {
        let digit = span[position] &- UInt8(ascii: "0")
        guard digit < 8, mode < 1 << 24 else { return nil }
        mode = mode << 3 | UInt32(digit)
        position += 1
      }
      let start = position + 1
      position = start
      while position < span.count, span[position] != 0 {
        guard span[position] != UInt8(ascii: "/") else { return nil }
        position += 1
      }
      let end = position
      guard end > start, span.count - end > ObjectID.byteCount else { return nil }
      guard
        let id = bytes.withUnsafeBytes({
          ObjectID(UnsafeRawBufferPointer(rebasing: $0[(end + 1)...(end + ObjectID.byteCount)]))
        })
      else { return nil }
      position = end + 1 + ObjectID.byteCount
      entries.append(Entry(kind: Self.kind(mode), name: start..<end, id: id))
      if entries.count > 1 {
        isSorted =
          isSorted && Self.order(entries[entries.count - 2], bytes, entries[entries.count - 1], bytes) < 0
      }
    }
    if !isSorted { guard sortEntries() else { return nil } }
  }

  /// Brings entries that an old tool wrote in another order into Git's; false if a name occurs twice.
  private mutating func sortEntries() -> Bool {
    let bytes = bytes
    entries.sort { Self.order($0, bytes, $1, bytes) < 0 }
    return zip(entries, entries.dropFirst()).allSatisfy { Self.order($0, bytes, $1, bytes) < 0 }
  }

  /// Compares two entries as Git sorts them: below, at or above zero.
  static func order(_ left: Entry, _ leftBytes: [UInt8], _ right: Entry, _ rightBytes: [UInt8]) -> Int {
    let one = leftBytes.span.extracting(left.name)
    let two = rightBytes.span.extracting(right.name)
    let shared = min(one.count, two.count)
    for index in 0..<shared where one[index] != two[index] {
      return one[index] < two[index] ? -1 : 1
    }
    let leftNext = one.count > shared ? Int(one[shared]) : left.kind == .folder ? Int(UInt8(ascii: "/")) : 0
    let rightNext = two.count > shared ? Int(two[shared]) : right.kind == .folder ? Int(UInt8(ascii: "/")) : 0
    return leftNext - rightNext
  }

  private static func kind(_ mode: UInt32) -> Kind {
    switch mode & 0o170000 {
    case 0o040000: .folder
    case 0o120000: .link
    case 0o160000: .submodule
    default: .file
    }
  }
}
