import Testing

@testable import ScriptSyntax

@Suite struct RubyReaderTests {
  private func read(_ text: String) -> ScriptFile { RubyReader.read(Array(text.utf8)) }

  private func call(_ text: String) -> ScriptCall? {
    let file = read(text)
    guard file.troubles.isEmpty, case .expression(.call(let call))? = file.statements.first else {
      return nil
    }
    return call
  }

  @Test func `a command takes arguments of both kinds without parentheses`() {
    let found = call("add_column :users, \"tier\", :string, null: false, :limit => 20\n")
    #expect(found?.name == "add_column")
    #expect(found?.positional.count == 3)
    #expect(found?.arguments.filter { $0.kind == .keyword }.map(\.name) == ["null", "limit"])
  }

  @Test(arguments: [
    "create_table :a, options: do |t|\n  t.string :b\nend",
    "a.each { |x| drop x }",
    "x ||= {a: 1, \"b\" => 2}",
    "return if a? && !b",
    "foo(\n  a,\n  b: [1, 2,],\n)",
    "User\n  # first\n  .where(a: 1)\n  .update_all(b: 2)",
    "x = if a then 1 else 2 end",
    "case a\nwhen 1, 2 then b\nelse c\nend",
    "->(t) { t.index [:a] }",
    "%w[a b].each do |n| add n end",
    "begin\n a\nrescue A, B => e\n b\nensure\n c\nend",
    "a, b = 1, *c",
    "def a(b, c: 1, *d, **e, &f) = g",
    "class << self\n def a; end\nend",
    "a&.b ? c : d",
    "a = b rescue nil",
    "=begin\nx (\n=end\na\n__END__\n(((",
    "f <<~A, <<-B\n  x #{y}\n  A\n  z\n  B\n",
    "x = -> do\n a\nend",
    "/a[b]/ =~ c",
  ])
  func `usual Ruby is read without trouble`(text: String) {
    let file = read(text)
    #expect(file.troubles.isEmpty, "\(file.troubles)")
    #expect(!file.statements.isEmpty)
  }

  @Test func `a heredoc loses its margin and keeps its places`() {
    let text = "execute <<~SQL.squish, 1\n    UPDATE a\n      SET b = 'c'\n  SQL\nnext_call :x\n"
    // The margin is that of the least indented line of the body.
    let file = read(text)
    guard case .expression(.call(let found))? = file.statements.first,
      case .attribute(let chain)? = found.positional.first, case .string(let string) = chain.receiver
    else {
      Issue.record("no heredoc: \(file)")
      return
    }
    #expect(string.text.string == "UPDATE a\n  SET b = 'c'\n")
    #expect(string.text.fileOffset(ofByte: 0) == 29)
    #expect(file.statements.count == 2)
  }

  @Test func `a broken statement leaves the others`() {
    let file = read("add_column :a, :b, :c\nadd_column :a, )\nrename_table :a, :b\n")
    #expect(file.troubles.count >= 1)
    guard case .expression(.call(let last))? = file.statements.last else {
      Issue.record("the last statement is lost")
      return
    }
    #expect(last.name == "rename_table")
  }

  @Test(arguments: [
    "(", "[", "{a: ", "-> { ", "!", "a(", "if a\n", "def a\n", "x = ", "\"#{", "a ? b : ", "a b ",
  ])
  func `nesting of any depth ends in a trouble`(part: String) {
    #expect(!read(String(repeating: part, count: 20_000)).troubles.isEmpty)
  }

  @Test func `changed bytes never trap`() {
    let text = """
      class A < ActiveRecord::Migration[7.0]
        def change
          create_table :a, id: :uuid do |t|
            t.string :b, default: -> { "now()" }, null: false
          end
          execute <<~SQL.squish
            UPDATE a SET b = '#{c}'
          SQL
          %w[a b].each { |x| remove_column x, :y if column_exists?(x, :y) }
          x = a ? :b : "c" unless d
        end
      end
      """
    let original = Array(text.utf8)
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    #expect(RubyReader.read(original).troubles.isEmpty)
    for _ in 0..<1500 {
      var bytes = original
      for _ in 0...random(3) {
        switch random(3) {
        case 0: bytes[random(bytes.count)] = UInt8(random(256))
        case 1: bytes.removeSubrange(random(bytes.count)...)
        default:
          let piece = original[random(original.count)...].prefix(20)
          bytes.insert(contentsOf: piece, at: random(bytes.count + 1))
        }
        if bytes.isEmpty { bytes = [35] }
      }
      #expect(RubyReader.read(bytes).source.count == bytes.count)
    }
  }
}
