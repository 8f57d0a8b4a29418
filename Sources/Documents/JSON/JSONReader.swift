import Domain

/// Reads JSON into located nodes.
package enum JSONReader {
  /// The one value of a text.
  package static func document(
    of bytes: [UInt8], limits: DocumentLimits = .json
  ) throws(DocumentError) -> DocumentNode {
    var scanner = try JSONScanner(bytes, limits: limits)
    let node = try scanner.value()
    try scanner.finish()
    return node
  }

  /// The values of newline-delimited JSON, one a line; empty lines are passed over.
  ///
  /// A line that cannot be read costs that line: it is named in `errors`.
  package static func lines(
    of bytes: [UInt8], limits: DocumentLimits = .json
  ) -> (documents: [DocumentNode], errors: [DocumentError]) {
    guard bytes.count <= limits.byteCount else {
      return ([], [.tooLarge(byteCount: bytes.count, limit: limits.byteCount)])
    }
    var documents: [DocumentNode] = []
    var errors: [DocumentError] = []
    var lines = LineCursor()
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      do throws(DocumentError) {
        _ = lines.position(ofByte: start, in: bytes)
        if let node = try line(bytes, start, end, limits, lines) { documents.append(node) }
      } catch {
        errors.append(error)
      }
      start = end + 1
    }
    return (documents, errors)
  }

  private static func line(
    _ bytes: [UInt8], _ start: Int, _ end: Int, _ limits: DocumentLimits, _ lines: LineCursor
  ) throws(DocumentError) -> DocumentNode? {
    var scanner = try JSONScanner(line: bytes, from: start, to: end, limits: limits, lines: lines)
    scanner.skipSpace()
    if scanner.byte == nil { return nil }
    let node = try scanner.value()
    try scanner.finish()
    return node
  }
}

extension JSONScanner {
  /// The value at the cursor as a tree.
  package mutating func value() throws(DocumentError) -> DocumentNode {
    var stack = NodeStack(limits: limits)
    let outer = containers.count
    repeat {
      try buildStep(&stack, outer: outer)
    } while containers.count > outer
    return stack.takeRoot() ?? .empty
  }

  /// Adds one scalar or opens one container, then closes all that end there.
  private mutating func buildStep(_ stack: inout NodeStack, outer: Int) throws(DocumentError) {
    let kind = peek()
    let place = offset
    let position = position()
    switch kind {
    case .object:
      try enterObject()
      try stack.open(mapping: true, position: position, byteOffset: place)
    case .array:
      try enterArray()
      try stack.open(mapping: false, position: position, byteOffset: place)
    case .string, .number, .bool, .null:
      try stack.add(scalar: try scalar(kind), position: position, byteOffset: place)
    case nil: throw expected("a value")
    }
    while containers.count > outer {
      switch containers.last {
      case .object:
        if try advanceToKey() {
          let keyPlace = offset
          let keyPosition = self.position()
          let key = DocumentScalar(text: try string(), style: .doubleQuoted, value: .string)
          try stack.add(scalar: key, position: keyPosition, byteOffset: keyPlace)
          try passColon()
          return
        }
        try stack.closeContainer()
      case .array:
        if try nextElement() { return }
        try stack.closeContainer()
      case nil: return
      }
    }
  }

  private mutating func scalar(_ kind: JSONKind?) throws(DocumentError) -> DocumentScalar {
    switch kind {
    case .string: return DocumentScalar(text: try string(), style: .doubleQuoted, value: .string)
    case .bool:
      let value = try bool()
      return DocumentScalar(text: value ? "true" : "false", style: .plain, value: .bool(value))
    case .number:
      let text = try numberText()
      if let whole = Int(text) { return DocumentScalar(text: text, style: .plain, value: .int(whole)) }
      return DocumentScalar(text: text, style: .plain, value: Double(text).map { .float($0) } ?? .string)
    case .null, .object, .array, nil:
      try null()
      return DocumentScalar(text: "null", style: .plain, value: .null)
    }
  }
}
