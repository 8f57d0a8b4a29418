import Domain
import ScriptSyntax

/// One changeset: what runs as a whole, once or whenever it changes.
struct ChangeSet {
  /// What it is made of.
  enum Body {
    /// The elements inside a `changeSet`.
    case changes([ChangeNode])
    /// A part of a formatted SQL file, and the part that undoes it.
    case sql([Range<Int>], rollback: [ScriptText])
  }

  /// `id` as written.
  var id: String
  /// `author` as written.
  var author: String
  /// Runs again whenever it changes.
  var isRepeatable: Bool
  /// Databases that it is for: `postgresql,!h2`; nil for all.
  var dbms: String?
  /// Runs only in these: `test`, `!prod and eu`; nil for all.
  var context: String?
  /// Whether it is switched off.
  var isIgnored: Bool
  /// What must hold before it runs.
  var preconditions: ChangeNode?
  /// The contents.
  var body: Body
  /// Its part of the file.
  var range: Range<Int>

  /// A `changeSet` element.
  init(_ node: ChangeNode) {
    id = node.string("id") ?? ""
    author = node.string("author") ?? ""
    isRepeatable = node.flag("runOnChange") == true || node.flag("runAlways") == true
    dbms = node.string("dbms")
    context = node.string("context") ?? node.string("contextFilter")
    isIgnored = node.flag("ignore") == true
    preconditions = node.child("preConditions")
    body = .changes(node.children)
    range = node.offset..<max(node.offset, node.endOffset)
    if let rollback = node.attributes["rollback"] {
      let undo = ChangeNode(name: "rollback", text: rollback, offset: node.offset, endOffset: node.offset)
      body = .changes(node.children + [undo])
    }
  }

  /// A part of a formatted SQL file.
  init(
    id: String, author: String, attributes: [String: String], sql: [Range<Int>], rollback: [ScriptText],
    range: Range<Int>
  ) {
    self.id = id
    self.author = author
    isRepeatable =
      attributes["runonchange"]?.lowercased() == "true" || attributes["runalways"]?.lowercased() == "true"
    dbms = attributes["dbms"]
    context = attributes["context"] ?? attributes["contextfilter"]
    isIgnored = attributes["ignore"]?.lowercased() == "true"
    preconditions = nil
    body = .sql(sql, rollback: rollback)
    self.range = range
  }

  /// Whether it runs on a database; a list of only exclusions means all others.
  func runs(on dialect: String) -> Bool {
    Self.names(dbms, dialect) && Self.names(contextDatabases, dialect)
  }

  /// The databases among the words of the context, as many projects tell them apart: `mysql`, `!postgresql and eu`.
  private var contextDatabases: String? {
    let words = (context ?? "").lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "!" && $0 != "_" }
    let names = words.filter { Self.databases.contains($0.drop { $0 == "!" }) }
    return names.isEmpty ? nil : names.joined(separator: ",")
  }

  private static let databases: Set<Substring> = [
    "postgresql", "postgres", "mysql", "mariadb", "oracle", "mssql", "h2", "hsqldb", "sqlite", "db2",
    "cockroachdb",
  ]

  /// Whether a `dbms` list names a database.
  static func names(_ dbms: String?, _ dialect: String) -> Bool {
    guard let dbms, !dbms.isEmpty else { return true }
    let parts = dbms.lowercased().split { $0 == "," || $0 == " " }.map(String.init)
    if parts.contains("all") { return true }
    if parts.contains("none") { return false }
    let excluded = parts.filter { $0.hasPrefix("!") }.map { String($0.dropFirst()) }
    let wanted = parts.filter { !$0.hasPrefix("!") }
    if excluded.contains(where: { dialectName($0) == dialect }) { return false }
    return wanted.isEmpty || wanted.contains { dialectName($0) == dialect }
  }

  /// Whether it belongs to data for tests and demonstrations alone, by the words of its context.
  var isForTests: Bool {
    guard let context = context?.lowercased(), !context.contains("!") else { return false }
    let words = context.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let names = words.filter { !["and", "or"].contains($0) }
    return !names.isEmpty
      && names.allSatisfy {
        ["test", "tests", "testing", "faker", "demo", "sample", "unittest"].contains($0)
      }
  }

  /// Liquibase's short name of a database as dialect names have it.
  static func dialectName(_ short: String) -> String {
    switch short {
    case "postgresql", "edb", "cockroachdb", "yugabytedb": "postgres"
    case "mariadb": "mysql"
    case "mssql": "sqlserver"
    case "databricks": "spark"
    default: short
    }
  }
}
