import Domain

extension JSONScanner {
  /// Steps into the object at the cursor.
  package mutating func enterObject() throws(DocumentError) {
    try enter(UInt8(ascii: "{"), .object(isEmpty: true), "an object")
  }

  /// Steps into the array at the cursor.
  package mutating func enterArray() throws(DocumentError) {
    try enter(UInt8(ascii: "["), .array(isEmpty: true), "an array")
  }

  private mutating func enter(
    _ opening: UInt8, _ container: Container, _ name: String
  ) throws(DocumentError) {
    skipSpace()
    guard byte == opening else { throw expected(name) }
    guard containers.count < limits.depth else {
      throw failure("more than \(limits.depth) levels of nesting", "flatten the document at this place")
    }
    containers.append(container)
    offset += 1
  }

  /// The next key of the innermost object, the cursor then being at its value; nil when the object ends.
  ///
  /// The value of the key before must have been read or skipped.
  package mutating func nextKey() throws(DocumentError) -> String? {
    guard try advanceToKey() else { return nil }
    let key = try string()
    try passColon()
    return key
  }

  /// Whether the innermost array has another element, the cursor then being at it; steps out at its end.
  package mutating func nextElement() throws(DocumentError) -> Bool {
    guard case .array(let isEmpty) = containers.last else { throw expected("a value outside of arrays") }
    skipSpace()
    if byte == UInt8(ascii: "]") {
      offset += 1
      containers.removeLast()
      return false
    }
    if !isEmpty { try passComma("\",\" or \"]\"") }
    containers[containers.count - 1] = .array(isEmpty: false)
    return true
  }

  /// Moves to the quote of the next key; false, and out of the object, at its end.
  mutating func advanceToKey() throws(DocumentError) -> Bool {
    guard case .object(let isEmpty) = containers.last else { throw expected("a value outside of objects") }
    skipSpace()
    if byte == UInt8(ascii: "}") {
      offset += 1
      containers.removeLast()
      return false
    }
    if !isEmpty { try passComma("\",\" or \"}\"") }
    skipSpace()
    guard byte == UInt8(ascii: "\"") else { throw expected("a key in double quotes") }
    containers[containers.count - 1] = .object(isEmpty: false)
    return true
  }

  mutating func passColon() throws(DocumentError) {
    skipSpace()
    guard byte == UInt8(ascii: ":") else { throw expected("\":\"") }
    offset += 1
  }

  private mutating func passComma(_ what: String) throws(DocumentError) {
    guard byte == UInt8(ascii: ",") else { throw expected(what) }
    offset += 1
  }

  /// Passes the value at the cursor, whatever it is, without building anything.
  package mutating func skipValue() throws(DocumentError) {
    let outer = containers.count
    repeat {
      try skipStep(outer: outer)
    } while containers.count > outer
  }

  /// Passes one scalar or steps into one container, then out of all that end there.
  private mutating func skipStep(outer: Int) throws(DocumentError) {
    switch peek() {
    case .object: try enterObject()
    case .array: try enterArray()
    case .string: try skipString()
    case .number: _ = try passNumber()
    case .bool: _ = try bool()
    case .null: try null()
    case nil: throw expected("a value")
    }
    while containers.count > outer {
      switch containers.last {
      case .object:
        if try advanceToKey() {
          try skipString()
          try passColon()
          return
        }
      case .array:
        if try nextElement() { return }
      case nil: return
      }
    }
  }
}
