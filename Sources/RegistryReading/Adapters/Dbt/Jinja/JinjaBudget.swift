/// How much work rendering may do; shared by all templates of one registry, with a part for each template.
struct JinjaBudget {
  /// Steps (nodes, expressions, loop turns) that one rendering may take.
  static let stepsPerTemplate = 300_000
  /// Largest text in bytes that one rendering may build, and the longest string.
  static let bytesPerTemplate = 4 << 20
  /// Most items of a list.
  static let listLength = 100_000
  /// Deepest nesting of evaluation; each level is a few stack frames.
  static let depth = 90

  /// Steps left for everything.
  var total = 60_000_000
}
