import Domain

/// Reads the examples of a page; their form stands in `rules/README.md`.
enum RuleExampleReader {
  static func examples(of page: RulePage) throws(FactError) -> [RuleExample] {
    var reading = ExampleReading(file: page.id + ".md")
    var fence: FencedBlock?
    for (number, line) in page.body.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let place = page.bodyLine + number + 1
      if var open = fence {
        if line == open.fence {
          try reading.take(open)
          fence = nil
        } else {
          open.lines.append(line)
          fence = open
        }
      } else if line.hasPrefix("```") {
        let ticks = line.prefix { $0 == "`" }
        fence = FencedBlock(fence: ticks, info: line.dropFirst(ticks.count), line: place)
      } else if line.hasPrefix("### ") {
        reading.start(String(line.dropFirst(4)), place)
      }
    }
    if let open = fence {
      throw reading.failure(open.line, "the fenced block is not closed", "end it with \"\(open.fence)\"")
    }
    return reading.examples.filter { !$0.expectations.isEmpty || !$0.base.isEmpty || !$0.head.isEmpty }
  }
}

/// One fenced block of a page.
private struct FencedBlock {
  var fence: Substring
  var info: Substring
  var line: Int
  var lines: [Substring] = []

  var words: [Substring] { info.split(separator: " ") }
  var text: String { lines.map { $0 + "\n" }.joined() }
}

/// The examples that were read so far; the last one is still growing.
private struct ExampleReading {
  let file: String
  private(set) var examples: [RuleExample] = []

  init(file: String) {
    self.file = file
  }

  mutating func start(_ title: String, _ line: Int) {
    examples.append(
      RuleExample(title: title, line: line, base: [:], head: [:], registry: [:], expectations: []))
  }

  func failure(_ line: Int, _ message: String, _ nextStep: String) -> FactError {
    FactError(
      file: file, position: TextPosition(line: line, column: 1), message: message, nextStep: nextStep)
  }

  mutating func take(_ block: FencedBlock) throws(FactError) {
    let words = block.words
    guard let first = words.first else { return }
    guard first == "expect" || words.count > 1 else { return }
    guard let last = examples.indices.last else {
      throw failure(block.line, "an example needs a heading above it", "add a line \"### what it shows\"")
    }
    if first == "expect" {
      guard words.count == 1 else {
        throw failure(block.line, "\"expect\" takes nothing behind it", "leave it alone on its line")
      }
      examples[last].expectations += try expectations(block)
      return
    }
    try add(block, place: String(words[1]), try attributes(block), to: last)
  }

  /// `path=...` and `deleted`.
  private func attributes(_ block: FencedBlock) throws(FactError) -> (path: String?, isDeleted: Bool) {
    var attributes: (path: String?, isDeleted: Bool) = (nil, false)
    for word in block.words.dropFirst(2) {
      if word == "deleted" {
        attributes.isDeleted = true
      } else if word.hasPrefix("path="), word.count > 5 {
        attributes.path = String(word.dropFirst(5))
      } else {
        throw failure(block.line, "unknown attribute \"\(word)\"", "use \"path=FILE\" or \"deleted\"")
      }
    }
    return attributes
  }

  private mutating func add(
    _ block: FencedBlock, place: String, _ attributes: (path: String?, isDeleted: Bool), to index: Int
  ) throws(FactError) {
    switch place {
    case "base":
      let path = attributes.path ?? Self.migration(examples[index].base.keys, from: 1, "base")
      try refuseRepeated(examples[index].base[path] != nil, path, block)
      examples[index].base[path] = block.text
    case "head":
      let path = attributes.path ?? Self.migration(examples[index].head.keys, from: 101, "head")
      try refuseRepeated(examples[index].head.keys.contains(path), path, block)
      examples[index].head.updateValue(attributes.isDeleted ? nil : block.text, forKey: path)
    case "registry", "tidegate":
      guard let path = place == "tidegate" ? "tidegate.yml" : attributes.path else {
        throw failure(block.line, "a file of the registry needs its path", "add \"path=models/file.yml\"")
      }
      try refuseRepeated(examples[index].registry[path] != nil, path, block)
      examples[index].registry[path] = block.text
    default:
      let places = ["base", "head", "registry", "tidegate"]
      let nearest = NearestName.of(place, among: places).map { "did you mean \"\($0)\"?" }
      throw failure(
        block.line, "unknown place \"\(place)\"",
        nearest ?? "use \"base\", \"head\", \"registry\" or \"tidegate\"")
    }
  }

  private func refuseRepeated(_ isThere: Bool, _ path: String, _ block: FencedBlock) throws(FactError) {
    if isThere { throw failure(block.line, "the file \"\(path)\" stands here twice", "give it another path") }
  }

  /// `migrations/0001_base.sql`, by the number of those that are there already.
  private static func migration(_ known: some Collection<String>, from start: Int, _ name: String) -> String {
    let digits = String(start + known.count { $0.hasPrefix("migrations/") && $0.hasSuffix("_\(name).sql") })
    let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
    return "migrations/\(zeros)\(digits)_\(name).sql"
  }

  private func expectations(_ block: FencedBlock) throws(FactError) -> [RuleExample.Expectation] {
    var expectations: [RuleExample.Expectation] = []
    for (number, line) in block.lines.enumerated() where !line.allSatisfy({ $0 == " " }) {
      guard let expectation = Self.expectation(line) else {
        throw failure(
          block.line + number + 1, "\"\(line)\" is no expectation",
          "write \"silent\", \"verdict blocked\" or \"block column-renamed: users.email\"")
      }
      expectations.append(expectation)
    }
    return expectations
  }

  private static func expectation(_ line: Substring) -> RuleExample.Expectation? {
    let words = line.split(separator: " ")
    if words == ["silent"] { return .silent }
    if words.first == "verdict", words.count == 2 {
      return Verdict(rawValue: String(words[1])).map { .verdict($0) }
    }
    guard words.count >= 3, let severity = Severity(rawValue: String(words[0])), words[1].hasSuffix(":")
    else {
      return nil
    }
    return .finding(
      severity, rule: String(words[1].dropLast()), subject: words.dropFirst(2).joined(separator: " "))
  }
}
