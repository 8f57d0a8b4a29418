import Documents
import Testing

@Suite struct RequirementTests {
  private enum Word: String, CaseIterable { case block, review, notice }

  /// The error of a reading, `none` if it succeeds.
  private func failure(_ text: String, _ read: (DocumentNode) throws(DocumentError) -> Void) -> String {
    do throws(DocumentError) {
      try read(try YAMLReader.document(of: Array(text.utf8)))
      return "none"
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    ("{name: x}", "none"), ("{}", "none"),
    (
      "{nmae: x}",
      "line 1, column 2: unknown key \"nmae\" in \"table\"; did you mean \"name\"? known are \"name\", \"title\""
    ),
    ("{zzzzzz: x}", "line 1, column 2: unknown key \"zzzzzz\" in \"table\"; use one of \"name\", \"title\""),
    ("{name: x, name: y}", "line 1, column 11: the key \"name\" stands twice in \"table\"; keep one of them"),
    ("{[a]: x}", "line 1, column 2: a key of \"table\" is a list, not text; write a name, quoted if need be"),
    ("[name]", "line 1, column 1: \"table\" is a list, not a mapping; write it as \"key: value\" lines"),
  ])
  func `a mapping has known keys only`(text: String, expected: String) {
    let outcome = failure(text) { node throws(DocumentError) in
      _ = try node.requireMapping("table", keys: ["name", "title"])
    }
    #expect(outcome == expected)
  }

  @Test(arguments: [
    ("block", "none"),
    (
      "blok",
      "line 1, column 1: \"blok\" is no value of \"level\"; did you mean \"block\"? known are \"block\", \"review\", \"notice\""
    ),
    ("~", "line 1, column 1: \"level\" is nothing, not text; give it a text"),
    ("''", "line 1, column 1: \"level\" is nothing, not text; give it a text"),
    ("[a]", "line 1, column 1: \"level\" is a list, not text; give it a text"),
  ])
  func `a word is one of those known`(text: String, expected: String) {
    let outcome = failure(text) { node throws(DocumentError) in
      _ = try node.requireWord("level", of: Word.self)
    }
    #expect(outcome == expected)
  }

  @Test func `texts and truth values are not taken for each other`() {
    #expect(failure("[a, 1, yes]") { node throws(DocumentError) in _ = try node.requireTexts("x") } == "none")
    #expect(failure("[a, ~]") { node throws(DocumentError) in _ = try node.requireTexts("x") } != "none")
    #expect(failure("yes") { node throws(DocumentError) in _ = try node.requireBool("x") } == "none")
    #expect(failure("'yes'") { node throws(DocumentError) in _ = try node.requireBool("x") } != "none")
  }
}
