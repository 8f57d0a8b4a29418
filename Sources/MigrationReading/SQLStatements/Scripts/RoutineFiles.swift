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

  /// The names of the routines that a text seems to create, in lower case: what follows `create function` and its kin.
  /// Comments and strings are not told apart: whether it is so, the reading of the file tells.
  private static func names(in bytes: [UInt8]) -> Set<String> {
    var names: Set<String> = []
    var at = 0
    while at < bytes.count {
      let letter = bytes[at] | 0x20
      guard letter == UInt8(ascii: "f") || letter == UInt8(ascii: "p"), at > 0, bytes[at - 1] <= 0x20 else {
        at += 1
        continue
      }
      let word = word(in: bytes, from: at)
      if kinds.contains(lowered(word)), isCreated(bytes, before: at) {
        names.insert(name(in: bytes, from: word.endIndex))
      }
      at = max(at + 1, word.endIndex)
    }
    return names
  }

  private static let kinds: Set<String> = ["function", "procedure", "proc"]
  private static let verbs: Set<String> = [
    "create", "alter", "replace", "editionable", "noneditionable", "temporary", "temp",
  ]

  /// The letters, digits and underscores from an offset on.
  private static func word(in bytes: [UInt8], from start: Int) -> ArraySlice<UInt8> {
    bytes[min(start, bytes.count)...].prefix { $0.isNamePart }
  }

  private static func lowered(_ word: ArraySlice<UInt8>) -> String {
    word.count > 64 ? "" : String(decoding: word, as: UTF8.self).lowercased()
  }

  /// Whether the word before is one of those that make a routine.
  private static func isCreated(_ bytes: [UInt8], before end: Int) -> Bool {
    var stop = end
    while stop > 0, bytes[stop - 1] <= 0x20 { stop -= 1 }
    var start = stop
    while start > 0, bytes[start - 1].isNamePart { start -= 1 }
    return verbs.contains(lowered(bytes[start..<stop]))
  }

  /// The last part of the name that stands behind an offset, in lower case and without quotes.
  private static func name(in bytes: [UInt8], from start: Int) -> String {
    var at = start
    var part = ""
    while at < bytes.count {
      while at < bytes.count, bytes[at] <= 0x20 || isQuote(bytes[at]) { at += 1 }
      let found = word(in: bytes, from: at)
      at = found.endIndex
      part = lowered(found)
      if ["if", "not", "exists"].contains(part) { continue }
      while at < bytes.count, bytes[at] <= 0x20 || isQuote(bytes[at]) { at += 1 }
      guard at < bytes.count, bytes[at] == UInt8(ascii: ".") else { break }
      at += 1
    }
    return part
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
