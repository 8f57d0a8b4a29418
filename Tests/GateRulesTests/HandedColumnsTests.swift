import Domain
import Testing

@testable import ImpactAnalysis

/// Columns that views hand on to other views.
@Suite struct HandedColumnsTests {
  private static let place = SourceLocation(
    repository: .backend, file: "1.sql", position: TextPosition(line: 1, column: 1))
  private static let names = (0..<8).map { "c\($0)" }

  /// A view that selects all columns twice, once from each branch of a union.
  private static func view(_ number: Int, over source: TableName) -> View {
    let outputs = names.map { QueryOutput.expression(.column(ColumnReference($0)), name: $0) }
    let branch = QueryShape(inputs: [QueryInput(.table(source), alias: "x")], outputs: outputs)
    var query = branch
    query.unionBranches = [branch]
    return View(
      id: ObjectID(1000 + number), name: TableName(schema: "public", "v\(number)"), columnNames: [],
      query: query, isMaterialized: false, location: place)
  }

  @Test func `views on views are followed once`() {
    let table = TableName(schema: "public", "t")
    let views = (0..<60).map { number in
      Self.view(number, over: number == 0 ? table : TableName(schema: "public", "v\(number - 1)"))
    }
    var handed = HandedColumns(Schema(views: views, defaultSchema: "public"))
    let found = handed.origins(of: TableName(schema: "public", "v59"))
    #expect(found.map(\.column) == Self.names)
    #expect(found.allSatisfy { $0.origin == HandedColumns.Origin(table: table, column: $0.column) })
  }

  @Test func `a view that reads itself hands nothing on`() {
    let view = Self.view(0, over: TableName(schema: "public", "v0"))
    var handed = HandedColumns(Schema(views: [view], defaultSchema: "public"))
    #expect(handed.origins(of: view.name).isEmpty)
  }
}
