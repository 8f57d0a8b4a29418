/// A file name that says whether the file runs forward or undoes: `1_x.up.sql`, `1_x-down.sql`, `1.undo.x.sql`.
struct DirectedName: Hashable {
  /// What the name says.
  enum Direction: Hashable {
    case up, down
  }

  /// The name without ending and direction; the two halves of a migration share it.
  var base: String
  /// What the name says.
  var direction: Direction
  /// Whether the direction is a part of its own between dots, which no other name has by chance.
  var isCertain: Bool
  /// The tool that spells it this way.
  var framework: String

  /// The direction in a file name without `.sql`; nil if there is none.
  init?(_ stem: String) {
    guard Self.mayBeDirected(stem) else { return nil }
    let parts = stem.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if parts.count > 1, let last = parts.last, let direction = Self.direction(last) {
      var base = parts.dropLast()
      if base.last == "tx", base.count > 1 { base = base.dropLast() }
      self.init(base.joined(separator: "."), direction, true, Self.framework(last))
      return
    }
    // Postgrator: 001.do.name.sql
    if parts.count > 2, let direction = Self.direction(parts[1]), FileVersion.starts(parts[0]) {
      self.init(parts[0], direction, true, Self.framework(parts[1]))
      return
    }
    for separator in ["_", "-"] {
      guard let last = stem.split(separator: Character(separator)).last, last.count < stem.count,
        let direction = Self.direction(String(last))
      else { continue }
      self.init(
        String(stem.dropLast(last.count + 1)), direction, false,
        separator == "-" ? "db-migrate" : "up-down-files")
      return
    }
    return nil
  }

  private init(_ base: String, _ direction: Direction, _ isCertain: Bool, _ framework: String) {
    self.base = base
    self.direction = direction
    self.isCertain = isCertain
    self.framework = framework
  }

  /// Whether a word that says a direction ends the name or stands between dots: decided by bytes, for most names
  /// say nothing.
  private static func mayBeDirected(_ stem: String) -> Bool {
    guard let last = stem.utf8.last else { return false }
    switch last | 0x20 {
    case UInt8(ascii: "p"), UInt8(ascii: "n"), UInt8(ascii: "o"), UInt8(ascii: "k"), UInt8(ascii: "t"):
      return true
    default:
      var stem = stem
      return stem.withUTF8 { bytes in bytes.reduce(0) { $1 == UInt8(ascii: ".") ? $0 + 1 : $0 } } > 1
    }
  }

  private static func direction(_ word: String) -> Direction? {
    switch word.lowercased() {
    case "up", "do": .up
    case "down", "undo", "rollback", "revert": .down
    default: nil
    }
  }

  private static func framework(_ word: String) -> String {
    switch word.lowercased() {
    case "do", "undo": "postgrator"
    case "up", "down": "golang-migrate"
    default: "up-down-files"
    }
  }
}
