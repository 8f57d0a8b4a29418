import CommandLineKit
import Foundation
import TestSupport
import Testing

@Suite struct CommandParserTests {
  static func cases() throws -> [FixtureText.Case] {
    FixtureText.cases(try String(contentsOf: fixture("parsing.txt"), encoding: .utf8))
  }

  @Test(arguments: try cases())
  func `a command line becomes an invocation or one sentence`(fixture: FixtureText.Case) {
    let words = fixture.input.split { $0 == " " || $0 == "\n" }.map(String.init)
    #expect(outcome(words) + "\n" == fixture.expected.replacing("\n\n", with: "\n"))
  }

  @Test func `defaults and the environment stand in, the command line wins`() throws {
    func invocation(_ words: [String], _ environment: [String: String]) throws -> ParsedInvocation? {
      guard
        case .run(let parsed) = try CommandParser(program).parse(
          ["check", "t"] + words, environment: environment)
      else { return nil }
      return parsed
    }
    let plain = try #require(try invocation([], ["OTHER": "3"]))
    #expect(plain.integer("jobs") == 1)
    #expect(plain.origin("jobs") == .declaredDefault)
    #expect(plain.values("report") == ["text"])
    #expect(plain.flag("quiet") == nil)
    #expect(plain.isSet("quiet") == false)
    #expect(plain.value("nothing") == nil)
    let set = try #require(try invocation([], ["TOOL_JOBS": "8", "TOOL_QUIET": "1"]))
    #expect(set.integer("jobs") == 8)
    #expect(set.origin("jobs") == .environment("TOOL_JOBS"))
    #expect(set.isSet("quiet"))
    let both = try #require(
      try invocation(["--jobs", "2", "--quiet"], ["TOOL_JOBS": "8", "TOOL_QUIET": "0"]))
    #expect(both.integer("jobs") == 2)
    #expect(both.isSet("quiet"))
  }

  @Test(arguments: [("TOOL_JOBS", "many"), ("TOOL_QUIET", "maybe")])
  func `a wrong value in the environment is named by its variable`(name: String, text: String) {
    let result = outcome(["check", "t"], environment: [name: text])
    #expect(result.hasPrefix("error environment variable \"\(name)\" is \"\(text)\"; "))
  }

  @Test(arguments: 0..<20)
  func `no command line traps`(seed: Int) {
    var state = UInt64(seed) &* 7919 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let parts = [
      "check", "registry", "help", "--", "-", "--=", "-=", "--base", "--base=", "-b", "-qv", "-j=", "-jé",
      "--no-", "---",
      "", "=", "--no-color", "-\u{301}", "--report", "json=", "=json", "\u{0}", "users", "--help=1",
      "inspect", "-q=", "-h1",
    ]
    for _ in 0..<500 {
      let words = (0..<next(6)).map { _ in
        next(4) == 0 ? parts[next(parts.count)] + parts[next(parts.count)] : parts[next(parts.count)]
      }
      #expect(!outcome(words).isEmpty)
    }
    #expect(
      outcome(["check", "--" + String(repeating: "x", count: 1_000_000)]).hasPrefix("error unknown option"))
  }
}
