import Domain

/// Readings for configuration, where an unknown key or a wrong value is an error with its place and the
/// nearest valid name. `what` names the thing in messages: `"loaders"`.
extension DocumentNode {
  /// An error at this node.
  package func failure(_ message: String, nextStep: String) -> DocumentError {
    DocumentError(message, position: position, byteOffset: byteOffset, nextStep: nextStep)
  }

  /// The entries of a mapping with any keys; every key must be a text and stand once.
  package func requireEntries(_ what: String) throws(DocumentError) -> [DocumentEntry] {
    guard let mapping else {
      throw failure("\"\(what)\" is \(kindName), not a mapping", nextStep: "write it as \"key: value\" lines")
    }
    for entry in mapping where entry.name == nil {
      throw entry.key.failure(
        "a key of \"\(what)\" is \(entry.key.kindName), not text", nextStep: "write a name, quoted if need be"
      )
    }
    if let key = mapping.repeatedKeys.first {
      throw key.failure(
        "the key \"\(key.scalar?.text ?? "")\" stands twice in \"\(what)\"", nextStep: "keep one of them")
    }
    return mapping.entries
  }

  /// A mapping that has no other keys than these.
  package func requireMapping(_ what: String, keys: [String]) throws(DocumentError) -> DocumentMapping {
    for entry in try requireEntries(what) {
      let name = entry.name ?? ""
      if keys.contains(name) { continue }
      throw entry.key.failure(
        "unknown key \"\(name)\" in \"\(what)\"", nextStep: Self.suggestion(for: name, among: keys))
    }
    return mapping ?? DocumentMapping([])
  }

  /// The items of a sequence.
  package func requireSequence(_ what: String) throws(DocumentError) -> [DocumentNode] {
    guard let sequence else {
      throw failure("\"\(what)\" is \(kindName), not a list", nextStep: "write it as \"[one, two]\"")
    }
    return sequence
  }

  /// A text: any scalar that is not null and not empty.
  package func requireText(_ what: String) throws(DocumentError) -> String {
    guard let text = string, !text.isEmpty else {
      throw failure(
        "\"\(what)\" is \(scalar?.text == "" ? "nothing" : kindName), not text", nextStep: "give it a text")
    }
    return text
  }

  /// A list of texts.
  package func requireTexts(_ what: String) throws(DocumentError) -> [String] {
    var texts: [String] = []
    for item in try requireSequence(what) { texts.append(try item.requireText(what)) }
    return texts
  }

  /// A truth value.
  package func requireBool(_ what: String) throws(DocumentError) -> Bool {
    guard let bool else {
      throw failure(
        "\"\(what)\" is not a truth value", nextStep: "write \"true\" or \"false\" without quotes")
    }
    return bool
  }

  /// One word of a closed set.
  package func requireWord<Word: RawRepresentable & CaseIterable>(
    _ what: String, of type: Word.Type
  ) throws(DocumentError) -> Word where Word.RawValue == String {
    let text = try requireText(what)
    if let word = Word(rawValue: text) { return word }
    throw failure(
      "\"\(text)\" is no value of \"\(what)\"",
      nextStep: Self.suggestion(for: text, among: Word.allCases.map(\.rawValue)))
  }

  /// `did you mean "x"? known are "x", "y"`, or only what is known.
  private static func suggestion(for name: String, among known: [String]) -> String {
    let list = known.map { "\"\($0)\"" }.joined(separator: ", ")
    if let nearest = NearestName.of(name, among: known) {
      return "did you mean \"\(nearest)\"? known are \(list)"
    }
    return "use one of \(list)"
  }
}
