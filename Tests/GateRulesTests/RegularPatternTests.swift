import Foundation
import Testing

@testable import ImpactAnalysis

/// Regular expressions and patterns of `SIMILAR TO` over values.
@Suite struct RegularPatternTests {
  @Test(
    arguments: [
      ("premium", "a premium plan", true), ("^premium$", "premium", true), ("^premium$", "a premium", false),
      ("^(premium|basic)$", "basic", true), ("^(premium|basic)$", "basics", false),
      ("^pre|gold$", "rolled gold", true),
      ("p.*m", "premium", true), ("p.+m$", "pm", false), ("colou?r", "color", true), ("a+b*c", "aac", true),
      ("[a-c]{0}", "", nil), ("^[a-c]+$", "abcab", true), ("^[^a-c]+$", "xyz", true),
      ("^[^a-c]+$", "xaz", false),
      ("\\d+", "a1", true), ("^\\w+$", "a-b", false), ("a\\.b", "a.b", true), ("a\\.b", "axb", false),
      ("(a|b)*c", "abbac", true), ("^(?:pro|free)_", "pro_2", true), ("(?=a)", "a", nil), ("\\1", "1", nil),
      ("[[:alpha:]]", "a", nil), ("a**", "a", nil), ("(a", "a", nil), ("a)", "a", nil),
      ("", "anything", true),
      ("(?i)PREM", "a premium", true), ("[]a]", "]", true), ("a|", "", true), ("x*", "", true),
    ] as [(String, String, Bool?)])
  func `a regular expression fits somewhere`(_ pattern: String, _ value: String, _ fits: Bool?) {
    #expect(RegularPattern(pattern, syntax: .regular, ignoresCase: false)?.matches(value) == fits)
  }

  @Test(
    arguments: [
      ("(premium|basic)%", "basic plan", true), ("(premium|basic)", "basic plan", false),
      ("b_sic", "basic", true),
      ("%gold%", "rolled gold leaf", true), ("gold|silver", "silver", true),
      ("gold|silver", "silvery", false),
      ("a\\%b", "a%b", true), ("a\\%b", "axb", false), ("[a-c]+", "abc", true), ("a.b", "axb", false),
      ("a.b", "a.b", true), ("^a", "^a", true), ("a{2}", "aa", nil), ("a\\", "a", nil),
    ] as [(String, String, Bool?)])
  func `a pattern of SIMILAR TO fits the whole value`(_ pattern: String, _ value: String, _ fits: Bool?) {
    #expect(RegularPattern(pattern, syntax: .similar, ignoresCase: false)?.matches(value) == fits)
  }

  @Test func `letters of either case fit when case is ignored`() {
    let pattern = RegularPattern("^PRE[A-M]\\w+$", syntax: .regular, ignoresCase: true)
    #expect(pattern?.matches("premium") == true)
    #expect(pattern?.matches("PreMium") == true)
    #expect(pattern?.matches("prezium") == false)
  }

  @Test(arguments: [
    String(repeating: "(", count: 400), String(repeating: "(a*)*", count: 100),
    String(repeating: "(", count: 19) + "a" + String(repeating: ")*", count: 19),
    String(repeating: "a?", count: 200) + String(repeating: "a", count: 100),
    String(repeating: "a", count: 600),
  ])
  func `costly patterns end`(_ pattern: String) {
    let start = Date()
    _ = RegularPattern(pattern, syntax: .regular, ignoresCase: false)?.matches(
      String(repeating: "a", count: 500))
    #expect(Date().timeIntervalSince(start) < 20)
  }

  @Test(arguments: 1...200) func `any text is read or refused`(_ seed: Int) {
    let signs = Array("ab|()[]^$.*+?\\%_-{}:dwsA0é".unicodeScalars)
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    for _ in 0..<50 {
      var text = String.UnicodeScalarView()
      for _ in 0..<next(24) { text.append(signs[next(signs.count)]) }
      for syntax in [RegularPattern.Syntax.regular, .similar] {
        guard let pattern = RegularPattern(String(text), syntax: syntax, ignoresCase: seed.isMultiple(of: 2))
        else {
          continue
        }
        let first = pattern.matches("ab0-a")
        #expect(pattern.matches("ab0-a") == first)
      }
    }
  }
}
