/// A set of file endings that frameworks want; what an element stands for is said by the table that gave it.
package struct FileEndings: OptionSet, Hashable, Sendable {
  package var rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Endings in lower case, with their dot, of at most eight bytes; as many as a set has elements.
  struct Table: Sendable {
    private let packed: [UInt64]

    init(_ endings: [String]) {
      packed = endings.prefix(64).map { Self.pack(Array($0.utf8)) ?? 0 }
    }

    /// The ending of a path, whatever its case; empty if it is none of the table's.
    func ending(of path: [UInt8]) -> FileEndings {
      guard let ending = Self.pack(path), let at = packed.firstIndex(of: ending) else { return [] }
      return FileEndings(rawValue: 1 << UInt64(at))
    }

    /// The set of some endings of the table.
    func endings(_ names: [String]) -> FileEndings {
      names.reduce(into: []) { $0.formUnion(ending(of: Array(("x" + $1).utf8))) }
    }

    /// The bytes after the last dot in lower case; nil without one, or if they are too many.
    private static func pack(_ bytes: [UInt8]) -> UInt64? {
      var ending: UInt64 = 0
      var at = bytes.count
      while at > 0, bytes.count - at < 8 {
        at -= 1
        var byte = bytes[at]
        if byte == UInt8(ascii: ".") { return ending == 0 ? nil : ending }
        if byte == UInt8(ascii: "/") { return nil }
        if byte &- 0x41 < 26 { byte |= 0x20 }
        ending = ending << 8 | UInt64(byte)
      }
      return nil
    }
  }
}
