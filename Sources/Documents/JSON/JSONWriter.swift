/// Writes JSON: the same value gives the same bytes, always valid UTF-8.
package struct JSONWriter {
  /// How the text is laid out.
  package enum Layout: Hashable, Sendable {
    /// No space at all, no line end at the end.
    case compact
    /// One member a line, two spaces a level, a line end at the end; empty containers on one line.
    case pretty
  }

  private let layout: Layout
  private var output: [UInt8] = []

  private init(_ layout: Layout) {
    self.layout = layout
  }

  /// The bytes of a value.
  package static func bytes(of value: JSONValue, layout: Layout = .pretty) -> [UInt8] {
    var writer = JSONWriter(layout)
    writer.write(value)
    if layout == .pretty { writer.output.append(UInt8(ascii: "\n")) }
    return writer.output
  }

  /// The text of a value.
  package static func text(of value: JSONValue, layout: Layout = .pretty) -> String {
    String(decoding: bytes(of: value, layout: layout), as: UTF8.self)
  }

  /// A container that is being written: an explicit stack, so that no depth of values can overflow.
  private struct Open {
    var values: [JSONValue] = []
    var members: [JSONMember] = []
    var isObject: Bool
    var next = 0
    var count: Int { isObject ? members.count : values.count }
  }

  private mutating func write(_ root: JSONValue) {
    var stack: [Open] = []
    if let open = begin(root) { stack.append(open) }
    while let last = stack.indices.last {
      let place = stack[last].next
      if place == stack[last].count {
        newLine(last)
        output.append(UInt8(ascii: stack[last].isObject ? "}" : "]"))
        stack.removeLast()
        continue
      }
      stack[last].next += 1
      if place > 0 { output.append(UInt8(ascii: ",")) }
      newLine(last + 1)
      let value: JSONValue
      if stack[last].isObject {
        write(stack[last].members[place].name)
        output.append(UInt8(ascii: ":"))
        if layout == .pretty { output.append(UInt8(ascii: " ")) }
        value = stack[last].members[place].value
      } else {
        value = stack[last].values[place]
      }
      if let open = begin(value) { stack.append(open) }
    }
  }

  /// Writes a scalar or an empty container; hands back a container that has something in it.
  private mutating func begin(_ value: JSONValue) -> Open? {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .int(let value): append(String(value))
    case .double(let value): append(value.isFinite ? String(value) : "null")
    case .string(let text): write(text)
    case .array(let values):
      guard !values.isEmpty else {
        append("[]")
        return nil
      }
      output.append(UInt8(ascii: "["))
      return Open(values: values, isObject: false)
    case .object(let members):
      guard !members.isEmpty else {
        append("{}")
        return nil
      }
      output.append(UInt8(ascii: "{"))
      return Open(members: members, isObject: true)
    }
    return nil
  }

  private mutating func newLine(_ level: Int) {
    guard layout == .pretty else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: level * 2))
  }

  private mutating func append(_ text: String) { output.append(contentsOf: text.utf8) }

  private mutating func write(_ text: String) {
    output.append(UInt8(ascii: "\""))
    // Most texts need no escape and are taken as a whole.
    let isWritten = text.utf8.withContiguousStorageIfAvailable { bytes in
      let isPlain = bytes.allSatisfy(Self.isPlain)
      if isPlain { output.append(contentsOf: bytes) }
      return isPlain
    }
    if isWritten != true { writeEscaped(text) }
    output.append(UInt8(ascii: "\""))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func writeEscaped(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case 0x0A: append("\\n")
      case 0x0D: append("\\r")
      case 0x09: append("\\t")
      case 0..<0x20, 0x7F:
        append("\\u00")
        output.append(Self.hexDigit(byte >> 4))
        output.append(Self.hexDigit(byte & 15))
      default: output.append(byte)
      }
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }
}
