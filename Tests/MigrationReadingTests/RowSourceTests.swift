import Domain
import ScriptSyntax
import Testing

@testable import MigrationReading

/// Values of programs that columns of rows may go into.
@Suite struct RowSourceTests {
  private static let range = ScriptRange(0, 1)

  @Test func `a value that holds another one again and again is looked through within a limit`() {
    var value = FoldedValue(.reference(FoldedReference(written: "x", resolved: "x")), at: Self.range)
    for _ in 0..<38 { value = FoldedValue(.joined([value, value]), at: Self.range) }
    let values = ProgramValues(spelling: SQLSpelling("postgres"), table: TableName("t"))
    #expect(!values.isOfRow(value.content))
  }
}
