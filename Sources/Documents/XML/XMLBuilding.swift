import Domain

/// Puts the events of one document together.
final class XMLBuilding {
  /// Where the parser stands.
  struct Place {
    var position: TextPosition
    var byteOffset: Int
    /// Bytes of the file that the event covers.
    var byteCount: Int
  }

  private let limits: DocumentLimits
  private var stack: [XMLElement] = []
  private var nodeCount = 0
  private(set) var root: XMLElement?
  /// Why reading stops, where it is not for the parser's own reason.
  private(set) var failure: DocumentError?

  init(limits: DocumentLimits) {
    self.limits = limits
  }

  /// A start tag; false to stop.
  func start(_ name: String, _ attributes: [XMLElement.Attribute], at place: Place) -> Bool {
    nodeCount += 1 + attributes.count
    guard stack.count < limits.depth else {
      return stop("elements stand more than \(limits.depth) deep", place, "flatten the file")
    }
    guard nodeCount <= limits.nodeCount else {
      return stop("the file has more than \(limits.nodeCount) elements", place, "split the file")
    }
    stack.append(
      XMLElement(
        name: Self.local(name),
        attributes: attributes.map { .init(name: Self.local($0.name), value: $0.value) },
        position: place.position, byteOffset: place.byteOffset, endOffset: place.byteOffset))
    return true
  }

  /// An end tag.
  func end(at place: Place) {
    guard var element = stack.popLast() else { return }
    element.endOffset = place.byteOffset + place.byteCount
    if stack.isEmpty { root = element } else { stack[stack.count - 1].content.append(.element(element)) }
  }

  /// A run of text; false to stop.
  func text(_ string: String, at place: Place) -> Bool {
    guard let last = stack.indices.last else { return true }
    nodeCount += 1
    guard nodeCount <= limits.nodeCount else {
      return stop("the file has more than \(limits.nodeCount) parts", place, "split the file")
    }
    stack[last].content.append(
      .text(
        XMLText(
          string: string, byteOffset: place.byteOffset, isVerbatim: string.utf8.count == place.byteCount)))
    return true
  }

  /// A declared entity: it could stand for anything, as often as it likes.
  func declaredEntity(at place: Place) {
    _ = stop("the file declares an entity", place, "write its text where it is used")
  }

  private func stop(_ message: String, _ place: Place, _ nextStep: String) -> Bool {
    failure =
      failure
      ?? DocumentError(
        message, position: place.position, byteOffset: place.byteOffset, nextStep: nextStep)
    return false
  }

  private static func local(_ name: String) -> String {
    name.utf8.lastIndex(of: UInt8(ascii: ":")).map { String(name[name.utf8.index(after: $0)...]) } ?? name
  }
}
