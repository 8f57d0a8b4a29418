import Domain
import SQLSyntax
import ScriptSyntax

/// The database that changelogs are written for, by what they say themselves.
enum ChangeLogDialect {
  /// The database that changesets and properties are limited to, PostgreSQL first among several; and the one whose types
  /// and SQL stand in them. Nil without signs.
  static func seen(in steps: [ChangeLogGraph.Step]) -> (named: String?, guessed: String?) {
    var named: [String: Int] = [:]
    var guess = DialectGuess()
    for step in steps {
      switch step.entry {
      case .property(_, _, let dbms): count(dbms, &named)
      case .changeSet(let set):
        count(set.dbms, &named)
        switch set.body {
        case .changes(let nodes):
          for node in nodes {
            for child in node.children(named: "dbms") { count(child.string("type"), &named) }
            read(node, &guess, depth: 0)
          }
        case .sql(let ranges, _):
          for range in ranges { guess.read(Array(step.file.text.bytes[range])) }
        }
      case .include, .unknown: break
      }
    }
    let most = named.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    let guessed = DialectList.readable(guess.dialect).map(\.name)
    return (named["postgres"] == nil ? most : "postgres", guessed == "postgres" ? nil : guessed)
  }

  /// Counts the databases that a list allows, of those that are read.
  private static func count(_ dbms: String?, _ named: inout [String: Int]) {
    let words = (dbms ?? "").lowercased().split { $0 == "," || $0 == " " }
    for name in Set(words.map { ChangeSet.dialectName(String($0)) }) where DialectList.readable(name) != nil {
      named[name, default: 0] += 1
    }
  }

  private static let types = ["columnDataType", "newDataType", "type"]
  /// Types that only MySQL has; most others are Liquibase's own names for those of any database.
  private static let foreign = ["enum(", "longtext", "mediumint", "mediumtext", "unsigned"]
  private static let depthLimit = 20

  /// Looks at the types and the SQL of a change.
  private static func read(_ node: ChangeNode, _ guess: inout DialectGuess, depth: Int) {
    guard depth < depthLimit, node.name != "rollback", node.name != "preConditions" else { return }
    for type in types {
      let text = node.string(type)?.lowercased() ?? ""
      if foreign.contains(where: { text.contains(text: $0) }) { guess.read(Array("unsigned".utf8)) }
    }
    if node.name == "sql", let text = node.text ?? node.value("sql") { guess.read(Array(text.string.utf8)) }
    for child in node.children { read(child, &guess, depth: depth + 1) }
  }
}
