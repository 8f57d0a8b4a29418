import Domain
import FactTables
import Foundation
import TestSupport
import Testing

@Suite struct FactErrorTests {
  private static func cases() throws -> [FixtureText.Case] {
    // The pages of the fixtures hold headings of their own: only those with a file's name start a case.
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/errors.txt")
    let text = try String(contentsOf: url, encoding: .utf8).replacing("\n### one\n", with: "\n#### one\n")
    return FixtureText.cases(text)
  }

  @Test(arguments: try cases())
  func `what is wrong is named with file, line and what to do`(fixture: FixtureText.Case) {
    let name = String(fixture.title.prefix { $0 != ":" })
    var files = ["loaders.yml": "version: 1\nloaders: {}\n", "lexicon.yml": "version: 1\n"]
    if name != "loaders.yml" { files["loaders.yml"] = Self.loaders }
    files[name] = fixture.input.replacing("\n#### one\n", with: "\n### one\n")
    do throws(FactError) {
      let facts = try Facts(FactFiles(files))
      for page in facts.pages { _ = try page.examples() }
      Issue.record("nothing was wrong with \(fixture.title)")
    } catch {
      let expected = fixture.expected.split(separator: "\n").first.map(String.init)
      #expect(error.description == expected)
    }
  }

  private static let loaders: String = {
    let changes = LoaderChange.allCases.map {
      "      \($0.rawValue): {effect: errorNow, text: x, source: y}\n"
    }
    return "version: 1\nloaders:\n  a:\n    changes:\n" + changes.joined()
  }()

  @Test(arguments: 0..<20)
  func `changed tables never trap`(seed: Int) {
    let files = FactFiles.embedded
    var state = UInt64(seed) &+ 17
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(1, bound)))
    }
    for name in files.names {
      var bytes = files.bytes(name) ?? []
      for _ in 0..<3 where !bytes.isEmpty { bytes[next(bytes.count)] = UInt8(next(128)) }
      if next(3) == 0 { bytes.removeSubrange(next(bytes.count)...) }
      var texts = ["loaders.yml": Self.loaders, "lexicon.yml": "version: 1\n"]
      texts[name] = String(decoding: bytes, as: UTF8.self)
      let facts = try? Facts(FactFiles(texts))
      for page in facts?.pages ?? [] { _ = try? page.examples() }
    }
  }
}
