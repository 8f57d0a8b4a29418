import ChangeInference
import Domain
import FactTables
import MigrationReading
import SchemaReplay
import Testing

@Suite struct FrameworkMatrixTests {
  @Test(arguments: try MatrixFixture.names(), MatrixCase.allCases)
  func `the change is recognised with old and new names`(name: String, matrixCase: MatrixCase) throws {
    let fixture = try MatrixFixture(named: name)
    let reading = try MatrixReading(fixture, matrixCase)
    #expect(reading.framework == fixture.framework)
    #expect(reading.dialect == fixture.dialect)
    #expect(reading.blindSpots.isEmpty)
    let users = fixture.table("users")
    switch matrixCase {
    case .renameTable:
      #expect(reading.lines == ["tableRenamed \(users) -> \(fixture.table("accounts")) certain"])
    case .renameColumn:
      #expect(reading.lines == ["columnRenamed \(users)(name) -> \(users)(full_name) certain"])
    case .dropColumn:
      #expect(reading.lines == ["columnDropped \(users)(nickname) certain"])
    case .retype:
      #expect(reading.lines == ["columnRetyped \(users)(age) -> \(users)(age) certain"])
      let type = try #require(reading.changes.first?.type)
      #expect(type.from != type.to)
      #expect(type.step == .wider)
    case .enumValue:
      let pairs = reading.changes.flatMap(\.values).filter { $0.from != nil && $0.to != nil }
      #expect(pairs == [ValuePair(from: "gold", to: "premium", isCertain: true)], "\(reading.lines)")
      #expect(reading.changes.allSatisfy { $0.columns == ["tier"] && Self.valueKinds.contains($0.kind) })
      #expect(reading.changes.allSatisfy { $0.table?.name == users }, "\(reading.lines)")
    case .splitWithBackfill:
      #expect(
        reading.lines == ["columnSplit \(users)(address) -> \(users)(street, city) strong"]
          || reading.lines == ["columnSplit \(users)(address) -> \(users)(street, city) certain"],
        "\(reading.lines)")
    }
  }

  @Test func `every framework has a fixture`() throws {
    let fixtures = try MatrixFixture.names().map { try MatrixFixture(named: $0).framework }
    let whole = FrameworkList.all.filter(\.statesWholeSchema).flatMap(\.names)
    let missing = Set(FrameworkList.names).subtracting(fixtures).subtracting(whole)
    #expect(missing.isEmpty, "add Tests/FrameworkMatrixTests/Fixtures/<framework>.txt")
  }

  /// The kinds of change by which one value can become another.
  private static let valueKinds: Set<ChangeKind> = [
    .enumValueAdded, .enumValueRemoved, .enumValueRenamed, .valuesRemapped,
  ]
}

/// What the gate makes of one case of one fixture.
struct MatrixReading {
  var framework = ""
  var dialect = ""
  var changes: [Change] = []
  var blindSpots: [String] = []

  /// Reads base and head, replays both and compares them.
  init(_ fixture: MatrixFixture, _ matrixCase: MatrixCase) throws {
    let reader = MigrationReader()
    let base = reader.histories(in: FileTree(try fixture.base()))
    let head = reader.histories(in: FileTree(try fixture.head(matrixCase)))
    try #require(base.histories.count == 1 && head.histories.count == 1)
    framework = head.histories[0].framework
    dialect = head.histories[0].dialect
    let replay = replayHistories(base: base.histories[0], head: head.histories[0])
    changes = inferChanges(in: replay, history: fixture.name, lexicon: try Facts.embedded().lexicon)
    let diagnostics =
      head.diagnostics + head.histories[0].diagnostics + head.histories[0].migrations.flatMap(\.diagnostics)
      + replay.diagnostics
    blindSpots = diagnostics.map { "\($0.location.file): \($0.summary)" }
  }

  /// The changes, one a line.
  var lines: [String] { Self.lines(changes) }

  /// Changes, one a line.
  static func lines(_ changes: [Change]) -> [String] {
    changes.map { change in
      var line = "\(change.kind.rawValue) \(change.table?.name ?? "")"
      if !change.columns.isEmpty { line += "(" + change.columns.joined(separator: ", ") + ")" }
      if let to = change.to {
        line += " -> " + to.tables.map(\.name).joined(separator: " + ")
        if !to.columns.isEmpty { line += "(" + to.columns.joined(separator: ", ") + ")" }
      }
      return line + " " + change.confidence.rawValue
    }
  }
}
