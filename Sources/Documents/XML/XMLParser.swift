import CExpat
import Domain

/// Owns one expat parser; the only place that calls expat.
struct XMLParser: ~Copyable {
  private let parser: XML_Parser
  private let events: XMLEvents

  /// A parser that hands its events to `building`; nil without memory.
  init?(_ building: XMLBuilding) {
    guard let parser = XML_ParserCreate("UTF-8") else { return nil }
    self.parser = parser
    events = XMLEvents(parser: parser, building: building)
    XML_SetUserData(parser, Unmanaged.passUnretained(events).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in XMLEvents.from(data)?.start(name, attributes) },
      { data, _ in XMLEvents.from(data)?.end() })
    XML_SetCharacterDataHandler(parser) { data, text, length in XMLEvents.from(data)?.text(text, length) }
    XML_SetEntityDeclHandler(parser) { data, _, _, _, _, _, _, _, _ in
      XMLEvents.from(data)?.declaredEntity()
    }
  }

  deinit { XML_ParserFree(parser) }

  /// Reads a whole document; the parser's own reason to stop, if any.
  func parse(_ bytes: [UInt8]) -> DocumentError? {
    var status = XML_STATUS_OK
    var start = 0
    // Text is handed out in pieces of the buffer: a piece at a time keeps lengths within C's int.
    repeat {
      let end = min(start + (1 << 20), bytes.count)
      status = bytes[start..<end].withUnsafeBytes { part in
        XML_Parse(
          parser, part.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(part.count),
          end == bytes.count ? 1 : 0)
      }
      start = end
    } while start < bytes.count && status == XML_STATUS_OK
    guard status != XML_STATUS_OK else { return nil }
    let place = events.place
    let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "unreadable text"
    return DocumentError(
      "the file is no well-formed XML: \(reason)", position: place.position, byteOffset: place.byteOffset,
      nextStep: "correct it there")
  }
}

/// What expat calls back, with values copied out.
private final class XMLEvents {
  private let parser: XML_Parser
  private let building: XMLBuilding

  init(parser: XML_Parser, building: XMLBuilding) {
    self.parser = parser
    self.building = building
  }

  static func from(_ data: UnsafeMutableRawPointer?) -> XMLEvents? {
    data.map { Unmanaged<XMLEvents>.fromOpaque($0).takeUnretainedValue() }
  }

  var place: XMLBuilding.Place {
    XMLBuilding.Place(
      position: TextPosition(
        line: Int(clamping: XML_GetCurrentLineNumber(parser)),
        column: Int(clamping: XML_GetCurrentColumnNumber(parser)) + 1),
      byteOffset: max(0, Int(clamping: XML_GetCurrentByteIndex(parser))),
      byteCount: Int(XML_GetCurrentByteCount(parser)))
  }

  func start(
    _ name: UnsafePointer<XML_Char>?, _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
  ) {
    var list: [XMLElement.Attribute] = []
    var next = attributes
    while let pair = next, let key = pair.pointee, let value = (pair + 1).pointee {
      list.append(.init(name: String(cString: key), value: String(cString: value)))
      next = pair + 2
    }
    if !building.start(name.map { String(cString: $0) } ?? "", list, at: place) { stop() }
  }

  func end() { building.end(at: place) }

  func text(_ text: UnsafePointer<XML_Char>?, _ length: Int32) {
    guard let text, length > 0 else { return }
    let bytes = UnsafeRawBufferPointer(start: text, count: Int(length))
    if !building.text(String(decoding: bytes, as: UTF8.self), at: place) { stop() }
  }

  func declaredEntity() {
    building.declaredEntity(at: place)
    stop()
  }

  private func stop() { XML_StopParser(parser, XML_Bool(XML_FALSE)) }
}
