/// Writes repository paths as relative references of RFC 3986.
enum RelativeURI {
  /// The path with everything but unreserved characters and slashes percent-encoded; it never leads upwards and
  /// never starts at a root. An empty path is `.`.
  static func text(_ path: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).map { part in
      part == ".." ? "%2E%2E" : encoded(part)
    }
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }

  private static func encoded(_ part: Substring) -> String {
    var output = ""
    for byte in part.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        output.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        output += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      }
    }
    return output
  }
}
