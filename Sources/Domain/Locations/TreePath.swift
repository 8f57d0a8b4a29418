/// A slash-separated path of a file inside a file tree: bytes, not text, because Git allows any bytes.
///
/// The empty path is the root. Comparison is by bytes, as Git sorts.
public struct TreePath: Hashable, Comparable, Sendable {
  /// The path as it is stored, without leading or trailing slash.
  public let bytes: [UInt8]

  /// Takes over the bytes as they are.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// A path from text.
  public init(_ text: String) {
    self.bytes = Array(text.utf8)
  }

  /// Sorting order of lists and reports.
  public static func < (left: TreePath, right: TreePath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  /// Hashes all bytes at once: an array would hash one by one.
  public func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

extension TreePath {
  /// The path for people and reports: bytes that are not UTF-8 stand as `\ooo` in octal, as git prints them.
  public var display: String {
    Self.text(of: bytes[...])
  }

  private static func text(of bytes: ArraySlice<UInt8>) -> String {
    // Nearly all are plain, which is cheaper to see than to validate.
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    for byte in bytes {
      if byte < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 8)
        text += "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
      }
    }
    return text
  }

  /// The parts between slashes, for people and patterns.
  public var components: [String] {
    var parts: [String] = []
    var start = bytes.startIndex
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "/")) ?? bytes.count
      if end > start { parts.append(Self.text(of: bytes[start..<end])) }
      start = end + 1
    }
    return parts
  }

  /// The last part, or the empty string for the root.
  public var lastComponent: String {
    guard let last = bytes.lastIndex(where: { $0 != UInt8(ascii: "/") }) else { return "" }
    let start = bytes[...last].lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return Self.text(of: bytes[start...last])
  }

  /// Everything before the last part; the root for a top-level file.
  public var parent: TreePath {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return TreePath(bytes: []) }
    return TreePath(bytes: Array(bytes[..<slash]))
  }

  /// Whether a folder is the one that it stands in, as told without making the folder's path.
  public func stands(directlyIn folder: TreePath) -> Bool {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return folder.bytes.isEmpty }
    return slash == folder.bytes.count && bytes.starts(with: folder.bytes)
  }

  /// The rest of this path below a folder that holds it; the whole path for any other folder.
  public func below(_ folder: TreePath) -> TreePath {
    let start = folder.bytes.count
    guard start > 0, bytes.count > start, bytes[start] == UInt8(ascii: "/"), bytes.starts(with: folder.bytes)
    else { return self }
    return TreePath(bytes: Array(bytes[(start + 1)...]))
  }

  /// The path of `name` below this one.
  public func appending(_ name: String) -> TreePath {
    bytes.isEmpty ? TreePath(name) : TreePath(bytes: bytes + [UInt8(ascii: "/")] + Array(name.utf8))
  }

  /// Whether the path ends in these characters, compared byte by byte.
  public func hasSuffix(_ suffix: String) -> Bool {
    bytes.count >= suffix.utf8.count && bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }
}
