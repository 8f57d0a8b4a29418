/// How one tool marks the forward and the reverse part of a file: the table below has one value per tool.
///
/// A marker is the text of a comment line in lower case, after its dashes or hashes, with single spaces.
struct SectionMarkers: Hashable, Sendable {
  /// The tool.
  var framework: String
  /// The line that opens the forward part.
  var up: String
  /// The line that opens the reverse part.
  var down: String
  /// Whether the text before any marker belongs to the forward part.
  var startsForward = false
  /// Whether options may follow the marker on its line (`-- migrate:up transaction:false`).
  var allowsOptions = true

  /// Whether the marker is a word that other comments may consist of, too.
  var isPlainWord: Bool { framework == "up-down-sections" }

  /// Every tool whose files carry such lines, the most telling first.
  static let all: [SectionMarkers] = [
    SectionMarkers(framework: "goose", up: "+goose up", down: "+goose down"),
    SectionMarkers(framework: "dbmate", up: "migrate:up", down: "migrate:down"),
    SectionMarkers(framework: "sql-migrate", up: "+migrate up", down: "+migrate down"),
    SectionMarkers(framework: "micrate", up: "+micrate up", down: "+micrate down"),
    SectionMarkers(framework: "node-pg-migrate", up: "up migration", down: "down migration"),
    SectionMarkers(framework: "rambler", up: "rambler up", down: "rambler down"),
    SectionMarkers(framework: "play-evolutions", up: "!ups", down: "!downs"),
    SectionMarkers(
      framework: "tern", up: "", down: "create above / drop below ----", startsForward: true),
    SectionMarkers(framework: "mybatis-migrations", up: "", down: "//@undo", startsForward: true),
    SectionMarkers(framework: "up-down-sections", up: "@up", down: "@down"),
    SectionMarkers(framework: "up-down-sections", up: "up:", down: "down:", allowsOptions: false),
    SectionMarkers(framework: "up-down-sections", up: "up", down: "down", allowsOptions: false),
  ]
}

/// The parts of one file by its markers, as byte offsets.
struct FileSections: Hashable, Sendable {
  /// What runs forward, in order.
  var up: [Range<Int>] = []
  /// What undoes it.
  var down: [Range<Int>] = []
  /// Whether any marker was found.
  var isMarked = false

  /// Cuts a text at the markers of a tool; without any marker all of it runs forward.
  init(_ bytes: [UInt8], _ markers: SectionMarkers) {
    let up = Array(markers.up.utf8)
    let down = Array(markers.down.utf8)
    var isForward: Bool? = markers.startsForward ? true : nil
    var start = 0
    var lines = CommentLines(bytes)
    while let line = lines.next(bytes) {
      let opens = line.says(up, markers.allowsOptions)
      guard opens || line.says(down, markers.allowsOptions) else { continue }
      // Without a marker that opens it, the forward part is what stands before the reverse one.
      close(isForward ?? (!isMarked && !opens), start..<line.start, opens || isForward != nil || isMarked)
      isMarked = true
      isForward = opens
      start = line.end
    }
    close(isForward ?? true, start..<bytes.count, true)
  }

  private mutating func close(_ isForward: Bool, _ range: Range<Int>, _ counts: Bool) {
    guard counts || isForward else { return }
    if isForward { up.append(range) } else if isMarked { down.append(range) }
  }

  /// The first tool in the table whose markers stand in the text. Of plain words such as `up` both must.
  static func markers(in bytes: [UInt8]) -> SectionMarkers? {
    let table = SectionMarkers.all.map { (up: Array($0.up.utf8), down: Array($0.down.utf8)) }
    var seen = [(up: Bool, down: Bool)](repeating: (false, false), count: table.count)
    var lines = CommentLines(bytes)
    while let line = lines.next(bytes) {
      for (index, markers) in SectionMarkers.all.enumerated() {
        if line.says(table[index].up, markers.allowsOptions) { seen[index].up = true }
        if line.says(table[index].down, markers.allowsOptions) { seen[index].down = true }
      }
    }
    for (index, markers) in SectionMarkers.all.enumerated() {
      let isSeen =
        markers.isPlainWord ? seen[index].up && seen[index].down : seen[index].up || seen[index].down
      if isSeen { return markers }
    }
    return nil
  }
}

/// Walks over the lines of a text that are comments from their first sign on.
struct CommentLines {
  /// One comment line.
  struct Line {
    /// Offset of the line's first byte and past its line break.
    var start: Int
    var end: Int
    /// Its text in lower case, without leading dashes and hashes, with single spaces.
    var text: [UInt8]

    /// Whether the line is the marker, or with options begins with it.
    func says(_ marker: [UInt8], _ allowsOptions: Bool) -> Bool {
      guard !marker.isEmpty, text.starts(with: marker) else { return false }
      return text.count == marker.count || (allowsOptions && text[marker.count] == UInt8(ascii: " "))
    }
  }

  private var position = 0
  private let end: Int

  init(_ bytes: [UInt8]) {
    end = bytes.count
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The next comment line; nil at the end.
  mutating func next(_ bytes: [UInt8]) -> Line? {
    while position < end {
      let start = position
      var at = start
      while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
      let first = at < end ? bytes[at] : 0
      var stop = at
      while stop < end, bytes[stop] != UInt8(ascii: "\n") { stop += 1 }
      position = min(stop + 1, end)
      let isDashed = first == UInt8(ascii: "-") && at + 1 < end && bytes[at + 1] == UInt8(ascii: "-")
      if isDashed || first == UInt8(ascii: "#") {
        return Line(start: start, end: position, text: Self.text(bytes[at..<stop]))
      }
    }
    return nil
  }

  private static func text(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    let body = line.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "#") || $0 == 0x20 || $0 == 0x09 }
    for byte in body.prefix(200) {
      if byte <= 0x20 {
        if text.last != 0x20 { text.append(0x20) }
      } else {
        text.append(byte.lowered)
      }
    }
    while text.last == 0x20 { text.removeLast() }
    return text
  }
}
