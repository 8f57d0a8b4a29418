import Testing

@testable import Reporting

@Suite struct EscapingTests {
  @Test(arguments: [
    ("plain, with \"quotes\" and 'é' 日本 😀", "plain, with \"quotes\" and 'é' 日本 😀"),
    ("\u{1B}[31mred", "\\x1b[31mred"), ("a\nb\r\tc", "a\\nb\\r\\tc"), ("\u{9B}2J", "\\u{9b}2J"),
    ("\u{202E}txt", "\\u{202e}txt"), ("a\u{200B}b", "a\\u{200b}b"), ("\u{2028}", "\\u{2028}"),
    ("\u{E0041}", "\\u{e0041}"), ("\u{7F}\u{0}", "\\x7f\\x00"), ("##[error]x", "#\\#[error]x"), ("", ""),
  ])
  func `what cannot be seen on a terminal is written out`(text: String, expected: String) {
    #expect(TerminalText.clean(text) == expected)
  }

  @Test func `overlong text is cut`() {
    #expect(TerminalText.clean(String(repeating: "a", count: 100_000), limit: 10) == "aaaaaaaaaa...")
    #expect(MarkdownText.inline(String(repeating: "a", count: 100_000), limit: 3) == "aaa...")
  }

  @Test(arguments: [
    ("user_id is gone", "user_id is gone"), ("_a_ *b*", "\\_a\\_ \\*b\\*"),
    ("<b>&amp;</b>", "&lt;b>&amp;&#8203;amp;&lt;/b>"), ("a|b", "a\\|b"), ("`x`", "\\`x\\`"),
    ("[t](u)", "\\[t\\](u)"), ("@all", "@&#8203;all"), ("fix #12", "fix #&#8203;12"), ("!3", "!&#8203;3"),
    ("http://x", "http:&#8203;//x"), ("www.x", "www&#8203;.x"), ("- [x] done", "\\- \\[x\\] done"),
    ("1. first", "1\\. first"), ("# title", "\\# title"), ("> quote", "\\> quote"),
    ("/close", "&#8203;/close"), ("a\nb", "a\\\\nb"), ("a\\b", "a\\\\b"), ("db/x.sql:3", "db/x.sql:3"),
    ("$x$", "\\$&#8203;x\\$"), ("a ~> b -> c", "a \\~> b -> c"),
  ])
  func `running text is inert in Markdown`(text: String, expected: String) {
    #expect(MarkdownText.inline(text) == expected)
  }

  @Test(arguments: [
    ("users.address", "`users.address`"), ("a -> b (c, d)", "`a -> b (c, d)`"), ("@all", "`@all`"),
    ("a`b", "<code>a\\`b</code>"), ("a|b", "<code>a\\|b</code>"), ("<b>", "<code>&lt;b></code>"),
    (" x", "<code> x</code>"), ("", "<code></code>"), ("a\nb", "<code>a\\\\nb</code>"),
  ])
  func `a name stands as code`(name: String, expected: String) {
    #expect(MarkdownText.code(name) == expected)
  }

  @Test(arguments: [
    ("select 1;\n", "```\nselect 1;\n```"), ("a ``` b", "````\na ``` b\n````"),
    ("`````", "``````\n`````\n``````"), ("a < b and c > d", "```\na < b and c > d\n```"),
    ("<script>", "<pre><code>&#60;script&#62;</code></pre>"),
    ("</pre>", "<pre><code>&#60;/pre&#62;</code></pre>"),
    ("a\n- [x] ok", "<pre><code>a\n- &#91;x&#93; ok</code></pre>"),
    ("\u{202E}x", "<pre><code>\\u{202e}x</code></pre>"),
    ("::set::", "<pre><code>&#58;&#58;set&#58;&#58;</code></pre>"),
    ("", "```\n```"),
  ])
  func `text to paste cannot leave its block`(text: String, expected: String) {
    #expect(MarkdownText.block(text) == expected)
  }

  @Test(arguments: [
    ("db/migrations/V1__x.sql", "db/migrations/V1__x.sql"), ("a b/é.sql", "a%20b/%C3%A9.sql"),
    ("../../etc/passwd", "%2E%2E/%2E%2E/etc/passwd"), ("/root", "root"), ("", "."), ("c:x", "c%3Ax"),
    ("a%2e?b#c", "a%252e%3Fb%23c"), ("a//b/", "a/b"), ("x\\y\n", "x%5Cy%0A"),
  ])
  func `a path becomes a relative reference that stays below its root`(path: String, expected: String) {
    #expect(RelativeURI.text(path) == expected)
  }
}
