/// Lookups that never fail: what is not there, or is of another kind, is nil.
extension DocumentNode {
  /// The scalar, if the node is one.
  package var scalar: DocumentScalar? {
    if case .scalar(let scalar) = content { return scalar }
    return nil
  }

  /// The items, if the node is a sequence.
  package var sequence: [DocumentNode]? {
    if case .sequence(let items) = content { return items }
    return nil
  }

  /// The entries, if the node is a mapping.
  package var mapping: DocumentMapping? {
    if case .mapping(let mapping) = content { return mapping }
    return nil
  }

  /// The value of a key, if the node is a mapping that has it.
  package subscript(_ name: String) -> DocumentNode? { mapping?[name] }

  /// Whether the node is null or has no content.
  package var isNull: Bool { scalar?.value == .null }

  /// The text of a scalar that is not null, as it is written: `name: 123` is `"123"`, `name: yes` is `"yes"`.
  package var string: String? {
    guard let scalar, scalar.value != .null else { return nil }
    return scalar.text
  }

  /// A truth value; nil for anything else, quoted words included.
  package var bool: Bool? {
    if case .bool(let value) = scalar?.value { return value }
    return nil
  }

  /// A whole number.
  package var int: Int? {
    if case .int(let value) = scalar?.value { return value }
    return nil
  }

  /// A number, whole or not.
  package var double: Double? {
    switch scalar?.value {
    case .int(let value): return Double(value)
    case .float(let value): return value
    case .null, .bool, .string, nil: return nil
    }
  }

  /// The texts of a sequence of scalars, or of one scalar that stands for a list of one; nulls are left out.
  ///
  /// Nil for null, for a mapping, and for a sequence that holds anything but scalars.
  package var strings: [String]? {
    if let text = string { return [text] }
    guard let sequence else { return nil }
    var texts: [String] = []
    for item in sequence {
      guard let scalar = item.scalar else { return nil }
      if scalar.value != .null { texts.append(scalar.text) }
    }
    return texts
  }

  /// The items of a sequence, or nothing: null and other kinds count as an empty list.
  package var items: [DocumentNode] { sequence ?? [] }

  /// The entries of a mapping, or nothing: null and other kinds count as an empty mapping.
  package var entries: [DocumentEntry] { mapping?.entries ?? [] }

  /// What the node is, for messages: `a list`, `text`, `nothing`.
  package var kindName: String {
    switch content {
    case .sequence: return "a list"
    case .mapping: return "a mapping"
    case .scalar(let scalar):
      switch scalar.value {
      case .null: return "nothing"
      case .bool: return "a truth value"
      case .int, .float: return "a number"
      case .string: return "text"
      }
    }
  }
}
