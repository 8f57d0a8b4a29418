import Domain
import FactTables
import Testing

@Suite struct RulePageTests {
  private static let text = """
    ---
    summary: a column has another name
    kinds: [columnRenamed]
    defaults:
      broken: block
      otherwise: off
    situations:
      several-pairings: review
    ---

    # column-renamed

    Prose with `code`.

    ```sql
    select 'no example';
    ```

    ## Examples

    ### a column that a model reads

    ```sql base
    create table users (email text);
    ```

    ```sql base
    create table more (id int);
    ```

    ```sql head
    alter table users rename email to mail;
    ```

    ````sql registry path=models/stg.sql
    select email from users -- ```
    ````

    ```yaml tidegate
    version: 1
    ```

    ```expect
    block column-renamed: users.email
    verdict blocked
    ```

    ### nothing reads it

    ```sql head path=migrations/0001_base.sql deleted
    ```

    ```expect
    silent
    ```

    """

  private func page(_ text: String) throws -> RulePage {
    let files = [
      "loaders.yml": try #require(FactFiles.embedded.bytes("loaders.yml")),
      "lexicon.yml": Array("version: 1".utf8),
    ]
    var texts = files.mapValues { String(decoding: $0, as: UTF8.self) }
    texts["column-renamed.md"] = text
    return try #require(try Facts(FactFiles(texts)).page("column-renamed"))
  }

  @Test(arguments: [text, text.replacing("\n", with: "\r\n")])
  func `a page has its declarations and its text`(text: String) throws {
    let page = try page(text)
    #expect(
      page.defaults
        == RuleDefaults(
          rule: "column-renamed", summary: "a column has another name", kinds: [.columnRenamed],
          byEffect: [.broken: .block], bySituation: ["several-pairings": .review], otherwise: .off))
    #expect(page.body.hasPrefix("# column-renamed\n\nProse"))
    #expect(page.defaults.otherwise.severity == nil)
  }

  @Test func `examples are two states, a registry and expectations`() throws {
    let examples = try page(Self.text).examples()
    #expect(examples.map(\.title) == ["a column that a model reads", "nothing reads it"])
    #expect(examples.map(\.line) == [21, 48])
    let first = try #require(examples.first)
    #expect(
      first.base == [
        "migrations/0001_base.sql": "create table users (email text);\n",
        "migrations/0002_base.sql": "create table more (id int);\n",
      ])
    #expect(first.head == ["migrations/0101_head.sql": "alter table users rename email to mail;\n"])
    #expect(
      first.registry == [
        "models/stg.sql": "select email from users -- ```\n", "tidegate.yml": "version: 1\n",
      ])
    #expect(
      first.expectations == [
        .finding(.block, rule: "column-renamed", subject: "users.email"), .verdict(.blocked),
      ])
    #expect(examples.last?.head == ["migrations/0001_base.sql": nil])
    #expect(examples.last?.expectations == [.silent])
  }
}
