import Domain
import Foundation
import Reporting
import Testing

@Suite struct SchemaTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../schemas/report.schema.json")

  private func json(_ sample: Sample) throws -> [String: Any] {
    let data = Data(JSONFormat.render(sample.report, options: RenderOptions()))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test(arguments: Sample.allCases)
  func `every report follows the schema, and every key stands in it`(sample: Sample) throws {
    let problems = try SchemaValidator(Self.file).problems(of: json(sample))
    #expect(problems == [])
  }

  @Test func `the schema refuses what is no report`() throws {
    let validator = try SchemaValidator(Self.file)
    let report = try json(.acme)
    for key in report.keys.sorted() {
      var broken = report
      broken[key] = nil
      #expect(!validator.problems(of: broken).isEmpty, "without \(key)")
      broken[key] = ["nonsense": 1.5]
      #expect(!validator.problems(of: broken).isEmpty, "with another \(key)")
    }
    var more = report
    more["surprise"] = 1
    #expect(validator.problems(of: more) == ["$: surprise is not declared"])
  }

  /// Enumerations of the schema and the words that the report can hold.
  private static let words: [(path: String, words: [String])] = [
    ("properties/verdict/enum", Verdict.allCases.map(\.rawValue)),
    ("$defs/change/properties/kind/enum", ChangeKind.allCases.map(\.rawValue)),
    (
      "$defs/change/properties/type/properties/step/enum", TypeChange.Step.allCases.map(\.rawValue)
    ),
    ("$defs/confidence/enum", Confidence.allCases.map(\.rawValue)),
    ("$defs/evidence/properties/kind/enum", Evidence.Kind.allCases.map(\.rawValue)),
    ("$defs/location/properties/repository/enum", RepositoryRole.allCases.map(\.rawValue)),
    ("$defs/effect/properties/kind/enum", AssetKind.allCases.map(\.rawValue)),
    ("$defs/effect/properties/effect/enum", reported),
    ("$defs/effect/properties/masked/items/properties/effect/enum", reported),
    ("$defs/finding/properties/severity/enum", Severity.allCases.map(\.rawValue)),
    ("$defs/blindSpot/properties/severity/enum", BlindSpot.Level.allCases.map(\.rawValue)),
    ("$defs/blindSpot/properties/reach/enum", Diagnostic.Reach.allCases.map(\.rawValue)),
  ]

  private static let reported = EffectKind.allCases.filter { $0 != .unaffected }.map(\.rawValue)

  @Test(arguments: words.indices)
  func `an enumeration of the schema lists every word`(place: Int) throws {
    let entry = Self.words[place]
    let listed = try SchemaValidator(Self.file).part(entry.path) as? [String]
    #expect(listed == entry.words, "\(entry.path)")
  }
}
