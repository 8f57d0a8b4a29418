import Domain

/// The order in which files that each state one object can be read: what a view reads before the view.
struct ObjectOrder {
  private struct Object {
    var entry: FileEntry
    /// 0 schemas and types, 1 tables, 2 what alters them, 3 views, 4 routines.
    var rank: Int
    /// The name of a view, in lower case.
    var made: String
    /// Words and quoted names that a view is made of, in lower case.
    var words: Set<String>
  }

  private let objects: [Object]

  init(_ entries: [FileEntry], _ source: FileSource) {
    objects = entries.map { entry in
      guard let text = try? source.text(of: entry).get() else {
        return Object(entry: entry, rank: 4, made: "", words: [])
      }
      return Self.object(entry, text.bytes)
    }
  }

  /// The files in order; those that do not depend on each other by path.
  var sorted: [FileEntry] {
    let views = Dictionary(
      objects.indices.filter { objects[$0].rank == 3 }.map { (objects[$0].made, $0) },
      uniquingKeysWith: { one, _ in one })
    var done = Set<Int>()
    var order: [FileEntry] = []
    func place(_ at: Int, _ level: Int) {
      guard done.insert(at).inserted else { return }
      if level < 100 {
        for word in objects[at].words.sorted() { if let other = views[word] { place(other, level + 1) } }
      }
      order.append(objects[at].entry)
    }
    for rank in 0...4 {
      for at in objects.indices where objects[at].rank == rank { place(at, 0) }
    }
    return order
  }

  private static func object(_ entry: FileEntry, _ bytes: [UInt8]) -> Object {
    let span = bytes.span
    var scanner = TextScanner(span)
    var object = Object(entry: entry, rank: 4, made: "", words: [])
    var before = ""
    while let piece = scanner.next(span) {
      let word = Self.name(piece, bytes)
      if before == "create" || before == "alter", let rank = rank(of: word, before) {
        object.rank = rank
        break
      }
      if !word.isEmpty { before = word }
    }
    guard object.rank == 3 else { return object }
    var isNamed = false
    while let piece = scanner.next(span) {
      let word = Self.name(piece, bytes)
      isNamed = isNamed || word == "as" || word == "with" || bytes[piece.start] == UInt8(ascii: "(")
      if word.isEmpty { continue }
      if isNamed { object.words.insert(word) } else { object.made = word }
    }
    return object
  }

  /// A word or a quoted name in lower case; empty for other pieces.
  private static func name(_ piece: TextScanner.Piece, _ bytes: [UInt8]) -> String {
    guard piece.kind == .word || piece.kind == .quotedName else { return "" }
    let text = String(decoding: bytes[piece.start..<piece.end], as: UTF8.self).lowercased()
    return piece.kind == .word ? text : text.filter { $0 != "\"" }
  }

  private static func rank(of word: String, _ before: String) -> Int? {
    switch word {
    case "", "or", "alter": nil
    case "schema", "type", "sequence", "partition", "default", "rule": 0
    case "table": before == "alter" ? 2 : 1
    case "view": 3
    case "procedure", "proc", "function", "trigger": 4
    default: 2
    }
  }
}
