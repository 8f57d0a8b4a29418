import Documents
import Domain
import Testing

@Suite struct CSVReaderTests {
  @Test(arguments: [
    ("a,b\n1,2\n", "a|b / 1|2"), ("a,b\r\n1,2", "a|b / 1|2"), ("a,b\r1,2\r", "a|b / 1|2"),
    ("a,b\n\n\n1,2\n\n", "a|b / 1|2"), ("\u{FEFF}a,b\n1,2", "a|b / 1|2"),
    ("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n", "a|b / x, y|say \"hi\""),
    ("a,b\n\"two\nlines\",2\n", "a|b / two\nlines|2"), ("a,b\n,\n", "a|b / |"),
    ("a,b\n1\n1,2,3\n", "a|b / 1 / 1|2|3"),
    ("a,b\n5\"2,\"x\"y\n", "a|b / 5\"2|xy"), ("", ""), ("\n\n", ""), ("größe,b\n ü ,2", "größe|b /  ü |2"),
  ])
  func `rows and cells are told apart`(text: String, expected: String) throws {
    let table = try CSVReader.table(of: Array(text.utf8))
    let rows = (table.header.isEmpty ? [] : [table.header]) + table.rows.map(\.fields)
    #expect(rows.map { $0.map(\.text).joined(separator: "|") }.joined(separator: " / ") == expected)
  }

  @Test func `cells know their place and their quotes`() throws {
    let table = try CSVReader.table(
      of: Array("id;größe\n1;\"a\nb\"\n2;\n".utf8), delimiter: UInt8(ascii: ";"))
    #expect(table.column(named: "größe") == 1)
    #expect(table.column(named: "Id") == nil)
    #expect(table.rows[0].fields[1].position == TextPosition(line: 2, column: 3))
    #expect(table.rows[0].fields[1].isQuoted)
    #expect(table.rows[1].position == TextPosition(line: 4, column: 1))
    #expect(table.rows[1].text(1) == "")
    #expect(table.rows[1].text(2) == nil)
  }

  private func failure(_ bytes: [UInt8], _ limits: DocumentLimits = .csv) -> DocumentError? {
    do throws(DocumentError) {
      _ = try CSVReader.table(of: bytes, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test func `an open quote is an error where it opens`() {
    let error = failure(Array("a,b\n1,\"x\n2,3\n".utf8))
    #expect(error?.position == TextPosition(line: 2, column: 3))
    #expect(error?.message == "the quote of this field is not closed")
  }

  @Test func `limits and bytes that are no text are refused`() {
    #expect(
      failure(Array("a,b,c".utf8), DocumentLimits(byteCount: 9, depth: 1, nodeCount: 2))?.byteOffset == 4)
    #expect(failure(Array("a,b,c".utf8), DocumentLimits(byteCount: 3, depth: 1, nodeCount: 9)) != nil)
    #expect(failure([0x61, 0x0A, 0xFF])?.position == TextPosition(line: 2, column: 1))
  }

  @Test(arguments: 0..<10)
  func `random bytes never trap`(seed: Int) {
    var random = SeededGenerator(state: UInt64(seed))
    for _ in 0..<200 {
      let bytes = (0..<30).map { _ in Array("a,\"\n\r;ü".utf8).randomElement(using: &random) ?? 0 }
      _ = failure(bytes)
    }
  }
}
