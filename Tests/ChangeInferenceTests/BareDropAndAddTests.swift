import Domain
import FactTables
import Foundation
import Testing

/// Drop and add in one migration with nothing else said: renames in disguise beside genuine pairs.
@Suite struct BareDropAndAddTests {
  struct Pair: CustomStringConvertible {
    let table: String
    let old: String
    let new: String
    var description: String { "\(table): \(old) -> \(new)" }
    var oldName: String { String(old.prefix { $0 != " " }) }
    var newName: String { String(new.prefix { $0 != " " }) }
  }

  static func pairs(_ file: String) -> [Pair] {
    let text = (try? String(contentsOf: FixtureTests.folder.appending(path: file), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t").map(String.init)
      return parts.count == 3 ? Pair(table: parts[0], old: parts[1], new: parts[2]) : nil
    }
  }

  private static func isRename(_ pair: Pair, _ lexicon: Lexicon) -> Bool {
    let base = "create table \(pair.table) (id bigserial primary key, \(pair.old), other_thing text);"
    let head = "alter table \(pair.table) drop column \(pair.oldName), add column \(pair.new);"
    return ReplayedScripts(base: [base], head: [base, head]).changes(lexicon: lexicon).contains {
      $0.kind == .columnRenamed && $0.to?.columns == [pair.newName] && $0.confidence >= .likely
    }
  }

  @Test func `most are found, and nearly all that are called likely are right`() throws {
    let lexicon = try Facts.embedded().lexicon
    let renames = Self.pairs("renames.tsv")
    let unrelated = Self.pairs("unrelated.tsv")
    #expect(renames.count >= 50 && unrelated.count >= 50)
    let missed = renames.filter { !Self.isRename($0, lexicon) }
    let wrong = unrelated.filter { Self.isRename($0, lexicon) }
    let found = Double(renames.count - missed.count)
    #expect(found / Double(renames.count) >= 0.8, "missed: \(missed)")
    #expect(found / (found + Double(wrong.count)) >= 0.97, "wrong: \(wrong)")
  }

  @Test(arguments: 1...20) func `mixed in one migration the pairs stay apart`(_ seed: Int) throws {
    let lexicon = try Facts.embedded().lexicon
    var numbers = SeededNumbers(seed: UInt64(seed))
    var (right, wrong, all) = (0, 0, 0)
    for table in ["users", "orders", "products", "events"] {
      let renames = Self.pairs("renames.tsv").filter { $0.table == table }
      let unrelated = Self.pairs("unrelated.tsv").filter { $0.table == table }
      let chosen = (0..<3).map { _ in renames[numbers.next(renames.count)] }
      let others = (0..<3).map { _ in unrelated[numbers.next(unrelated.count)] }
      var olds: [String: Pair] = [:]
      var news: [String: Pair] = [:]
      for pair in chosen + others where olds[pair.oldName] == nil && news[pair.newName] == nil {
        olds[pair.oldName] = pair
        news[pair.newName] = pair
      }
      let wanted = Set(chosen.map(\.description))
      let columns = olds.values.map(\.old).sorted().joined(separator: ", ")
      let base = "create table \(table) (id bigserial primary key, \(columns));"
      let drops = olds.keys.sorted().map { "drop column \($0)" }
      let adds = news.values.map { "add column \($0.new)" }.sorted()
      let head = "alter table \(table) \((drops + adds).joined(separator: ", "));"
      let changes = ReplayedScripts(base: [base], head: [base, head]).changes(lexicon: lexicon)
      all += olds.values.count { wanted.contains($0.description) }
      for change in changes where change.kind == .columnRenamed && change.confidence >= .likely {
        let pair = change.columns.first.flatMap { olds[$0] }
        let isRight =
          pair.map { [$0.newName] == change.to?.columns && wanted.contains($0.description) } ?? false
        if isRight { right += 1 } else { wrong += 1 }
      }
    }
    #expect(Double(right) >= 0.6 * Double(all), "\(right) of \(all)")
    #expect(wrong <= 1, "\(wrong) wrong")
  }

  @Test func `written with a copy they are found whatever the names`() throws {
    let lexicon = try Facts.embedded().lexicon
    for pair in Self.pairs("renames.tsv") + Self.pairs("unrelated.tsv") {
      let base = "create table \(pair.table) (id bigserial primary key, \(pair.old), other_thing text);"
      let head = """
        alter table \(pair.table) add column \(pair.newName) text;
        update \(pair.table) set \(pair.newName) = \(pair.oldName);
        alter table \(pair.table) drop column \(pair.oldName);
        """
      let changes = ReplayedScripts(base: [base], head: [base, head]).changes(lexicon: lexicon)
      let rename = changes.first { $0.kind == .columnRenamed }
      #expect(rename?.to?.columns == [pair.newName] && rename?.confidence == .strong, "\(pair)")
      #expect(!changes.contains { $0.kind == .columnAdded || $0.kind == .columnDropped }, "\(pair)")
    }
  }
}
