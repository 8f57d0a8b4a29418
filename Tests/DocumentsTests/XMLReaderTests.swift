import Documents
import Domain
import TestSupport
import Testing

@Suite struct XMLReaderTests {
  @Test(arguments: try fixtureCases("xml.txt"))
  func `an XML text becomes located elements or one located error`(fixture: FixtureText.Case) {
    #expect(read(Array(fixture.input.utf8)).trimmingLineEnds == fixture.expected.trimmingLineEnds)
  }

  private func read(_ bytes: [UInt8], _ limits: DocumentLimits = .xml) -> String {
    do throws(DocumentError) {
      return lines(try XMLReader.root(of: bytes, limits: limits)).joined(separator: "\n")
    } catch {
      return "error \(error.position.line):\(error.position.column) \(error.message)"
    }
  }

  private func lines(_ element: XMLElement, indent: String = "") -> [String] {
    let attributes = element.attributes.map { " \($0.name)=[\($0.value)]" }.joined()
    var lines = ["\(indent)\(element.position.line):\(element.position.column) \(element.name)\(attributes)"]
    for part in element.content {
      switch part {
      case .element(let inner): lines += self.lines(inner, indent: indent + "  ")
      case .text(let text):
        guard !text.string.allSatisfy(\.isWhitespace) else { continue }
        lines.append("\(indent)  @\(text.byteOffset)\(text.isVerbatim ? "" : "*") [\(text.string)]")
      }
    }
    return lines
  }

  @Test func `depth is limited`() {
    let text = String(repeating: "<a>", count: 100_000)
    #expect(read(Array(text.utf8)) == "error 1:601 elements stand more than 200 deep")
    let fine = String(repeating: "<a>", count: 200) + String(repeating: "</a>", count: 200)
    #expect(!read(Array(fine.utf8)).hasPrefix("error"))
  }

  @Test func `size and count are limited`() {
    let limits = DocumentLimits(byteCount: 40, depth: 10, nodeCount: 4)
    #expect(read(Array("<a><b/><c/><d/></a>".utf8), limits).hasPrefix("1:1 a"))
    #expect(
      read(Array("<a><b/><c/><d/><e/></a>".utf8), limits) == "error 1:16 the file has more than 4 elements")
    #expect(read([UInt8](repeating: 0x20, count: 41), limits).hasPrefix("error 1:1 the file has 41 bytes"))
  }

  @Test func `a text over the parser's pieces keeps its places`() throws {
    let filler = String(repeating: "x", count: (1 << 20) + 10)
    let root = try XMLReader.root(of: Array("<a>\(filler)<b/></a>".utf8))
    #expect(root.elements.first?.byteOffset == filler.utf8.count + 3)
    #expect(root.texts.map(\.string).joined() == filler)
  }

  @Test func `any bytes end in elements or an error`() {
    let original = Array("<a x=\"1\"><![CDATA[ b ]]>&amp;<c:d/>\n<!-- e --></a>".utf8)
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, bound)
    }
    var failures = 0
    for _ in 0..<3000 {
      var bytes = original
      for _ in 0...random(3) {
        switch random(3) {
        case 0: bytes[random(bytes.count)] = UInt8(random(256))
        case 1: bytes.removeSubrange(random(bytes.count)...)
        default: bytes.insert(contentsOf: original.prefix(random(20)), at: random(bytes.count + 1))
        }
        if bytes.isEmpty { bytes = [0x3C] }
      }
      if read(bytes).hasPrefix("error") { failures += 1 }
    }
    #expect(failures > 1000 && failures < 3000)
  }
}
