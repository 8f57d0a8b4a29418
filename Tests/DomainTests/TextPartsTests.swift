import Domain
import Testing

@Suite struct TextPartsTests {
  @Test(arguments: [
    ("split_part(a)", "split_part", true), ("split_part", "split_part(", false), ("aab", "ab", true),
    ("größe", "ß", true), ("", "a", false), ("a", "", true), ("", "", true),
  ])
  func `a text holds another one byte by byte`(text: String, part: String, isHeld: Bool) {
    #expect(text.holds(part) == isHeld)
  }

  @Test(arguments: [
    ("a-b-c", "-", "_", "a_b_c"), ("it's", "'", "'\\''", "it'\\''s"), ("aaa", "aa", "b", "ba"),
    ("abc", "", "x", "abc"), ("", "a", "b", ""), ("a\\b", "\\", "\\\\", "a\\\\b"), ("ende", "de", "", "en"),
  ])
  func `every occurrence is replaced once, from the left`(
    text: String, old: String, new: String, result: String
  ) {
    #expect(text.replacingParts(old, with: new) == result)
  }
}

@Suite struct TreePathTests {
  @Test(arguments: [
    ("db/migrations/1_a.sql", "db/migrations", true), ("db/migrations/1_a.sql", "db", false),
    ("db/migrations/1_a.sql", "", false), ("1_a.sql", "", true), ("1_a.sql", "db", false),
    ("db/1_a.sql", "dc", false), ("db/1_a.sql", "d", false), ("db2/1_a.sql", "db", false),
  ])
  func `a file stands directly in one folder`(file: String, folder: String, isDirect: Bool) {
    #expect(TreePath(file).stands(directlyIn: TreePath(folder)) == isDirect)
    #expect((TreePath(file).parent == TreePath(folder)) == isDirect)
  }

  @Test(arguments: [
    ("db/migrations/1_a.sql", ["db", "migrations", "1_a.sql"]), ("a", ["a"]), ("", []),
    ("größe/ü.sql", ["größe", "ü.sql"]),
  ])
  func `a path has parts, and the last of them is its name`(text: String, parts: [String]) {
    let path = TreePath(text)
    #expect(path.components == parts)
    #expect(path.lastComponent == parts.last ?? "")
  }

  @Test func `bytes that are no text are shown in octal in every part`() {
    let path = TreePath(bytes: Array("a".utf8) + [0xFF] + Array("/b".utf8) + [0xFE])
    #expect(path.components == ["a\\377", "b\\376"])
    #expect(path.lastComponent == "b\\376")
  }
}
