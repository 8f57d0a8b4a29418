package import Domain

/// The page of one rule: what it declares, and what `explain` prints.
package struct RulePage: Sendable {
  /// The rule's id: the name of the file.
  package let id: String
  /// Summary, kinds and levels from the front matter.
  package let defaults: RuleDefaults
  /// The whole page, without carriage returns.
  let bytes: [UInt8]
  /// The first byte after the front matter and the empty lines below it.
  let bodyStart: Int
  /// The lines of the page before `body`, so that places in examples can be named.
  let bodyLine: Int

  /// The page below the front matter, Markdown, starting with its heading.
  package var body: String { String(decoding: bytes[bodyStart...], as: UTF8.self) }

  /// One line: what the rule finds.
  package var summary: String { defaults.summary }

  /// The examples of the page, in order; see `rules/README.md` for their form.
  package func examples() throws(FactError) -> [RuleExample] {
    try RuleExampleReader.examples(of: self)
  }
}

/// One example of a rule's page: two states of a repository, a data project, and what the gate says.
package struct RuleExample: Hashable, Sendable {
  /// What one line of `expect` asks for.
  package enum Expectation: Hashable, Sendable {
    /// No finding of the page's rule.
    case silent
    /// A finding of this severity and rule on a table or column at base.
    case finding(Severity, rule: String, subject: String)
    /// The verdict.
    case verdict(Verdict)
  }

  /// The heading above it.
  package var title: String
  /// Line of the heading in the page, from 1.
  package var line: Int
  /// Path -> text of the backend repository at base.
  package var base: [String: String]
  /// Path -> text of what the branch adds or replaces; nil deletes the file.
  package var head: [String: String?]
  /// Path -> text of the data project, `tidegate.yml` included.
  package var registry: [String: String]
  /// What the gate says.
  package var expectations: [Expectation]

  /// An example; pages are read into it, and tests make their own.
  package init(
    title: String, line: Int, base: [String: String], head: [String: String?], registry: [String: String],
    expectations: [Expectation]
  ) {
    self.title = title
    self.line = line
    self.base = base
    self.head = head
    self.registry = registry
    self.expectations = expectations
  }
}
