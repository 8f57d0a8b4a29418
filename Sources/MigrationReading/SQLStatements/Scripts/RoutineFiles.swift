import Domain
import SQLSyntax

/// Routines that SQL files of the repository define outside of the history that calls them, as where the database is set
/// up by scripts of its own.
struct RoutineFiles {
  /// Bytes of one file, and of all files, that are looked at.
  private static let fileLimit = 1 << 20
  private static let sizeLimit = 24 << 20
  private let files: [String: [FileEntry]]

  /// Which files speak of which routines.
  init(_ source: FileSource) {
    var files: [String: [FileEntry]] = [:]
    var left = Self.sizeLimit
    for entry in source.tree.entries where left > 0 && entry.path.hasSuffix(".sql") {
      if let size = entry.size, size > Self.fileLimit { continue }
      guard let text = try? source.text(of: entry).get(), text.bytes.count <= Self.fileLimit else { continue }
      left -= text.bytes.count
      for name in Self.names(in: text.bytes) { files[name, default: []].append(entry) }
    }
    self.files = files
  }

  /// The names of the routines that a text creates: the last word before the bracket or body.
  private static func names(in bytes: [UInt8]) -> Set<String> {
    var names: Set<String> = []
    var scanner = TextScanner(bytes.span)
    var isCreated = false
    var isNamed = false
    var name = ""
    while let piece = scanner.next(bytes.span) {
      switch piece.kind {
      case .lineComment, .blockComment: continue
      case .word, .quotedName:
        let word = String(decoding: bytes[piece.start..<piece.end].filter { !isQuote($0) }, as: UTF8.self)
        let isPart = isNamed && (name.isEmpty || name.hasSuffix("."))
        if isPart {
          name = word
        } else {
          if !name.isEmpty { names.insert(name.lowercased()) }
          (isNamed, name) = (false, "")
          switch word.lowercased() {
          case "create", "alter": isCreated = true
          case "procedure", "proc", "function": isNamed = isCreated
          case "or", "replace", "editionable", "definer", "temporary", "temp": break
          default: isCreated = false
          }
        }
      case .sign where isNamed && (bytes[piece.start] == UInt8(ascii: ".") || isQuote(bytes[piece.start])):
        if bytes[piece.start] == UInt8(ascii: ".") { name = "." }
      case .sign, .string:
        if !name.isEmpty { names.insert(name.lowercased()) }
        (isCreated, isNamed, name) = (false, false, "")
      }
    }
    return names
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: "]")
  }

  /// The routine of a name, where one file defines it, or several define it in the same words.
  func routine(named name: String, in source: FileSource, dialect: Dialect) -> RoutineTable.Routine? {
    guard let entries = files[name.lowercased()], entries.count <= Self.copyLimit else { return nil }
    var found: RoutineTable.Routine?
    for entry in entries {
      guard let text = try? source.text(of: entry).get() else { return nil }
      for located in StatementReader(text.bytes, dialect: dialect) {
        guard case .definition(.createRoutine(let routine)) = located.statement,
          routine.name.name.lowercased() == name.lowercased()
        else { continue }
        let copy = RoutineTable.Routine(
          definition: routine, text: text, positions: .identity, file: text,
          identity: RoutineTable.Identity(
            content: entry.contentID, offset: Int(routine.name.range.start)))
        // One of several that take other arguments or do something else.
        if let found, !Self.isSame(found, copy) { return nil }
        found = found ?? copy
      }
    }
    return found
  }

  /// Files with copies of a routine at most.
  private static let copyLimit = 16

  private static func isSame(_ first: RoutineTable.Routine, _ second: RoutineTable.Routine) -> Bool {
    guard case .text(let one) = first.definition.body, case .text(let other) = second.definition.body else {
      return false
    }
    return one.text == other.text
  }
}
