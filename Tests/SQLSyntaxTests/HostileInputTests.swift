import Foundation
import TestSupport
import Testing

@testable import SQLSyntax

/// Input that nobody writes by hand: nothing of it may trap, hang or take more than linear time.
@Suite struct HostileInputTests {
  /// A small generator with a fixed seed (splitmix64).
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }

  static let texts: [[UInt8]] = ["expressions.txt", "queries.txt", "rows.txt", "duckdb.txt", "splitting.txt"]
    .flatMap { ParsingTests.cases($0).map { Array($0.input.utf8) } }

  static let corpus: [UInt8] = Array(texts.joined())

  /// Reads everything and checks what holds for any input; gives the kinds of trouble met.
  @discardableResult
  static func read(_ bytes: [UInt8], _ dialect: Dialect) -> Set<SyntaxTrouble.Kind> {
    var kinds: Set<SyntaxTrouble.Kind> = []
    var end: Int32 = 0
    for statement in StatementReader(bytes, dialect: dialect) {
      #expect(statement.range.start >= end && statement.range.end >= statement.range.start)
      #expect(Int(statement.range.end) <= bytes.count)
      end = statement.range.end
      if case .unparsed(let trouble) = statement.statement {
        kinds.insert(trouble.kind)
        #expect(trouble.range.start >= statement.range.start && trouble.range.end <= statement.range.end)
      }
    }
    return kinds
  }

  /// The same on a stack of the tool's size: the runner's threads may have less than deep nesting needs.
  static func readDeep(_ bytes: [UInt8], _ dialect: Dialect) async -> Set<SyntaxTrouble.Kind> {
    await onOwnThread { read(bytes, dialect) }
  }

  @Test(arguments: DialectList.all.map(\.name))
  func `random bytes are read without a trap`(name: String) throws {
    let dialect = try #require(DialectList.dialect(named: name))
    var generator = Generator(state: 42)
    for length in 0..<400 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      Self.read(bytes, dialect)
      let signs = Array("()[]{}',\"$;:.*-+/\\ \nselctfromwhb\u{E9}".utf8)
      Self.read((0..<length).compactMap { _ in signs.randomElement(using: &generator) }, dialect)
    }
  }

  @Test(arguments: DialectList.all.map(\.name))
  func `random words are read without a trap`(name: String) throws {
    let dialect = try #require(DialectList.dialect(named: name))
    var generator = Generator(state: 7)
    let signs = [
      "(", ")", ",", ";", ".", "*", "=", "a", "'x'", "1", "[", "]", "::", "->", "$1", "{", "}", ":",
    ]
    let words = Keyword.allCases.map { KeywordSpelling.spelling(of: $0) } + signs + signs + signs
    for _ in 0..<3_000 {
      let count = Int.random(in: 1...30, using: &generator)
      let text = (0..<count).compactMap { _ in words.randomElement(using: &generator) }.joined(separator: " ")
      Self.read(Array(text.utf8), dialect)
    }
  }

  @Test(arguments: DialectList.all.map(\.name))
  func `a text cut at any byte is read`(name: String) throws {
    let dialect = try #require(DialectList.dialect(named: name))
    let statements = Self.texts.flatMap { text in
      StatementReader(text, dialect: dialect).map { Array($0.range.bytes(of: text)) }
    }
    #expect(statements.count > 100)
    // The grammar is one: every byte of it for the largest dialects, every few bytes for the others.
    let step = dialect.name == "postgres" || dialect.name == "duckdb" ? 1 : 9
    for (index, bytes) in statements.enumerated() {
      for end in stride(from: index % step, to: bytes.count, by: bytes.count > 300 ? 3 * step : step) {
        Self.read(Array(bytes[..<end]), dialect)
      }
    }
  }

  @Test(arguments: DialectList.all.map(\.name))
  func `a text with changed bytes is read`(name: String) throws {
    let dialect = try #require(DialectList.dialect(named: name))
    var generator = Generator(state: 11)
    for _ in 0..<60 {
      var bytes = Self.corpus
      for _ in 0..<100 {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0...3, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: place)
        default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &generator))
        }
      }
      Self.read(bytes, dialect)
    }
  }

  static let nestings: [(open: String, middle: String, close: String)] = [
    ("(", "1", ")"), ("f(", "1", ")"), ("array[", "1", "]"), ("case when ", "1", " then 1 end"),
    ("not ", "a", ""), ("- ", "a", ""), ("(select ", "1", ")"), ("exists (select ", "1", ")"),
    ("a in (", "1", ")"),
    ("a + b * (", "1", ")"), ("a[", "1", "]"), ("cast(", "1", " as int)"), ("row(", "1", ")"),
    ("[", "1", "]"),
    ("{'a': ", "1", "}"), ("a = any (", "b", ")"), ("a between 1 and ", "2", ""),
    ("a ^ (a * (a + (a || ", "b", ")))"),
    ("f(x -> ", "x", ")"), ("(a, ", "1", ")"), ("(((", "a", ")))::int"), ("coalesce((select ", "1", "), 2)"),
  ]

  @Test(arguments: nestings.indices)
  func `nested values up to the limit are read and deeper ones are refused`(index: Int) async {
    let (open, middle, close) = Self.nestings[index]
    for count in [5, 60, 190, 210, 5_000, 30_000] {
      let text =
        "select " + String(repeating: open, count: count) + middle + String(repeating: close, count: count)
        + "; select 1"
      let dialect: Dialect =
        open.first == "[" || open.first == "{" || open.contains(">") ? .duckdb : .postgres
      let kinds = await Self.readDeep(Array(text.utf8), dialect)
      let isChain = open.contains("between")
      if count == 5 { #expect(kinds.isEmpty) }
      if count >= (isChain ? 5_000 : 210) { #expect(kinds == [.tooDeep]) }
    }
  }

  @Test(arguments: [
    ("select * from ", "(select * from ", "t", ") x"), ("select * from ", "(", "t", " join u on true)"),
    ("", "(", "select 1", ")"), ("", "with a as (", "select 1", ") select * from a"),
    ("select * from ", "a join ", "b", " on true"),
    ("select * from t group by ", "grouping sets (", "a", ")"),
    ("", "select 1 union (", "select 1", ")"), ("select 1::", "struct(a ", "int", ")"),
    ("", "copy (", "select 1", ") to stdout"),
  ])
  func `nested queries are refused beyond the limit`(
    head: String, open: String, middle: String, close: String
  ) async {
    for count in [3, 60, 5_000, 30_000] {
      let text =
        head + String(repeating: open, count: count) + middle + String(repeating: close, count: count)
        + "; select 1"
      let kinds = await Self.readDeep(Array(text.utf8), .duckdb)
      if count == 3, !open.hasPrefix("copy") {
        #expect(kinds.isEmpty)
      } else if count > 60 {
        #expect(!kinds.isEmpty)
      }
    }
  }

  @Test(arguments: [
    "a or ", "a and ", "a || ", "f(a), ", "'x' || a or b and ", "(a), ", "case when a then b end, ",
    "(select 1), ",
  ])
  func `a chain of many operands is read`(operand: String) throws {
    let text = "select " + String(repeating: operand, count: 50_000) + "a"
    #expect(Self.read(Array(text.utf8), .postgres).isEmpty)
  }

  @Test(arguments: [" union select 1", " union all select 1", " intersect select 1 except select 2"])
  func `a chain of many set operations is read`(operand: String) {
    let text = "select 1" + String(repeating: operand, count: 20_000)
    #expect(Self.read(Array(text.utf8), .postgres).isEmpty)
  }

  @Test func `a clause of very many common tables is refused`() {
    func text(_ count: Int) -> String {
      "with a as (select 1)" + String(repeating: ", a as (select 1)", count: count) + " select 1 from a"
    }
    #expect(Self.read(Array(text(900).utf8), .postgres).isEmpty)
    #expect(Self.read(Array(text(60_000).utf8), .postgres) == [.tooDeep])
  }

  @Test(arguments: ["::int", "[1]", " + 1", " is null", " collate c", " at time zone 'x'", ".a"])
  func `a chain of many postfixes is refused`(operand: String) {
    let text = "select (a)" + String(repeating: operand, count: 50_000)
    #expect(Self.read(Array(text.utf8), .postgres) == [.tooDeep])
    let short = "select (a)" + String(repeating: operand, count: 100)
    #expect(Self.read(Array(short.utf8), .postgres).isEmpty)
  }

  @Test(arguments: [
    "(", ")", "[", "{", "'", "\"", "$$", "/*", "$a$ $", "case ", "select ", "a join ", "begin atomic ",
  ])
  func `a hundred thousand times the same sign is read`(sign: String) async {
    _ = await Self.readDeep(Array(String(repeating: sign, count: 100_000).utf8), .postgres)
    _ = await Self.readDeep(Array(("select " + String(repeating: sign, count: 100_000)).utf8), .duckdb)
  }

  @Test func `many joins and copies without end take linear time`() {
    let joins = "select * from a" + String(repeating: " join b", count: 20_000)
    Self.read(Array(joins.utf8), .postgres)
    Self.read(Array(String(repeating: "copy t from stdin;\n", count: 20_000).utf8), .postgres)
  }

  @Test func `a data load keeps only its first rows`() throws {
    let text = "insert into t values (0)" + String(repeating: ", (1, 'x')", count: 30_000)
    let statement = try #require(Array(StatementReader(Array(text.utf8), dialect: .postgres)).first)
    guard case .insert(let insert) = statement.statement, case .query(let query) = insert.source,
      case .values(let values) = query.body
    else {
      Issue.record("no rows")
      return
    }
    #expect(values.rows.count == Parser.rowLimit)
    #expect(values.omittedRows == 30_001 - Parser.rowLimit)
  }

  @Test func `a text beyond the size limit is one trouble`() {
    let bytes = [UInt8](repeating: 0x20, count: StatementReader.sizeLimit + 1)
    let statements = Array(StatementReader(bytes, dialect: .postgres))
    #expect(statements.count == 1)
    guard case .unparsed(let trouble) = statements.first?.statement else {
      Issue.record("not refused")
      return
    }
    #expect(trouble.kind == .tooLarge)
  }

  @Test func `the limits fit into a small stack`() async {
    let texts = Self.nestings.map { nesting in
      "select " + String(repeating: nesting.open, count: 300) + nesting.middle
    }
    // Half of what the tool's threads have, with the larger frames of a debug build.
    let thread = Thread {
      for text in texts { Self.read(Array(text.utf8), .duckdb) }
    }
    thread.stackSize = 4 << 20
    thread.start()
    while !thread.isFinished { try? await Task.sleep(for: .milliseconds(5)) }
  }
}
