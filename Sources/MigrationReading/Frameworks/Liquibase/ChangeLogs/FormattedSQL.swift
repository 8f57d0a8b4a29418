import Domain
import ScriptSyntax

/// SQL files whose comments cut them into changesets (`--liquibase formatted sql`).
enum FormattedSQL {
  /// Whether the first words of a text say so.
  static func isFormatted(_ bytes: [UInt8]) -> Bool {
    var lines = SQLLines(bytes)
    while let line = lines.next() {
      let words = lines.comment(line)?.lowercased().split(separator: " ").joined(separator: " ")
      if let words { return words.hasPrefix("liquibase formatted sql") }
      if !lines.isBlank(line) { return false }
    }
    return false
  }

  /// The changesets of a file.
  static func changeSets(_ bytes: [UInt8]) -> [ChangeSet] {
    var sets: [ChangeSet] = []
    var header: (id: String, author: String, attributes: [String: String], start: Int)?
    var parts: [Range<Int>] = []
    var rollback: [ScriptText] = []
    var start = 0
    var isRollbackBlock = false
    func finish(at end: Int) {
      guard let header else { return }
      let sql = parts + (start < end && !isRollbackBlock ? [start..<end] : [])
      sets.append(
        ChangeSet(
          id: header.id, author: header.author, attributes: header.attributes, sql: sql, rollback: rollback,
          range: header.start..<end))
    }
    var lines = SQLLines(bytes)
    while let line = lines.next() {
      let text = lines.text(line).lowercased()
      if isRollbackBlock {
        if text.contains(text: "*/") {
          isRollbackBlock = false
          start = line.upperBound
        }
        continue
      }
      if text.hasPrefix("/* liquibase rollback") || text.hasPrefix("/*liquibase rollback") {
        if start < line.lowerBound { parts.append(start..<line.lowerBound) }
        isRollbackBlock = !text.contains(text: "*/")
        start = line.upperBound
        continue
      }
      guard let comment = lines.comment(line) else { continue }
      let lower = comment.lowercased()
      if lower.hasPrefix("changeset "), let found = Self.header(comment.dropFirst(10)) {
        finish(at: line.lowerBound)
        header = (found.id, found.author, found.attributes, line.lowerBound)
        parts = []
        rollback = []
        start = line.upperBound
      } else if lower.hasPrefix("rollback "), header != nil {
        if start < line.lowerBound { parts.append(start..<line.lowerBound) }
        rollback.append(
          ScriptText(String(comment.dropFirst(9)), at: Int32(truncatingIfNeeded: line.lowerBound)))
        start = line.upperBound
      }
    }
    finish(at: bytes.count)
    return sets
  }

  /// `author:id key:value key:"a b"`.
  private static func header(
    _ text: Substring
  ) -> (id: String, author: String, attributes: [String: String])? {
    var words: [String] = []
    var current = ""
    var quote: Character?
    for sign in text {
      if let open = quote {
        if sign == open { quote = nil } else { current.append(sign) }
      } else if sign == "\"" || sign == "'" {
        quote = sign
      } else if sign == " " || sign == "\t" {
        if !current.isEmpty { words.append(current) }
        current = ""
      } else {
        current.append(sign)
      }
    }
    if !current.isEmpty { words.append(current) }
    guard let first = words.first, let colon = first.firstIndex(of: ":") else { return nil }
    var attributes: [String: String] = [:]
    for word in words.dropFirst() {
      guard let colon = word.firstIndex(of: ":") else { continue }
      attributes[word[..<colon].lowercased()] = String(word[word.index(after: colon)...])
    }
    return (String(first[first.index(after: colon)...]), String(first[..<colon]), attributes)
  }
}

/// The lines of a text, for the comments that stand alone on one.
private struct SQLLines {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  mutating func next() -> Range<Int>? {
    guard at < bytes.count else { return nil }
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
    if at < bytes.count { at += 1 }
    return start..<at
  }

  func isBlank(_ line: Range<Int>) -> Bool { bytes[line].allSatisfy { $0 <= 0x20 } }

  /// A line without white space around it; long ones are cut.
  func text(_ line: Range<Int>) -> String {
    var part = bytes[line].prefix(4096)
    while let last = part.last, last <= 0x20 { part.removeLast() }
    while let first = part.first, first <= 0x20 { part.removeFirst() }
    return String(decoding: part, as: UTF8.self)
  }

  /// What a line says that is nothing but a comment.
  func comment(_ line: Range<Int>) -> String? {
    guard let first = bytes[line].first(where: { $0 > 0x20 }), first == UInt8(ascii: "-") else { return nil }
    let text = text(line)
    guard text.hasPrefix("--") else { return nil }
    return String(text.dropFirst(2).drop { $0 == " " || $0 == "\t" })
  }
}
