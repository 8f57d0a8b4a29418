import Domain

/// Finds `dbt.ref("x")` and `dbt.source("a", "b")` in a Python model; nothing else of it is read.
enum PythonModelScan {
  /// The calls with literal arguments, in order.
  static func references(in bytes: [UInt8]) -> [JinjaReference] {
    var found: [JinjaReference] = []
    for function in ["ref", "source"] {
      let part = Array(("dbt." + function + "(").utf8)
      var start = 0
      while let place = ByteSearch.first(of: part, in: bytes, from: start) {
        start = place + part.count
        let arguments = literals(bytes, from: start)
        if !arguments.isEmpty {
          found.append(
            JinjaReference(function: function, arguments: arguments, version: nil, offset: place))
        }
      }
    }
    return found
  }

  /// The quoted texts up to the closing bracket; empty when something else stands there.
  private static func literals(_ bytes: [UInt8], from start: Int) -> [String] {
    var texts: [String] = []
    var index = start
    while index < bytes.count, index - start < 500 {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        guard let end = bytes[(index + 1)...].firstIndex(of: byte) else { return [] }
        texts.append(String(decoding: bytes[(index + 1)..<end], as: UTF8.self))
        index = end + 1
      } else if byte == UInt8(ascii: ",") || JinjaLexer.isSpace(byte) {
        index += 1
      } else {
        return texts
      }
    }
    return texts
  }
}
