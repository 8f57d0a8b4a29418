import Domain

/// Reads YAML into located nodes: libyaml's events, an explicit stack, aliases and merge keys resolved here.
package enum YAMLReader {
  /// The documents of a stream, in order; an empty text has none.
  ///
  /// Throws at the first place that is not YAML, at a recursive alias, and where a limit is passed.
  package static func documents(
    of bytes: [UInt8], limits: DocumentLimits = .yaml
  ) throws(DocumentError) -> [DocumentNode] {
    guard bytes.count <= limits.byteCount else {
      throw .tooLarge(byteCount: bytes.count, limit: limits.byteCount)
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw DocumentError(
        "the file is UTF-16, not UTF-8", position: .start, byteOffset: 0, nextStep: "save it as UTF-8")
    }
    var building = YAMLBuilding(bytes, limits: limits)
    let failure: DocumentError? = bytes.withUnsafeBufferPointer { input in
      let text = UnsafeBufferPointer(rebasing: input.dropFirst(YAMLPlaces.markLength(bytes)))
      guard var parser = YAMLParser(text) else {
        return DocumentError(
          "no memory to read the file", position: .start, byteOffset: 0, nextStep: "free memory and try again"
        )
      }
      do throws(DocumentError) {
        try building.run(&parser)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
    return building.documents
  }

  /// The only document of a text; null for an empty text, an error for more than one.
  package static func document(
    of bytes: [UInt8], limits: DocumentLimits = .yaml
  ) throws(DocumentError) -> DocumentNode {
    let documents = try documents(of: bytes, limits: limits)
    if documents.count > 1 {
      throw DocumentError(
        "a second document starts here", position: documents[1].position, byteOffset: documents[1].byteOffset,
        nextStep: "keep one document per file: remove the line \"---\"")
    }
    return documents.first ?? .empty
  }
}

/// The state of one reading.
private struct YAMLBuilding {
  /// What an anchor of the current document stands for.
  private enum Anchor {
    case open
    case done(NodeStack.Built)
  }

  private(set) var documents: [DocumentNode] = []
  private var places: YAMLPlaces
  private var stack: NodeStack
  private var anchors: [String: Anchor] = [:]

  init(_ bytes: [UInt8], limits: DocumentLimits) {
    places = YAMLPlaces(bytes)
    stack = NodeStack(limits: limits)
  }

  mutating func run(_ parser: inout YAMLParser) throws(DocumentError) {
    while true {
      let event: YAMLEvent
      do throws(YAMLParserError) { event = try parser.next() } catch { throw located(error) }
      let offset = places.byteOffset(of: event.mark)
      switch event.kind {
      case .streamEnd: return
      case .other: continue
      case .documentStart: anchors = [:]
      case .documentEnd:
        if let root = stack.takeRoot() { documents.append(root) }
      case .scalar(let scalar, let anchor): try add(scalar, anchor, offset)
      case .start(let mapping, let anchor):
        if let anchor { anchors[anchor] = .open }
        try stack.open(
          mapping: mapping, position: places.position(ofByte: offset), byteOffset: offset, anchor: anchor)
      case .end: try close(offset)
      case .alias(let name): try alias(name, offset)
      }
    }
  }

  private mutating func add(_ scalar: DocumentScalar, _ anchor: String?, _ offset: Int) throws(DocumentError)
  {
    let position = places.position(ofByte: offset)
    if let anchor {
      let node = DocumentNode(.scalar(scalar), position: position, byteOffset: offset)
      anchors[anchor] = .done(NodeStack.Built(node: node, nodeCount: 1, height: 0))
    }
    try stack.add(scalar: scalar, position: position, byteOffset: offset)
  }

  private mutating func close(_ offset: Int) throws(DocumentError) {
    guard let frame = stack.close() else { return }
    let content: DocumentNode.Content
    if frame.isMapping {
      content = .mapping(DocumentMapping(try YAMLMergeKeys.merged(frame.entries)))
    } else {
      content = .sequence(frame.items)
    }
    let node = DocumentNode(content, position: frame.position, byteOffset: frame.byteOffset)
    let built = NodeStack.Built(node: node, nodeCount: frame.nodeCount, height: frame.height)
    if let anchor = frame.anchor { anchors[anchor] = .done(built) }
    try stack.add(built, position: frame.position, byteOffset: frame.byteOffset)
  }

  private mutating func alias(_ name: String, _ offset: Int) throws(DocumentError) {
    let position = places.position(ofByte: offset)
    switch anchors[name] {
    case .done(let built):
      try stack.count(built.nodeCount, position, offset)
      try stack.add(built, position: position, byteOffset: offset)
    case .open:
      throw DocumentError(
        "the alias \"*\(name)\" stands inside its own anchor", position: position, byteOffset: offset,
        nextStep: "write the part out instead of repeating it")
    case nil:
      throw DocumentError(
        "the alias \"*\(name)\" has no anchor \"&\(name)\" before it", position: position, byteOffset: offset,
        nextStep: "define the anchor first, or quote the text")
    }
  }

  private mutating func located(_ error: YAMLParserError) -> DocumentError {
    let offset = error.byteOffset.map { $0 + places.markLength } ?? places.byteOffset(of: error.mark)
    let context = error.context.map { " " + $0 } ?? ""
    return DocumentError(
      "not valid YAML: \(error.problem)\(context)", position: places.position(ofByte: offset),
      byteOffset: offset, nextStep: Self.nextStep(error.problem))
  }

  private static func nextStep(_ problem: String) -> String {
    switch problem {
    case "found character that cannot start any token":
      return "indent with spaces, and quote a value that starts with a special character"
    case "mapping values are not allowed in this context":
      return "quote the value that holds \": \", or correct the indentation"
    case "found unexpected end of stream": return "close the quote; the file may be cut off"
    case "control characters are not allowed": return "remove the control character"
    case "invalid leading UTF-8 octet", "invalid trailing UTF-8 octet", "incomplete UTF-8 octet sequence":
      return "save the file as UTF-8"
    case "did not find expected key", "did not find expected '-' indicator":
      return "correct the indentation at this place"
    default: return "correct the file at this place; it may be cut off"
    }
  }
}
