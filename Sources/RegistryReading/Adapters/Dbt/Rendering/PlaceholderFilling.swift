import Domain

/// Puts tables and unknown values into a rendered text, now that their surroundings are known.
///
/// A table becomes its plain identifier. An unknown value becomes what keeps the SQL readable at its place: a call
/// of `QueryText.opaqueFunction` where an expression may stand, a query where a query must stand, a part of a
/// name or literal inside one, and nothing behind a finished operand (its names are then kept as loose uses).
struct PlaceholderFilling {
  /// The filled text.
  private(set) var output = JinjaOutput()
  /// Tables that the text reads, by placeholder.
  private(set) var relations: [String: JinjaRelation] = [:]
  /// Unknown values that may read columns and found no place in the text.
  private(set) var looseNames: [String] = []
  /// Places in the file at which a call stands for an unknown value that may read columns.
  private(set) var unknownOffsets: [Int] = []

  private let bytes: [UInt8]
  private let placeholders: [JinjaPlaceholder]
  private var index = 0
  private var runStart = 0
  private var segmentIndex = 0
  private let segments: [PositionMap.Segment]
  private var tokens = RecentTokens()
  private var qualifiers: [String: Bool] = [:]
  /// Whether the quotes around the place are those of a name.
  private var inName = false

  private init(_ output: JinjaOutput, _ placeholders: [JinjaPlaceholder]) {
    bytes = output.bytes
    segments = output.segments
    self.placeholders = placeholders
  }

  /// Fills a text.
  static func fill(_ output: JinjaOutput, _ placeholders: [JinjaPlaceholder]) -> PlaceholderFilling {
    var filling = PlaceholderFilling(output, placeholders)
    if placeholders.isEmpty {
      filling.output = output
    } else {
      filling.run()
    }
    return filling
  }

  private mutating func run() {
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case JinjaOutput.mark: fillPlaceholder(inQuotes: false)
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
        skipQuoted(byte)
        tokens.note(.operand, 0..<0)
      case UInt8(ascii: "-") where next == UInt8(ascii: "-"): skipComment(isLine: true)
      case UInt8(ascii: "/") where next == UInt8(ascii: "*"): skipComment(isLine: false)
      case _ where JinjaLexer.isWord(byte):
        let start = index
        while index < bytes.count, JinjaLexer.isWord(bytes[index]) { index += 1 }
        tokens.note(JinjaLexer.isDigit(byte) ? .operand : .word, start..<index)
      case _ where JinjaLexer.isSpace(byte): index += 1
      default:
        tokens.note(.symbol(byte), index..<(index + 1))
        index += 1
      }
    }
    flush(to: bytes.count)
  }

  private var next: UInt8 { index + 1 < bytes.count ? bytes[index + 1] : 0 }

  private mutating func skipQuoted(_ quote: UInt8) {
    index += 1
    inName = quote != UInt8(ascii: "'")
    defer { inName = false }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == JinjaOutput.mark {
        fillPlaceholder(inQuotes: true)
        continue
      }
      index += 1
      if byte == quote { return }
    }
  }

  private mutating func skipComment(isLine: Bool) {
    index += 2
    while index < bytes.count {
      let byte = bytes[index]
      if byte == JinjaOutput.mark {
        fillPlaceholder(inQuotes: true)
        continue
      }
      if isLine, byte == UInt8(ascii: "\n") { return }
      if !isLine, byte == UInt8(ascii: "*"), next == UInt8(ascii: "/") {
        index += 2
        return
      }
      index += 1
    }
  }

  /// Copies what stands between the last placeholder and a place, segment by segment.
  private mutating func flush(to end: Int) {
    while runStart < end {
      while segmentIndex + 1 < segments.count, segments[segmentIndex + 1].start <= runStart {
        segmentIndex += 1
      }
      guard segmentIndex < segments.count else { return }
      let segmentEnd = segmentIndex + 1 < segments.count ? segments[segmentIndex + 1].start : bytes.count
      let stop = min(end, segmentEnd)
      guard stop > runStart else { return }
      output.append(bytes[runStart..<stop], from: segment(at: runStart))
      runStart = stop
    }
  }

  private func segment(at offset: Int) -> PositionMap.Segment {
    guard segmentIndex < segments.count else {
      return PositionMap.Segment(start: 0, fileOffset: 0, isVerbatim: false)
    }
    var segment = segments[segmentIndex]
    if segment.isVerbatim { segment.fileOffset += max(0, offset - segment.start) }
    return segment
  }

  private mutating func fillPlaceholder(inQuotes: Bool) {
    let start = index
    var number = 0
    index += 1
    while index < bytes.count, JinjaLexer.isDigit(bytes[index]), number < 1_000_000 {
      number = number * 10 + Int(bytes[index] - UInt8(ascii: "0"))
      index += 1
    }
    flush(to: start)
    let isWhole = index < bytes.count && bytes[index] == JinjaOutput.mark && index > start + 1
    if isWhole { index += 1 }
    runStart = index
    guard isWhole, placeholders.indices.contains(number) else { return }
    while segmentIndex + 1 < segments.count, segments[segmentIndex + 1].start <= start { segmentIndex += 1 }
    let text: String
    switch placeholders[number] {
    case .relation(let relation): text = fill(relation, inQuotes)
    case .opaque(let opaque): text = fill(opaque, inQuotes)
    }
    output.append(Array(text.utf8)[...], from: segment(at: start))
  }

  // MARK: Tables

  private mutating func fill(_ relation: JinjaRelation, _ inQuotes: Bool) -> String {
    relations[relation.placeholder] = relation
    guard !inQuotes else { return relation.placeholder }
    let needsAlias =
      tokens.lastWord(in: bytes).map { $0 == "from" || $0 == "join" || $0 == "using" } == true
      && isQualifier(relation.identifier) && !hasAlias()
    tokens.note(.operand, 0..<0)
    return needsAlias ? relation.placeholder + " as " + relation.identifier : relation.placeholder
  }

  /// Whether `identifier.` stands anywhere in the text.
  private mutating func isQualifier(_ identifier: String) -> Bool {
    if let known = qualifiers[identifier] { return known }
    let isPlain =
      identifier.utf8.allSatisfy { JinjaLexer.isWord($0) && $0 < 0x80 }
      && identifier.utf8.first.map { !JinjaLexer.isDigit($0) } == true
    let lowered = bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    let found =
      isPlain
      && ByteSearch.first(of: Array(identifier.lowercased().utf8) + [UInt8(ascii: ".")], in: lowered) != nil
    qualifiers[identifier] = found
    return found
  }

  /// Whether an alias follows: `as`, or a word that starts no clause.
  private func hasAlias() -> Bool {
    var position = index
    while position < bytes.count, JinjaLexer.isSpace(bytes[position]) { position += 1 }
    guard position < bytes.count else { return false }
    let byte = bytes[position]
    if byte == JinjaOutput.mark || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "\"") { return true }
    guard JinjaLexer.isWord(byte) else { return false }
    var end = position
    while end < bytes.count, JinjaLexer.isWord(bytes[end]) { end += 1 }
    return !SQLWords.startsClause(bytes[position..<end])
  }

  // MARK: Unknown values

  private mutating func fill(_ opaque: JinjaOpaque, _ inQuotes: Bool) -> String {
    // Inside a literal or comment it is a value; inside a quoted name it is a column that nobody knows.
    if inQuotes {
      if inName { noteLoose(opaque) }
      return QueryText.opaqueFunction
    }
    if isGlued {
      tokens.note(.operand, 0..<0)
      noteLoose(opaque)
      return QueryText.opaqueFunction
    }
    let place = tokens.place(in: bytes)
    tokens.note(.operand, 0..<0)
    for relation in opaque.relations { relations[relation.placeholder] = relation }
    switch place {
    case .name:
      noteLoose(opaque)
      return QueryText.opaqueFunction
    case .relation:
      noteLoose(opaque)
      return opaque.relations.first?.placeholder ?? QueryText.opaqueFunction
    case .expression:
      noteUnknown(opaque)
      return Self.call(opaque)
    case .query:
      noteUnknown(opaque)
      var seen: Set<String> = []
      let tables = opaque.relations.map(\.placeholder).filter { seen.insert($0).inserted }
      if tables.isEmpty { return "select " + Self.call(opaque) }
      return "select *, " + Self.call(opaque) + " from " + tables.joined(separator: ", ")
    case .nothing:
      noteLoose(opaque)
      return " "
    }
  }

  private mutating func noteLoose(_ opaque: JinjaOpaque) {
    guard opaque.mayReadColumns else { return }
    looseNames += Self.columnNames(opaque.names)
    noteUnknown(opaque)
  }

  private mutating func noteUnknown(_ opaque: JinjaOpaque) {
    if opaque.mayReadColumns { unknownOffsets.append(segment(at: runStart).fileOffset) }
  }

  /// Whether the value touches a name on one of its sides.
  private var isGlued: Bool {
    let after = index < bytes.count ? bytes[index] : 0
    if JinjaLexer.isWord(after) || after == UInt8(ascii: ".") || after == UInt8(ascii: "(")
      || after == JinjaOutput.mark
    {
      return true
    }
    guard let before = output.bytes.last else { return false }
    if JinjaLexer.isWord(before) || before == UInt8(ascii: ".") { return true }
    return before == UInt8(ascii: ":") && output.bytes.dropLast().last == before
  }

  /// `tidegate_opaque('a', 'b')`
  private static func call(_ opaque: JinjaOpaque) -> String {
    let literals = columnNames(opaque.names).map { "'" + $0 + "'" }
    return QueryText.opaqueFunction + "(" + literals.joined(separator: ", ") + ")"
  }

  /// The words of these texts that may be names of columns, each once.
  static func columnNames(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    var names: [String] = []
    for text in texts where text.utf8.count <= 10_000 {
      for piece in text.utf8.split(whereSeparator: { !JinjaLexer.isWord($0) }) {
        guard names.count < 200, piece.count <= 200, let first = piece.first, !JinjaLexer.isDigit(first)
        else {
          continue
        }
        let name = String(decoding: piece, as: UTF8.self)
        if seen.insert(name).inserted { names.append(name) }
      }
    }
    return names
  }
}
