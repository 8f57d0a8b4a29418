import ColumnLineage
import Domain
import Foundation
import TestSupport
import Testing

/// Outputs and their sources, held against what `ci/lineage-oracle` derived by sqlglot.
struct SqlglotTests {
  /// One query of the oracle's file.
  struct Answer: Decodable, Sendable, CustomStringConvertible {
    var file: String
    var title: String
    var outputs: [Output]
    var description: String { file + ": " + title }
  }

  /// Name and sources of an output, as an array of two in the file.
  struct Output: Decodable, Hashable, Sendable {
    var name: String
    var sources: [String]

    init(name: String, sources: [String]) {
      self.name = name
      self.sources = sources
    }

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      name = try container.decode(String.self)
      sources = try container.decode([String].self)
    }
  }

  /// Where ColumnLineage says something else, and why it is right.
  static let differences: [String: String] = [
    "clauses.txt: windows":
      "a value over a named window depends on the window's keys, as over one written in place",
    "clauses.txt: lateral":
      "the sum in the lateral query is of its own input; sqlglot loses it and names the outer key",
    "clauses.txt: json operators": "a JSON value without alias has no portable name",
    "scopes.txt: intersect and except": "EXCEPT only takes rows away: no value comes from its right side",
    "scopes.txt: union by name": "BY NAME matches by name; sqlglot matches by place",
    "scopes.txt: whole row": "a table's name as a value is all of its columns",
    "scopes.txt: a named window over another": "the base window's keys count as well",
    "scopes.txt: pivot": "names of pivoted columns differ by database; the outputs are marked as incomplete",
    "warehouses.txt: bigquery: pivot": "which amount stands in which column is the quarter's choice",
    "stars.txt: two stars": "the second id is the second table's; sqlglot finds the first of that name",
    "stars.txt: columns expression": "which columns match is not known from the text; marked as incomplete",
    "stars.txt: a star with a pattern":
      "which columns match is not known; all are kept, marked as incomplete",
  ]

  static let answers: [Answer] = {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/sqlglot.json")
    guard let data = try? Data(contentsOf: url) else { return [] }
    return (try? JSONDecoder().decode([Answer].self, from: data)) ?? []
  }()

  @Test func `the oracle's file is there and every difference is about one of its queries`() {
    #expect(Self.answers.count > 120)
    let titles = Set(Self.answers.map(\.description))
    for title in Self.differences.keys { #expect(titles.contains(title), "\(title)") }
  }

  @Test(arguments: answers)
  func `outputs are made of what sqlglot says`(_ answer: Answer) throws {
    let item = try #require(LineageFixture.cases(answer.file).first { $0.title == answer.title })
    let found = LineageFixture(item.input).lineage().outputs.map { output in
      Output(
        name: output.name, sources: output.sources.map { $0.asset.text + "." + $0.column }.sorted())
    }
    let same =
      found.count == answer.outputs.count
      && zip(found, answer.outputs).allSatisfy { ours, theirs in
        (ours.name == theirs.name || theirs.name.hasPrefix("_col_")) && ours.sources == theirs.sources
      }
    if let reason = Self.differences[answer.description] {
      #expect(!same, "no difference any more: \(reason)")
    } else {
      #expect(
        same,
        "ours \(found.map { "\($0.name) \($0.sources)" }) theirs \(answer.outputs.map { "\($0.name) \($0.sources)" })"
      )
    }
  }
}
