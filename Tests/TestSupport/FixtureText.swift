/// A fixture file of alternating blocks, read by tests.
///
/// Shape: `### title`, then the input, then `--- expect`, then what is expected, up to the next title.
package struct FixtureText {
  /// One case of a fixture file.
  package struct Case: Sendable, CustomStringConvertible {
    package var title: String
    package var input: String
    package var expected: String
    package var line: Int
    package var description: String { title }
  }

  /// The cases of a text, in file order.
  package static func cases(_ text: String) -> [Case] {
    var cases: [Case] = []
    var inExpected = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("### ") {
        cases.append(Case(title: String(line.dropFirst(4)), input: "", expected: "", line: index + 1))
        inExpected = false
      } else if line == "--- expect" {
        inExpected = true
      } else if let last = cases.indices.last {
        if inExpected { cases[last].expected += line + "\n" } else { cases[last].input += line + "\n" }
      }
    }
    return cases
  }
}
