import Domain
import Testing

@Suite struct PathPatternTests {
  @Test(arguments: [
    ("**/migrations/*.sql", "migrations/1.sql"), ("**/migrations/*.sql", "a/b/migrations/1.sql"),
    ("db/**", "db/a/b.sql"), ("db", "db/a/b.sql"), ("db/migrations/", "db/migrations/1.sql"),
    ("./db/*.sql", "db/1.sql"), ("{api,web}/db/?.sql", "web/db/1.sql"), ("a/**/b.sql", "a/b.sql"),
    ("a/**/b.sql", "a/x/y/b.sql"), ("**/*.sql", "x.sql"), ("{a,b{1,2}}.sql", "b2.sql"),
    ("V*__*.sql", "V1__x.sql"), ("a**z", "a/b/z"),
  ])
  func `a path fits its pattern`(pattern: String, path: String) {
    #expect(PathPattern(pattern).matches(TreePath(path)))
  }

  @Test(arguments: [
    ("**/migrations/*.sql", "xmigrations/1.sql"), ("*.sql", "a/1.sql"), ("db", "dbx/1.sql"),
    ("a/**/b.sql", "a/xb.sql"), ("a/?.sql", "a/10.sql"), ("{a,b}.sql", "c.sql"), ("db/*.sql", "db/a/1.sql"),
    ("**/migrations/*.sql", "migrations/a/1.sql"), ("{a.sql", "a.sql"),
  ])
  func `a path that differs does not fit`(pattern: String, path: String) {
    #expect(!PathPattern(pattern).matches(TreePath(path)))
  }

  @Test func `many stars and braces stay cheap`() {
    let path = TreePath(String(repeating: "a/", count: 2_000) + "b")
    #expect(!PathPattern(String(repeating: "**/a*", count: 40) + "c").matches(path))
    #expect(!PathPattern(String(repeating: "{a,b}", count: 40)).matches(path))
  }
}
