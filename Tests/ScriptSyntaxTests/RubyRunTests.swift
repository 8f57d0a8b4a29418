import Testing

@testable import ScriptSyntax

/// What Ruby's values and methods are folded to.
@Suite struct RubyRunTests {
  @Test(arguments: [
    (##"x = %w[a b].freeze; y = x.map { |n| "#{n}_id" }.join(",")"##, "a_id,b_id"),
    (##"y = [["a", 1], ["b", 2]].map { |k, v| "#{k}#{v}" }.join("-")"##, "a1-b2"),
    (##"y = "a b".gsub(" ", "_").upcase"##, "A_B"),
    (##"y = :tier.to_s"##, "tier"),
    (##"y = "#{:a}#{nil}#{1}#{true}""##, "a1true"),
    (##"y = (0 ? "yes" : "no")"##, "yes"),
    (##"y = ("" ? "yes" : "no")"##, "yes"),
    (##"y = (nil ? "yes" : "no")"##, "no"),
    (##"y = { a: 1, "b" => 2 }.map { |k, v| "#{k}#{v}" }.join("")"##, "a1b2"),
    (##"y = ["a", "b"].zip(["c", "d"]).map { |l, r| l + r }.join(" ")"##, "ac bd"),
    (##"y = "x".freeze.dup"##, "x"),
    (##"f = ->(n) { "#{n}!" }; y = f.call("a")"##, "a!"),
  ])
  func `values are folded`(text: String, expected: String) {
    let file = ScriptReader.read(Array((text + "\n").utf8), as: .ruby)
    #expect(file.troubles.isEmpty)
    #expect(ScriptRun(file).value(named: "y")?.text == expected)
  }
}
