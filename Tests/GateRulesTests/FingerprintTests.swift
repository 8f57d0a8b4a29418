import Domain
import Foundation
import Testing

@testable import GateRules

@Suite struct FingerprintTests {
  private static let change = Judging.change(
    .valuesRemapped, values: [ValuePair(from: "premium", to: "gold")])

  private func fingerprint(_ change: Change, assets: [String] = ["model.a"], backend: String = "shop") throws
    -> String
  {
    let impacts = assets.map { Judging.impact(.broken, on: AssetID($0)) }
    let result = try Judging.judge([change], impacts, backend: backend)
    return try #require(result.findings.first).fingerprint
  }

  @Test func `it is 16 hexadecimal digits`() throws {
    let text = try fingerprint(Self.change)
    #expect(text.utf8.count == 16)
    #expect(text.allSatisfy { $0.isHexDigit && !$0.isUppercase })
  }

  @Test func `it survives another file, line, evidence, history and place in the report`() throws {
    var other = Judging.change(
      .valuesRemapped, values: [ValuePair(from: "premium", to: "gold")], file: "migrations/9.sql", line: 40)
    other.evidence = [Evidence(.statement, "read elsewhere")]
    other.history = "flyway db/migration"
    other.confidence = .likely
    #expect(try fingerprint(other) == (try fingerprint(Self.change)))
  }

  @Test(
    arguments: [
      { (change: inout Change) in change.values.append(ValuePair(from: "standard", to: "silver")) },
      { $0.values = [ValuePair(from: "premium", to: "platinum")] },
      { $0.values = [ValuePair(from: "premium", to: nil)] },
      { $0.table = TableName(schema: "public", "people") },
      { $0.columns = ["segment"] },
      { $0.to?.columns = ["tier"] },
      { $0.to?.tables.append(TableName("others")) },
      { $0.type = TypeChange(from: "text", to: "integer", step: .incompatible) },
      { $0.key = KeyChange(from: ["id"], to: ["id", "day"]) },
      { $0.factor = "100" },
      { $0.filter = [FilterTerm(column: "plan", values: ["free"])] },
      { $0.kind = .enumValueRenamed },
    ] as [@Sendable (inout Change) -> Void])
  func `it dies when the change becomes another one`(edit: @Sendable (inout Change) -> Void) throws {
    var other = Self.change
    edit(&other)
    #expect(try fingerprint(other) != (try fingerprint(Self.change)))
  }

  @Test func `it dies when the change reaches more, or comes from another backend`() throws {
    let before = try fingerprint(Self.change)
    #expect(try fingerprint(Self.change, assets: ["model.a", "model.b"]) != before)
    #expect(try fingerprint(Self.change, backend: "crm") != before)
    #expect(
      try fingerprint(Self.change, assets: ["model.b", "model.a"])
        == (try fingerprint(Self.change, assets: ["model.a", "model.b"])))
  }

  @Test func `parts that only read alike when put together differ`() throws {
    var (left, right) = (Self.change, Self.change)
    left.columns = ["ab", "c"]
    right.columns = ["a", "bc"]
    #expect(try fingerprint(left) != (try fingerprint(right)))
  }

  /// FIPS 180-4 examples and the test vectors of NIST's CAVP.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (
      String(repeating: "a", count: 10_000),
      "27dd1f61b867b6a0f6e9d8a41c43231de52107e53ae424de8f847b821db4b711"
    ),
  ])
  func `the hash is SHA-256`(message: String, expected: String) {
    let digest = SHA256.hash(Array(message.utf8)).map { String(format: "%02x", $0) }.joined()
    #expect(digest == expected)
  }
}
