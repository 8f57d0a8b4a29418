import Domain
import Testing

@Suite struct ByteSearchTests {
  @Test(arguments: [
    ("abcabc", "bc", 0, 1), ("abcabc", "bc", 2, 4), ("abcabc", "bc", 5, nil), ("abc", "", 2, 2),
    ("abc", "", 4, nil),
    ("aab", "ab", 0, 1), ("a", "ab", 0, nil), ("", "a", 0, nil), ("ab", "ab", -3, 0),
  ])
  func `a part is found from a place on`(text: String, part: String, start: Int, place: Int?) {
    #expect(ByteSearch.first(of: Array(part.utf8), in: Array(text.utf8), from: start) == place)
  }

  @Test func `a part is not looked for past the last place`() {
    let text = Array("aaab".utf8)
    #expect(ByteSearch.first(of: Array("b".utf8), in: text, to: 2) == nil)
    #expect(ByteSearch.first(of: Array("b".utf8), in: text, to: 3) == 3)
  }

  @Test(arguments: [
    ("it's", "'", "''", "it''s"), ("aaa", "aa", "b", "ba"), ("ä-ä", "ä", "", "-"), ("abc", "", "x", "abc"),
    ("abc", "d", "x", "abc"), ("''", "'", "'", "''"),
  ])
  func `all occurrences are replaced from the left`(text: String, part: String, new: String, result: String) {
    #expect(text.replacing(text: part, with: new) == result)
    #expect(text.contains(text: part) == (part.isEmpty || text != result || part == new))
  }

  @Test func `a text made to be slow is given up`() {
    let text = [UInt8](repeating: 97, count: 100_000)
    #expect(ByteSearch.first(of: [UInt8](repeating: 97, count: 5_000) + [98], in: text) == nil)
  }
}
