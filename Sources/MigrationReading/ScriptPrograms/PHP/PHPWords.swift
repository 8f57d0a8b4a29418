import Domain

/// Words of a file of PHP that is not parsed.
enum PHPWords {
  /// The name, with its namespace, behind the first of some marks.
  static func name(after mark: String, in bytes: [UInt8]) -> String? {
    guard let at = ByteSearch.first(of: Array(mark.utf8), in: bytes) else { return nil }
    let name = bytes[(at + mark.utf8.count)...].prefix(200).prefix {
      ScriptWordByte.isName($0) || $0 == UInt8(ascii: "\\")
    }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }
}
