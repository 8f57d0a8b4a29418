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
    (##"f = Proc.new { |n| "#{n}!" }; y = f.call("a")"##, "a!"),
    ("def f\n  'a'\nend\ny = f", "a"),
    ("def f\n  if true\n    'a'\n  else\n    'b'\n  end\nend\ny = f", "a"),
    ("def f(n)\n  yield(n)\nend\ny = f('a') { |x| x + 'b' }", "ab"),
    ("def f(&block)\n  block.call('a')\nend\ny = f { |x| x + 'b' }", "ab"),
    ("def g(&)\n  yield\nend\ndef f(&)\n  g(&)\nend\ny = f { 'c' }", "c"),
  ])
  func `values are folded`(text: String, expected: String) {
    let file = ScriptReader.read(Array((text + "\n").utf8), as: .ruby)
    #expect(file.troubles.isEmpty)
    #expect(ScriptRun(file).value(named: "y")?.text == expected)
  }

  @Test(arguments: [
    ("postgres", "database_type == :postgres", true),
    ("mysql", "db.adapter_scheme.to_s =~ /postgres/", false),
    ("mysql", "self.class.name.match?(/mysql/i)", nil),
  ])
  func `conditions on the database are decided`(dialect: String, text: String, expected: Bool?) {
    let file = ScriptReader.read(Array(("y = " + text + "\n").utf8), as: .ruby)
    #expect(ScriptRun(file, dialect: dialect).value(named: "y")?.boolean == expected)
  }

  @Test func `signs are called as methods`() {
    let file = ScriptReader.read(Array("A.~(b)\nc.*\nd.+(1)\n".utf8), as: .ruby)
    #expect(file.troubles.isEmpty)
    #expect(file.statements.count == 3)
  }
}
