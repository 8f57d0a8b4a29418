import Domain
import Foundation
import MigrationReading
import Synchronization
import Testing

/// A long history read by several threads is the history that one thread reads.
@Suite struct AheadReadingTests {
  /// Ways in which threads may take turns.
  enum Turns: CaseIterable {
    case othersFirst, ownFirst, together

    var run: @Sendable (_ others: [@Sendable () -> Void], _ own: () -> Void) -> Void {
      switch self {
      case .othersFirst:
        { others, own in
          for other in others { other() }
          own()
        }
      case .ownFirst:
        { others, own in
          own()
          for other in others { other() }
        }
      case .together:
        { others, own in
          let group = DispatchGroup()
          for other in others {
            group.enter()
            let thread = Thread {
              other()
              group.leave()
            }
            thread.stackSize = 8 << 20
            thread.start()
          }
          own()
          group.wait()
        }
      }
    }
  }

  /// Routines that are defined, replaced, renamed, dropped and called, an include, broken statements.
  static let files: [String: String] = {
    var files = ["migrations/parts.txt": "alter table t1 add included int;\n"]
    for number in 1...300 {
      let name = String(format: "migrations/%04d_x.sql", number)
      files[name] =
        switch number % 10 {
        case 1: "create table t\(number) (id int primary key, a text);"
        case 2:
          "create or replace function f() returns void language sql as $$ alter table t1 add c\(number) int $$;"
        case 3: "select f();"
        case 4: "select f() from t1; update t1 set a = 'x\(number)';"
        case 5:
          number % 20 == 5 ? "alter function f() rename to g; select g();" : "drop function if exists f;"
        case 6: "alter table t1 add;\ncreate table u\(number) (id int);"
        case 7: "\\i parts.txt"
        case 8: "-- tidegate: rename a -> b\nalter table t1 rename a to b\(number);"
        default: "do $$ begin perform f(); end $$;"
        }
    }
    return files
  }()

  @Test(arguments: Turns.allCases, [2, 3])
  func `threads change nothing`(turns: Turns, count: Int) {
    let threads = ReadingThreads(count: count, leastScripts: 10, run: turns.run)
    var head = Self.files
    head["migrations/0012_x.sql"] = "create table edited (id int);"
    head["migrations/0301_x.sql"] = "drop table t1;"
    let plain = MigrationReader()
    let threaded = MigrationReader(threads: threads)
    for files in [Self.files, head] {
      var followed: [Migration] = []
      let expected = plain.histories(in: FileTree(files)).histories
      let found = threaded.histories(in: FileTree(files)) { _, _, migration in followed.append(migration) }
      #expect(found.histories == expected)
      #expect(followed == expected.first?.migrations)
      #expect(expected.first?.migrations.count == files.count - 1)
    }
    let both = MigrationReader(threads: threads).histories(
      base: FileTree(Self.files), head: FileTree(head), configuration: MigrationConfiguration())
    #expect(both.base.histories == plain.histories(in: FileTree(Self.files)).histories)
    #expect(both.head.histories == plain.histories(in: FileTree(head)).histories)
  }

  /// What a branch does to a history whose routines are defined in the first half.
  enum Edit: CaseIterable {
    case append, change, changeRoutine, delete, insert, repeatNumber, include

    func apply(to files: inout [String: String]) {
      switch self {
      case .append: files["migrations/0041_x.sql"] = "select f();"
      case .change: files["migrations/0030_x.sql"] = "alter table t1 add edited int;"
      case .changeRoutine:
        files["migrations/0012_x.sql"] =
          "create or replace function f() returns void language sql as $$ alter table t1 drop a $$;"
      case .delete: files["migrations/0035_x.sql"] = nil
      case .insert: files["migrations/0029b_x.sql"] = "create table late (id int); select f();"
      case .repeatNumber: files["migrations/0030-x.sql"] = "create table again (id int);"
      case .include: files["migrations/parts.txt"] = "alter table t1 add other int;\n"
      }
    }
  }

  @Test(arguments: Edit.allCases, [false, true])
  func `head is read as if base had not been`(edit: Edit, hasInclude: Bool) {
    var base = Self.files.filter { hasInclude || !$0.value.hasPrefix("\\i") }
    base = base.filter { $0.key < "migrations/0041" || $0.key.hasSuffix(".txt") }
    for number in 21...40 {
      let name = String(format: "migrations/%04d_x.sql", number)
      if !(base[name] ?? "").hasPrefix("\\i") {
        base[name] = "create table late\(number) (id int); select f();"
      }
    }
    var head = base
    edit.apply(to: &head)
    let both = MigrationReader().histories(
      base: FileTree(base), head: FileTree(head), configuration: MigrationConfiguration())
    #expect(both.base.histories == MigrationReader().histories(in: FileTree(base)).histories)
    #expect(both.head.histories == MigrationReader().histories(in: FileTree(head)).histories)
    #expect(both.head.histories.first?.migrations.isEmpty == false)
  }

  /// Classes that call and name each other, a broken one, revisions in a chain.
  static let programs: [String: String] = {
    var files: [String: String] = [:]
    for number in 1...40 {
      let body =
        switch number % 4 {
        case 0: "def change\n add_column :t1, :c\(number), :decimal, precision: 8\n end"
        case 1: "def change\n create_table :t\(number) do |t|\n t.string :a\n end\n end"
        case 2: "def change\n add_column :t1, :c, :text)\n end"
        default: "def up\n execute 'alter table t1 add d\(number) int'\n end"
        }
      files["db/migrate/\(1000 + number)_step\(number).rb"] =
        "class Step\(number) < ActiveRecord::Migration[7.0]\n\(body)\nend\n"
      files["alembic/versions/r\(number).py"] = """
        from alembic import op
        import sqlalchemy as sa
        revision = "r\(number)"
        down_revision = \(number == 1 ? "None" : "\"r\(number - 1)\"")
        def upgrade():
            op.create_table("p\(number)", sa.Column("id", sa.Integer))
        """
    }
    return files
  }()

  @Test(arguments: Turns.allCases)
  func `threads change nothing for programs`(turns: Turns) {
    let threads = ReadingThreads(count: 2, leastPrograms: 10, run: turns.run)
    let expected = MigrationReader().histories(in: FileTree(Self.programs)).histories
    let found = MigrationReader(threads: threads).histories(in: FileTree(Self.programs)).histories
    #expect(found == expected)
    #expect(expected.map(\.framework) == ["alembic", "rails"])
    #expect(expected.map(\.migrations.count) == [40, 40])
    #expect(expected.flatMap(\.migrations).contains { !$0.diagnostics.isEmpty })
  }

  /// Migrations that ask those before them: for indexes by their columns, routines, classes; and models.
  static let askingMigrations: [String: String] = {
    var files = [
      "app/models/order.rb": "class Order < ApplicationRecord\n enum :state, [:open, :shipped]\nend\n",
      "app/models/big_order.rb": "class BigOrder < Order\n def self.close\n update_all(a: 1)\n end\nend\n",
      "lib/steps.rb": "module Steps\n def add_flag(table)\n add_column table, :flag, :boolean\n end\nend\n",
    ]
    for number in 1...120 {
      let table = "t\(number % 7)"
      let body =
        switch number % 15 {
        case 0: "def change\n add_index :\(table), [:a, :b], name: 'named\(number)'\n end"
        case 1: "def change\n create_table :\(table) do |t|\n t.string :a, index: true\n end\n end"
        case 2: "def change\n remove_index :t\((number + 5) % 7), column: [:a, :b]\n end"
        case 3: "def up\n rename_column :\(table), :a, :c\(number)\n end"
        case 4: "def change\n rename_table :\(table), :t\((number + 3) % 7)\n end"
        case 5:
          """
          def up
            execute 'create or replace function f() returns void language sql as $$ drop table u\(number) $$'
          end
          def down
            remove_index :\(table), :a
          end
          """
        case 6: "def up\n execute 'select f()'\n end"
        case 7: "def change\n revert Step\(number - 6)\n end"
        case 8: "def up\n Order.find_each { |order| order.shipped! }\n BigOrder.close\n end"
        case 9: "def change\n add_flag :\(table)\n end"
        case 10: "def up\n execute 'drop function if exists f'\n end"
        case 11: "def up\n revert { add_index :\(table), :a }\n remove_index :\(table), :a\n end"
        case 12: "def change\n add_reference :\(table), :order\n drop_table :t\((number + 1) % 7)\n end"
        case 13: "def up\n BigOrder.find_each { |order| order.shipped! }\n end"
        default: "def change\n change_table(:\(table)) { |t| t.remove :b }\n end"
        }
      files["db/migrate/\(1000 + number)_step\(number).rb"] =
        "class Step\(number) < ActiveRecord::Migration[7.0]\n\(body)\nend\n"
    }
    return files
  }()

  @Test(arguments: Turns.allCases, [2, 3])
  func `a migration that runs ahead of its turn does what it does in its turn`(turns: Turns, count: Int) {
    let threads = ReadingThreads(count: count, leastPrograms: 10, run: turns.run)
    var head = Self.askingMigrations
    head["db/migrate/1016_step16.rb"] = nil
    head["app/models/order.rb"] = "class Order < ApplicationRecord\n enum :status, [:open, :shipped]\nend\n"
    head["db/migrate/1121_step121.rb"] =
      "class Step121 < ActiveRecord::Migration[7.0]\ndef change\n remove_index :t1, :a\n end\nend\n"
    var followed: [Migration] = []
    let both = MigrationReader(threads: threads).histories(
      base: FileTree(Self.askingMigrations), head: FileTree(head), configuration: MigrationConfiguration()
    ) { _, _, migration in followed.append(migration) }
    let base = MigrationReader().histories(in: FileTree(Self.askingMigrations)).histories
    #expect(both.base.histories == base)
    #expect(followed.map(\.id) == base.first?.migrations.map(\.id))
    #expect(followed.map(\.operations) == base.first?.migrations.map(\.operations))
    #expect(both.head.histories == MigrationReader().histories(in: FileTree(head)).histories)
    let operations = base.flatMap(\.migrations).flatMap { $0.operations.map { OperationText.text($0.kind) } }
    #expect(operations.contains { $0.contains("named15") && $0.contains("drop") })
    #expect(operations.contains { $0.contains("drop table u5") || $0.contains("dropTable u5") })
    #expect(operations.contains { $0.contains("state") })
  }

  @Test func `other threads take part, and one that cannot open the tree leaves its part to the own one`() {
    let opened = Mutex(0)
    let contents = Self.files.mapValues { Array($0.utf8) }
    let read = { @Sendable (entry: FileEntry) throws(FileReadError) -> [UInt8] in
      contents[entry.path.display] ?? []
    }
    let tree = FileTree(
      entries: contents.map {
        FileEntry(path: TreePath($0.key), contentID: ContentID(bytes: Array($0.key.utf8)))
      },
      reopen: {
        let number = opened.withLock { count in
          count += 1
          return count
        }
        return number == 1 ? nil : FileTree(entries: [], read: read)
      }, read: read)
    let threads = ReadingThreads(count: 3, leastScripts: 10, run: Turns.othersFirst.run)
    let found = MigrationReader(threads: threads).histories(in: tree)
    #expect(found.histories == MigrationReader().histories(in: tree).histories)
    #expect(opened.withLock { $0 } == 2)
  }

  @Test func `what another thread cannot read is told in its turn`() {
    let contents = Self.files.mapValues { Array($0.utf8) }
    let read = { @Sendable (entry: FileEntry) throws(FileReadError) -> [UInt8] in
      if entry.path.display.hasSuffix("8_x.sql") { throw FileReadError("gone") }
      return contents[entry.path.display] ?? []
    }
    let entries = contents.map { FileEntry(path: TreePath($0.key), contentID: ContentID(bytes: $0.value)) }
    let tree = FileTree(entries: entries, reopen: { FileTree(entries: [], read: read) }, read: read)
    let threads = ReadingThreads(count: 2, leastScripts: 10, run: Turns.othersFirst.run)
    let found = MigrationReader(threads: threads).histories(in: tree).histories
    #expect(found == MigrationReader().histories(in: tree).histories)
    let unread = found.first?.migrations.filter { $0.diagnostics.map(\.id) == ["file-unreadable"] }
    #expect(unread?.count == 30)
  }
}
