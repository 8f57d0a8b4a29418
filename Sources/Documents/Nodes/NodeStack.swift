import Domain

/// Builds a tree from the events of a reader without recursion: open containers stand on an explicit stack.
struct NodeStack {
  /// A finished node with what it takes to repeat it: its nodes and its levels.
  struct Built {
    var node: DocumentNode
    var nodeCount: Int
    var height: Int
  }

  /// A container that is still open.
  struct Frame {
    var isMapping: Bool
    var position: TextPosition
    var byteOffset: Int
    var anchor: String?
    var items: [DocumentNode] = []
    var entries: [DocumentEntry] = []
    var key: DocumentNode?
    var nodeCount = 1
    var height = 1
  }

  private(set) var frames: [Frame] = []
  /// The finished document, once the outermost node is closed.
  private(set) var root: DocumentNode?
  /// Nodes of all documents so far, those reached through aliases counted each time.
  private(set) var nodeCount = 0
  let limits: DocumentLimits

  init(limits: DocumentLimits) {
    self.limits = limits
  }

  /// Whether the next scalar of the innermost mapping is a key.
  var expectsKey: Bool {
    guard let last = frames.last else { return false }
    return last.isMapping && last.key == nil
  }

  /// Opens a container.
  mutating func open(mapping: Bool, position: TextPosition, byteOffset: Int, anchor: String? = nil)
    throws(DocumentError)
  {
    guard frames.count < limits.depth else {
      throw Self.tooDeep(limits.depth, position: position, byteOffset: byteOffset)
    }
    try count(1, position, byteOffset)
    frames.append(Frame(isMapping: mapping, position: position, byteOffset: byteOffset, anchor: anchor))
  }

  /// Takes the innermost container off the stack; nil if none is open.
  mutating func close() -> Frame? { frames.popLast() }

  /// Closes the innermost container as it is and puts it in its place.
  mutating func closeContainer() throws(DocumentError) {
    guard let frame = close() else { return }
    let content: DocumentNode.Content =
      frame.isMapping ? .mapping(DocumentMapping(frame.entries)) : .sequence(frame.items)
    let node = DocumentNode(content, position: frame.position, byteOffset: frame.byteOffset)
    try add(
      Built(node: node, nodeCount: frame.nodeCount, height: frame.height), position: frame.position,
      byteOffset: frame.byteOffset)
  }

  /// Puts a scalar in its place.
  mutating func add(scalar: DocumentScalar, position: TextPosition, byteOffset: Int) throws(DocumentError) {
    try count(1, position, byteOffset)
    let node = DocumentNode(.scalar(scalar), position: position, byteOffset: byteOffset)
    try add(Built(node: node, nodeCount: 1, height: 0), position: position, byteOffset: byteOffset)
  }

  /// Puts a finished node in its place; the place is that of the node or of the alias that repeats it.
  mutating func add(_ built: Built, position: TextPosition, byteOffset: Int) throws(DocumentError) {
    guard let last = frames.indices.last else {
      root = built.node
      return
    }
    guard frames.count + built.height <= limits.depth else {
      throw Self.tooDeep(limits.depth, position: position, byteOffset: byteOffset)
    }
    frames[last].nodeCount += built.nodeCount
    frames[last].height = max(frames[last].height, built.height + 1)
    guard frames[last].isMapping else {
      frames[last].items.append(built.node)
      return
    }
    if let key = frames[last].key {
      frames[last].entries.append(DocumentEntry(key: key, value: built.node))
      frames[last].key = nil
    } else {
      frames[last].key = built.node
    }
  }

  /// Hands out the finished document and is ready for the next.
  mutating func takeRoot() -> DocumentNode? {
    defer { root = nil }
    return root
  }

  /// Counts nodes against the limit.
  mutating func count(_ nodes: Int, _ position: TextPosition, _ byteOffset: Int) throws(DocumentError) {
    nodeCount += nodes
    guard nodeCount <= limits.nodeCount else {
      throw DocumentError(
        "the document has more than \(limits.nodeCount) nodes, repeated ones included", position: position,
        byteOffset: byteOffset, nextStep: "split the file, or use fewer aliases")
    }
  }

  /// The error for too many levels.
  static func tooDeep(_ limit: Int, position: TextPosition, byteOffset: Int) -> DocumentError {
    DocumentError(
      "more than \(limit) levels of nesting", position: position, byteOffset: byteOffset,
      nextStep: "flatten the document at this place")
  }
}
