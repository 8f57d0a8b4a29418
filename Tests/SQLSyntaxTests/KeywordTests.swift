import Testing

@testable import SQLSyntax

@Suite struct KeywordTests {
  @Test func `every keyword is found by its own spelling in any case`() {
    for keyword in Keyword.allCases where keyword != .plain {
      let spelling = KeywordSpelling.spelling(of: keyword)
      #expect(KeywordSpelling.keyword(spelling) == keyword)
      #expect(KeywordSpelling.keyword(spelling.uppercased()) == keyword)
      #expect(spelling.utf8.count <= KeywordSpelling.longest)
      let name = spelling.replacing("_", with: "")
      #expect("\(keyword)".lowercased() == (keyword == .noneWord ? "noneword" : name))
    }
  }

  @Test(arguments: ["selec", "selects", "_", "a", "\u{FF}select", "order by", "int_4"])
  func `other words are no keywords`(word: String) {
    #expect(KeywordSpelling.keyword(word) == .plain)
  }

  @Test func `the lists of a dialect name keywords only`() {
    for text in [
      PostgreSQLKeywords.reserved, PostgreSQLKeywords.typeOrFunctionName, PostgreSQLKeywords.columnName,
      PostgreSQLKeywords.notBareLabels,
    ] {
      let words = "\(text)".split(whereSeparator: \.isWhitespace)
      #expect(KeywordTable.words(text).count == words.count)
    }
  }
}
