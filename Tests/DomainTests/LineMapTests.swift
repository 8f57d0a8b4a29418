import Domain
import Testing

@Suite struct LineMapTests {
  @Test(arguments: [(0, 1, 1), (2, 1, 3), (3, 2, 1), (5, 2, 3), (99, 3, 94)])
  func `a byte offset becomes line and column`(offset: Int, line: Int, column: Int) {
    let map = LineMap(Array("ab\ncd\n".utf8))
    #expect(map.position(ofByte: offset) == TextPosition(line: line, column: column))
  }
}
