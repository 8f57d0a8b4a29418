import Domain

/// One migration as SQL files, before they are read.
struct SQLUnit: Equatable {
  /// The framework's id of it.
  var id: String
  /// What runs forward, in order.
  var up: [SQLPart] = []
  /// What undoes it.
  var down: [SQLPart] = []
  /// Files of the migration that are programs, which this reader cannot read.
  var code: [FileEntry] = []
  /// The tool that runs the programs, for messages.
  var tool = ""
  /// Whether it runs again whenever its contents change.
  var isRepeatable = false
  /// Renames that the tool keeps beside files that state the schema as it is to be, in order.
  var renames: [KeptRename] = []

  /// A migration of SQL files.
  init(id: String, up: [SQLPart] = [], down: [SQLPart] = []) {
    self.id = id
    self.up = up
    self.down = down
  }

  /// A migration that is a program.
  init(code entry: FileEntry, tool: String) {
    let name = entry.path.lastComponent
    id = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    code = [entry]
    self.tool = tool
  }
}

/// A file, or one direction of it.
struct SQLPart: Equatable {
  /// The file.
  var entry: FileEntry
  /// Which part of it.
  var section = FileSection.whole
}

/// Which part of a file is meant.
enum FileSection: Hashable {
  case whole
  /// Cut where a line says `--> statement-breakpoint`, with or without a semicolon before it.
  case breakpoints
  /// The forward part by the first of these markers that stand in the file.
  case up([SectionMarkers])
  /// The reverse part.
  case down([SectionMarkers])
  /// What stands between two lines of a `sqlcmd` script that include other files, by its number.
  case sqlcmd(Int)

  /// The ranges of the part in a text.
  func ranges(in bytes: [UInt8]) -> [Range<Int>] {
    switch self {
    case .whole: [0..<bytes.count]
    case .breakpoints: Self.pieces(bytes)
    case .up(let markers): Self.sections(bytes, markers).up
    case .down(let markers): Self.sections(bytes, markers).down
    case .sqlcmd(let number): SqlcmdLines(bytes).ranges(of: number)
    }
  }

  private static func pieces(_ bytes: [UInt8]) -> [Range<Int>] {
    let mark = Array("--> statement-breakpoint".utf8)
    let span = bytes.span
    var found: [Range<Int>] = []
    var (start, at) = (0, 0)
    while at + mark.count <= span.count {
      var same = 0
      while same < mark.count, span[at + same] == mark[same] { same += 1 }
      if same == mark.count {
        found.append(start..<at)
        at += mark.count
        start = at
      } else {
        at += 1
      }
    }
    return found + [start..<span.count]
  }

  private static func sections(_ bytes: [UInt8], _ markers: [SectionMarkers]) -> FileSections {
    for entry in markers {
      let sections = FileSections(bytes, entry)
      if sections.isMarked { return sections }
    }
    return markers.first.map { FileSections(bytes, $0) } ?? FileSections(bytes, SectionMarkers.all[0])
  }
}

/// Values put in for the placeholders of a text before it is read. Lines stay; columns behind a value move.
struct Substitution {
  private let values: [(name: [UInt8], value: [UInt8])]
  private let open: [UInt8]
  private let close: [UInt8]
  /// Equal texts mean equal substitutions.
  let identity: String

  /// The placeholders of Flyway's settings.
  init(_ settings: FlywaySettings) {
    values = settings.placeholders.sorted { $0.key < $1.key }.map {
      (Array($0.key.utf8), Array($0.value.utf8).filter { $0 != 10 && $0 != 13 })
    }
    open = Array(settings.placeholderMarks.open.utf8)
    close = Array(settings.placeholderMarks.close.utf8)
    identity = settings.identity
  }

  /// The text with values in place of known placeholders; unknown ones stay.
  func applied(to bytes: [UInt8]) -> [UInt8] {
    guard !open.isEmpty, !close.isEmpty else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      if bytes[at] == open[0], bytes[at...].starts(with: open), let hit = value(bytes, at + open.count) {
        result += hit.value
        at = hit.end
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return result
  }

  private func value(_ bytes: [UInt8], _ start: Int) -> (value: [UInt8], end: Int)? {
    for entry in values where bytes[start...].starts(with: entry.name) {
      let end = start + entry.name.count
      if bytes[end...].starts(with: close) { return (entry.value, end + close.count) }
    }
    return nil
  }
}
