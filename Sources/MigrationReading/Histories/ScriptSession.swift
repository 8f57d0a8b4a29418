import Domain
import SQLSyntax

/// Reads the scripts of one history one after another; what earlier ones define, later ones may call.
struct ScriptSession {
  /// Where texts come from.
  let source: FileSource
  let cache: ScriptCache
  /// The dialect; nil if it is not read yet.
  let dialect: Dialect?
  let dialectName: String
  let substitution: Substitution?
  /// Routines defined so far.
  var routines = RoutineTable()
  /// How many routines were defined or dropped.
  private(set) var definitions = 0
  /// Whether a script read other files, whose contents are not those of its own.
  private(set) var hasIncluded = false
  /// What other threads read before its turn.
  var ahead: AheadReading?

  /// What a part does, as the next one to run.
  mutating func read(_ part: SQLPart) -> ScriptReading {
    let reading = cached(part)
    for change in reading.routineChanges { routines.settle(change) }
    definitions += reading.routineChanges.count
    return reading
  }

  /// What a part would do, without it being run.
  mutating func readReverse(_ part: SQLPart) -> ScriptReading { cached(part) }

  private mutating func cached(_ part: SQLPart) -> ScriptReading {
    guard dialect != nil else { return unread(part) }
    let key = key(part)
    if let reading = cache.reading(key) ?? ahead?.supply(key), reading.isSame(with: routines) {
      return reading
    }
    let reading = readAnew(part)
    if !reading.isSelfContained { hasIncluded = true }
    cache.keep(reading, key)
    return reading
  }

  /// What the reading of a part is kept under.
  func key(_ part: SQLPart) -> ScriptCache.Key {
    ScriptCache.Key(
      entry: part.entry, section: part.section, dialect: dialectName,
      substitution: substitution?.identity ?? "")
  }

  private func unread(_ part: SQLPart) -> ScriptReading {
    var reading = ScriptReading()
    let file = part.entry.path.display
    reading.diagnostics.append(
      Diagnostic(
        id: "dialect-not-read", summary: "the dialect \"\(dialectName)\" is not read yet",
        location: SourceLocation(repository: .backend, file: file), reach: .mayChangeSchema))
    return reading
  }

  /// Readings of parts as if nothing was defined before them; those that cannot be read are left out.
  func readAhead(_ parts: ArraySlice<SQLPart>) -> [KeyedReading] {
    var readings: [KeyedReading] = []
    readings.reserveCapacity(parts.count)
    for part in parts {
      if case .success(let text) = source.text(of: part.entry) {
        readings.append((key(part), readAnew(part, text)))
      }
    }
    return readings
  }

  private func readAnew(_ part: SQLPart) -> ScriptReading {
    switch source.text(of: part.entry) {
    case .failure(let unread):
      var reading = ScriptReading()
      reading.diagnostics.append(unread.diagnostic)
      return reading
    case .success(let text):
      return readAnew(part, text)
    }
  }

  /// What a part with this text does.
  func readAnew(_ part: SQLPart, _ text: SourceText) -> ScriptReading {
    guard let dialect else { return unread(part) }
    var text = text
    if let substitution { text = SourceText(path: text.path, bytes: substitution.applied(to: text.bytes)) }
    let template = GoTemplate(text.bytes, dialect: dialectName)
    if let template { text = SourceText(path: text.path, bytes: template.bytes) }
    let ranges = part.section.ranges(in: text.bytes)
    var reader = ScriptReader(
      text: text, content: part.entry.contentID, dialect: dialect, routines: routines, source: source)
    for range in ranges { reader.read(range) }
    reader.readHints(in: ranges)
    for range in template?.undecided ?? [] where ranges.contains(where: { $0.contains(range.lowerBound) }) {
      let reach: Diagnostic.Reach =
        TextProbe.mayDefine(Array(text.bytes[range])) ? .mayChangeSchema : .mayChangeRows
      reader.reading.diagnostics.append(
        Diagnostic(
          id: "undecided-condition", summary: "whether this part of the template runs is not known",
          location: text.location(range.lowerBound), reach: reach))
    }
    return reader.reading
  }
}
