/// Words of names that say little or that oppose each other.
enum WordTables {
  /// Words that many unrelated names share: alike only in these is not alike.
  static let generic: Set<String> = [
    "id", "name", "date", "at", "on", "by", "of", "type", "kind", "code", "status", "state", "number", "no",
    "count", "total", "flag", "key", "value", "text", "data", "info", "is", "has", "can", "the", "time",
    "timestamp", "field", "column", "ref", "uuid", "datum", "url", "uri", "json", "list", "item", "new",
    "old", "tmp",
    "temp", "to", "in", "for", "and", "with",
  ]

  /// Words of columns that keep books about rows in nearly every table.
  static let bookkeeping: Set<String> = [
    "created", "updated", "modified", "deleted", "inserted", "changed", "creation", "modification", "version",
    "archived",
  ]

  /// Words of names for copies that are kept for safety only.
  static let safekeeping: Set<String> = [
    "backup", "bak", "bkp", "copy", "snapshot", "tmp", "temp", "temporary", "saved", "archive", "archived",
  ]

  /// Pairs of words that stand side by side in one table and mean different things.
  private static let opposites: [(String, String)] = [
    ("start", "end"), ("start", "stop"), ("begin", "end"), ("min", "max"), ("minimum", "maximum"),
    ("first", "last"), ("first", "middle"), ("middle", "last"), ("first", "second"), ("given", "family"),
    ("from", "to"), ("created", "updated"), ("create", "update"), ("created", "deleted"),
    ("updated", "deleted"), ("created", "modified"), ("billing", "shipping"), ("bill", "ship"),
    ("source", "target"), ("source", "destination"), ("sender", "recipient"), ("sender", "receiver"),
    ("sent", "received"), ("sent", "read"), ("next", "previous"), ("next", "prev"), ("width", "height"),
    ("lat", "lng"), ("lat", "lon"), ("latitude", "longitude"), ("home", "work"), ("home", "away"),
    ("open", "close"), ("opened", "closed"), ("debit", "credit"), ("buyer", "seller"), ("parent", "child"),
    ("left", "right"), ("top", "bottom"), ("upper", "lower"), ("low", "high"), ("in", "out"),
    ("input", "output"), ("before", "after"), ("public", "private"), ("net", "gross"), ("x", "y"),
    ("mobile", "landline"), ("primary", "secondary"), ("male", "female"), ("approved", "rejected"),
    ("accepted", "rejected"), ("accepted", "declined"), ("valid", "invalid"), ("enabled", "disabled"),
    ("expected", "actual"), ("planned", "actual"), ("estimated", "actual"), ("request", "response"),
    ("good", "bad"), ("win", "loss"), ("winner", "loser"), ("up", "down"), ("day", "night"),
    ("username", "password"), ("email", "phone"), ("hour", "minute"), ("day", "month"), ("month", "year"),
    ("allow", "disable"), ("allow", "deny"), ("allowed", "denied"), ("allow", "disallow"), ("allow", "block"),
    ("enable", "disable"), ("show", "hide"), ("shown", "hidden"), ("visible", "hidden"),
    ("include", "exclude"),
    ("included", "excluded"), ("required", "optional"), ("active", "inactive"), ("lock", "unlock"),
    ("locked", "unlocked"), ("online", "offline"), ("add", "remove"), ("added", "removed"),
    ("increase", "decrease"),
    ("incoming", "outgoing"), ("inbound", "outbound"), ("internal", "external"), ("local", "remote"),
    ("success", "failure"), ("city", "country"), ("city", "street"), ("state", "country"),
  ]

  private static let oppositesOf: [String: Set<String>] = {
    var table: [String: Set<String>] = [:]
    for (left, right) in opposites {
      table[left, default: []].insert(right)
      table[right, default: []].insert(left)
    }
    return table
  }()

  /// Words that turn a name into its opposite.
  private static let negations: Set<String> = [
    "not", "non", "never", "without", "disable", "disabled", "deactivated", "inactive", "hidden", "invisible",
    "excluded", "ignored", "ignore", "skip", "skipped", "suppressed", "forbidden",
  ]

  /// Words that say in which form a value is kept that is not to be read.
  private static let forms: Set<String> = [
    "hash", "hashed", "digest", "encrypted", "crypted", "ciphertext", "checksum", "masked", "md", "sha",
    "crc",
  ]

  /// Whether one of the words says that a value is hashed, encrypted or the like.
  static func saysForm(_ words: [String]) -> Bool { words.contains(where: forms.contains) }

  /// Whether words that only one of two names has oppose words that only the other has, or negate them.
  static func areOpposed(_ left: [String], _ right: [String]) -> Bool {
    left.contains(where: negations.contains) != right.contains(where: negations.contains)
      || left.contains { word in right.contains { areOpposed(word, $0) } }
  }

  /// Whether two words are known to mean different things, or are different numbers.
  static func areOpposed(_ left: String, _ right: String) -> Bool {
    if oppositesOf[left]?.contains(right) == true { return true }
    return left != right && isNumber(left) && isNumber(right)
  }

  /// Whether a word consists of digits.
  static func isNumber(_ word: String) -> Bool {
    !word.isEmpty && word.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
