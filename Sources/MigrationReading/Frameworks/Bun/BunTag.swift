/// The tag of a field or table: `bun:"name,pk,type:numeric(10,2)"`, `pg:"..."`, and `sql:"..."` of go-pg before version 9
/// (https://bun.uptrace.dev/guide/models.html, https://pg.uptrace.dev/models/).
struct BunTag {
  /// What stands first: the name of a column or table.
  private(set) var name = ""
  private var options: [String: [String]] = [:]
  /// Whether the field has a tag of go-pg.
  private(set) var isOfGoPG = false

  init(_ tag: String) {
    for key in ["bun", "pg", "sql"] {
      guard let text = GoStructures.value(of: key, in: tag) else { continue }
      isOfGoPG = key != "bun"
      take(text)
      return
    }
  }

  private mutating func take(_ text: String) {
    for (place, part) in Self.parts(text).enumerated() {
      let pieces = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map {
        String($0).trimmedSpaces
      }
      guard let word = pieces.first, !word.isEmpty else { continue }
      if place == 0, pieces.count == 1 {
        name = word
      } else {
        options[word, default: []].append(pieces.count > 1 ? pieces[1].trimmed(of: "'") : "")
      }
    }
  }

  /// The parts between commas that stand neither in quotes nor in parentheses.
  private static func parts(_ text: String) -> [String] {
    var parts = [""]
    var depth = 0
    var isQuoted = false
    for sign in text {
      switch sign {
      case "'": isQuoted.toggle()
      case "(" where !isQuoted: depth += 1
      case ")" where !isQuoted: depth -= 1
      case "," where !isQuoted && depth <= 0:
        parts.append("")
        continue
      default: break
      }
      parts[parts.count - 1].append(sign)
    }
    return parts
  }

  /// What stands behind a word; nil without the word.
  subscript(_ word: String) -> String? { options[word]?.first }

  /// Whether a word stands there.
  func has(_ word: String) -> Bool { options[word] != nil }

  /// All that stands behind a word that may stand several times.
  func all(_ word: String) -> [String] { options[word] ?? [] }
}
