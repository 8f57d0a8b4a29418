/// One key and its value.
package struct DocumentEntry: Sendable {
  /// The key with its place; a scalar nearly always.
  package var key: DocumentNode
  /// The value with its place.
  package var value: DocumentNode

  /// A key with its value.
  package init(key: DocumentNode, value: DocumentNode) {
    self.key = key
    self.value = value
  }

  /// The text of a scalar key, nil for a key that is itself a sequence or mapping.
  package var name: String? { key.scalar?.text }
}

/// The keys and values of a mapping, in the order of the file, repeated keys included.
package struct DocumentMapping: Sendable, RandomAccessCollection {
  /// All entries in the order of the file; those taken over by a merge key stand first.
  package let entries: [DocumentEntry]
  /// Where the last entry of each name stands; only kept where a linear search would hurt.
  private let index: [String: Int]?

  /// A mapping of these entries.
  package init(_ entries: [DocumentEntry]) {
    self.entries = entries
    guard entries.count > 16 else {
      index = nil
      return
    }
    var places: [String: Int] = [:]
    places.reserveCapacity(entries.count)
    for (place, entry) in entries.enumerated() {
      if let name = entry.name { places[name] = place }
    }
    index = places
  }

  /// The entry of a key; the last one where the key is repeated, as PyYAML and JSON parsers take it.
  package func entry(_ name: String) -> DocumentEntry? {
    if let index { return index[name].map { entries[$0] } }
    return entries.last { $0.name == name }
  }

  /// The value of a key; the last one where the key is repeated.
  package subscript(_ name: String) -> DocumentNode? { entry(name)?.value }

  /// The keys that repeat an earlier key of the same mapping, in order.
  package var repeatedKeys: [DocumentNode] {
    var seen: Set<String> = []
    return entries.compactMap { entry in
      guard let name = entry.name else { return nil }
      return seen.insert(name).inserted ? nil : entry.key
    }
  }

  package var startIndex: Int { entries.startIndex }
  package var endIndex: Int { entries.endIndex }
  package subscript(_ position: Int) -> DocumentEntry { entries[position] }
}
