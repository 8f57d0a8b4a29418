import Documents
import Domain
import TestSupport
import Testing

@Suite struct YAMLReaderTests {
  @Test(arguments: try fixtureCases("yaml.txt"))
  func `a YAML text becomes located nodes or one located error`(fixture: FixtureText.Case) {
    #expect(read(fixture.input).trimmingLineEnds == fixture.expected.trimmingLineEnds)
  }

  private func read(_ text: String) -> String {
    do throws(DocumentError) {
      return try YAMLReader.documents(of: Array(text.utf8)).map { dump($0) }.joined()
    } catch {
      return "error \(error.position.line):\(error.position.column) \(error.message)\n"
    }
  }

  private func failure(_ bytes: [UInt8], _ limits: DocumentLimits = .yaml) -> DocumentError? {
    do throws(DocumentError) {
      _ = try YAMLReader.documents(of: bytes, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: ["[", "{a: ", "- ", "{{ ", "[{a: [", "? "])
  func `one hundred thousand bytes of nesting are refused`(part: String) {
    let text = String(repeating: part, count: 100_000 / part.utf8.count)
    #expect(failure(Array(text.utf8))?.message == "more than 200 levels of nesting")
  }

  @Test func `two hundred levels are read and can be given back`() throws {
    let text = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    var node = try YAMLReader.document(of: Array(text.utf8))
    var depth = 1
    while let inner = node.sequence?.first {
      node = inner
      depth += 1
    }
    #expect(depth == 200)
  }

  @Test func `aliases that multiply are refused by count`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    #expect(failure(Array(text.utf8))?.message.hasPrefix("the document has more than 4000000 nodes") == true)
  }

  @Test func `aliases cannot pass the depth limit`() {
    var text = "a0: &a0 [x]\n"
    for level in 1...300 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    #expect(failure(Array(text.utf8))?.message == "more than 200 levels of nesting")
  }

  @Test func `merge keys that multiply stay small`() throws {
    var text = "a0: &a0 {x: 1}\n"
    for level in 1...40 {
      text += "a\(level): &a\(level)\n  <<: [*a\(level - 1), *a\(level - 1)]\n  k\(level): 1\n"
    }
    let outcome = failure(Array(text.utf8))
    #expect(outcome == nil || outcome?.message.contains("nodes") == true)
  }

  @Test func `a text over the size limit is not looked at`() {
    let limits = DocumentLimits(byteCount: 10, depth: 10, nodeCount: 10)
    #expect(failure(Array("[[[[[[[[[[[[".utf8), limits)?.message.contains("limit of 10") == true)
  }

  @Test(arguments: [
    ([0x61, 0x3A, 0x20, 0xFF], 1, 4), ([0x61, 0x0A, 0x62, 0xC3, 0x28], 2, 3),
    ([0x61, 0x3A, 0x20, 0x00], 1, 4),
    ([0xED, 0xA0, 0x80], 1, 1),
  ])
  func `bytes that are no text are an error at their place`(bytes: [UInt8], line: Int, column: Int) {
    #expect(failure(bytes)?.position == TextPosition(line: line, column: column))
  }

  @Test func `UTF-16 is named as such`() {
    #expect(failure([0xFF, 0xFE, 0x61, 0x00])?.message == "the file is UTF-16, not UTF-8")
  }

  @Test(arguments: ["a: 1\r\nb: |\r\n  x\r\n  y\r\nc: 2\r\n", "a: 1\nb: |\n  x\n  y\nc: 2\n"])
  func `both kinds of line ends give the same places`(text: String) throws {
    let node = try YAMLReader.document(of: Array(text.utf8))
    #expect(node["c"]?.position == TextPosition(line: 5, column: 4))
  }

  @Test func `a byte order mark is read over`() throws {
    let node = try YAMLReader.document(of: [0xEF, 0xBB, 0xBF] + Array("a: 1\nb: 2\n".utf8))
    #expect(node["a"]?.int == 1)
    #expect(node["b"]?.position == TextPosition(line: 2, column: 4))
  }

  @Test func `lookups never fail`() throws {
    let text = "a: [x, 1, ~]\nb: {c: no}\nd: one\ne: ~\na: 2\nf: 1.5\n"
    let node = try YAMLReader.document(of: Array(text.utf8))
    #expect(node["a"]?.int == 2)
    #expect(node.mapping?.repeatedKeys.map(\.position.line) == [5])
    #expect(node.entries.first?.value.strings == ["x", "1"])
    #expect(node["b"]?["c"]?.bool == false)
    #expect(node["b"]?["c"]?.string == "no")
    #expect(node["d"]?.strings == ["one"])
    #expect(node["e"]?.strings == nil)
    #expect(node["e"]?.isNull == true)
    #expect(node["f"]?.double == 1.5)
    #expect(node["d"]?["x"]?["y"] == nil)
  }

  @Test func `a mapping of many keys finds the last of each name`() throws {
    let text = (0..<100).map { "k\($0 % 60): \($0)\n" }.joined()
    let mapping = try #require(try YAMLReader.document(of: Array(text.utf8)).mapping)
    #expect(mapping["k10"]?.int == 70)
    #expect(mapping["k59"]?.int == 59)
    #expect(mapping.repeatedKeys.count == 40)
  }

  @Test func `one long line beyond ASCII takes linear time`() throws {
    let text = "[" + String(repeating: "ü, ", count: 100_000) + "x]"
    let node = try YAMLReader.document(of: Array(text.utf8))
    #expect(node.items.last?.position.column == 400_002)
  }

  @Test(arguments: 0..<20)
  func `changed and random bytes never trap`(seed: Int) throws {
    var random = SeededGenerator(state: UInt64(seed))
    let seeds = try fixtureCases("yaml.txt").map { Array($0.input.utf8) }
    for _ in 0..<60 {
      let bytes = mutated(seeds.randomElement(using: &random) ?? [], &random)
      _ = failure(bytes)
      let noise = (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = failure(noise)
    }
  }
}
