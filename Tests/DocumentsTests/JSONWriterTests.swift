import Documents
import Foundation
import Testing

@Suite struct JSONWriterTests {
  private let value: JSONValue = [
    "name": "a \"quoted\" \\ text\n\t\u{1}\u{7F} é 😀", "list": [1, -2.5, true, false, nil, [], [:]],
    "object": ["b": 1, "a": 2], "huge": 1e300,
  ]

  @Test func `pretty text has one member a line and keeps the order of keys`() {
    #expect(
      JSONWriter.text(of: value) == """
        {
          "name": "a \\"quoted\\" \\\\ text\\n\\t\\u0001\\u007f é 😀",
          "list": [
            1,
            -2.5,
            true,
            false,
            null,
            [],
            {}
          ],
          "object": {
            "b": 1,
            "a": 2
          },
          "huge": 1e+300
        }

        """)
  }

  @Test func `compact text has no space`() {
    let value: JSONValue = [
      "a": [1, ["b": nil]], "c": .double(.nan), "d": .strings(["x"]), "e": .optional(nil),
    ]
    #expect(
      JSONWriter.text(of: value, layout: .compact) == #"{"a":[1,{"b":null}],"c":null,"d":["x"],"e":null}"#)
  }

  @Test(arguments: [JSONWriter.Layout.pretty, .compact])
  func `another parser reads the same value`(layout: JSONWriter.Layout) throws {
    let data = Data(JSONWriter.bytes(of: value, layout: layout))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["name"] as? String == "a \"quoted\" \\ text\n\t\u{1}\u{7F} é 😀")
    #expect((object["list"] as? [Any])?.count == 7)
    #expect(object["huge"] as? Double == 1e300)
  }

  @Test func `the own reader reads the same value`() throws {
    let node = try JSONReader.document(of: JSONWriter.bytes(of: value))
    #expect(node["name"]?.string == "a \"quoted\" \\ text\n\t\u{1}\u{7F} é 😀")
    #expect(node["object"]?.mapping?.map(\.name) == ["b", "a"])
  }

  @Test func `deep values are written without recursion`() {
    var value: JSONValue = .null
    for _ in 0..<2_000 { value = .array([value]) }
    #expect(JSONWriter.bytes(of: value, layout: .compact).count == 4_004)
  }
}
