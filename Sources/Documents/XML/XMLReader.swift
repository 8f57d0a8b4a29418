import Domain

/// Reads XML into located elements: expat's events on an explicit stack. Nothing outside of the text is ever read;
/// a document that declares entities is refused.
package enum XMLReader {
  /// The root element of a document in UTF-8, whatever encoding it claims.
  ///
  /// Throws at the first place that is not XML, at an entity declaration, and where a limit is passed.
  package static func root(
    of bytes: [UInt8], limits: DocumentLimits = .xml
  ) throws(DocumentError) -> XMLElement {
    guard bytes.count <= limits.byteCount else {
      throw .tooLarge(byteCount: bytes.count, limit: limits.byteCount)
    }
    let building = XMLBuilding(limits: limits)
    guard let parser = XMLParser(building) else {
      throw DocumentError(
        "no memory to read the file", position: .start, byteOffset: 0, nextStep: "free memory and try again")
    }
    let failure = parser.parse(bytes)
    if let failure = building.failure ?? failure { throw failure }
    guard let root = building.root else {
      throw DocumentError(
        "the file has no element", position: .start, byteOffset: 0, nextStep: "check that it is XML")
    }
    return root
  }
}
