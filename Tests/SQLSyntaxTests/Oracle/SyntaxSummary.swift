@testable import SQLSyntax

extension LocatedStatement {
  /// The summary of this parser's reading.
  var summary: StatementSummary {
    let (kind, facts) = described
    return StatementSummary(kind, range.offset, facts)
  }

  private var described: (String, [String]) {
    switch statement {
    case .query(let node): ("query", SyntaxExpressions.facts(node))
    case .insert(let node): ("insert", SyntaxExpressions.facts(node))
    case .update(let node): ("update", SyntaxExpressions.facts(node))
    case .delete(let node): ("delete", SyntaxExpressions.facts(node))
    case .merge(let node): ("merge", SyntaxExpressions.facts(node))
    case .truncate(let node): ("truncate", SyntaxExpressions.facts(node))
    case .copy: ("copy", [])
    case .definition(let node): SyntaxSummary.described(node)
    case .other: ("other", [])
    case .unparsed(let trouble): ("unparsed", [trouble.message])
    }
  }
}

/// Summaries of definitions of this parser's tree.
enum SyntaxSummary {
  static func described(_ definition: DefinitionStatement) -> (String, [String]) {
    switch definition {
    case .createTable(let node): return ("create table", SyntaxDefinitions.createTable(node))
    case .createTableAs(let node):
      let names = ["name " + node.name.display] + node.columnNames.map { "column " + $0.text }
      return ("create table as", names + (node.query.map(SyntaxExpressions.facts) ?? []))
    case .alterTable(let node):
      // libpg_query keeps the owner of anything but a table and its kin elsewhere.
      return (
        "alter table",
        ["name " + node.name.display] + node.actions.flatMap { SyntaxAlterations.action($0.kind) }
      )
    case .createIndex(let node): return ("create index", SyntaxDefinitions.createIndex(node))
    case .createType(let node):
      return ("create type", ["name " + node.name.display] + SyntaxAlterations.type(node.definition))
    case .alterType(let node):
      return (
        "alter type", ["name " + node.name.display] + node.actions.flatMap(SyntaxAlterations.typeAction)
      )
    case .createDomain(let node):
      return (
        "create domain",
        ["name " + node.name.display, "type " + SyntaxNames.type(node.type)]
          + node.constraints.flatMap { SyntaxDefinitions.constraint($0, of: "") }
      )
    case .alterDomain(let node):
      return ("alter domain", ["name " + node.name.display] + SyntaxAlterations.domain(node.action))
    case .createSequence(let node): return ("create sequence", ["name " + node.name.display])
    case .alterSequence(let node): return ("alter sequence", ["name " + node.name.display])
    case .createSchema(let node): return ("create schema", ["name " + (node.name?.text ?? "")])
    case .createView(let node):
      let names = ["name " + node.name.display] + node.columnNames.map { "column " + $0.text }
      // libpg_query writes a recursive view as the common table expression that it stands for.
      let name = node.name.name
      let own = node.columnNames.map { "column " + $0.text } + ["cte " + name, "table " + name]
      return ("create view", names + SyntaxExpressions.facts(node.query) + (node.isRecursive ? own : []))
    case .refreshView(let node): return ("refresh", ["name " + node.name.display])
    case .createRoutine(let node): return ("create routine", SyntaxDefinitions.createRoutine(node))
    case .createTrigger(let node):
      return (
        "create trigger",
        ["name " + node.name.text, "on " + node.table.display, "function " + node.function.display]
          + node.columns.map { "column " + $0.text } + (node.condition.map(SyntaxExpressions.facts) ?? [])
      )
    case .createRule(let node):
      return (
        "create rule",
        ["name " + node.name.text, "on " + node.table.display]
          + (node.condition.map(SyntaxExpressions.facts) ?? [])
          + node.statements.flatMap(SyntaxExpressions.facts)
      )
    case .policy(let node):
      return (
        "policy",
        ["name " + node.name.text, "on " + node.table.display]
          + (node.usingExpression.map(SyntaxExpressions.facts) ?? [])
          + (node.checkExpression.map(SyntaxExpressions.facts) ?? [])
      )
    case .renameTables(let pairs):
      return ("rename tables", pairs.map { "\($0.from.display) to \($0.to.display)" })
    case .rename(let node): return ("rename", ["rename to " + node.newName.text])
    case .setSchema(let node): return ("move", ["schema " + node.newSchema.text])
    case .drop(let node): return ("drop", SyntaxAlterations.drop(node))
    case .comment(let node):
      return ("comment", ["text " + (node.text ?? ""), SyntaxAlterations.object(node.kind, node.object)])
    case .doBlock: return ("do", [])
    case .call(let node): return ("call", SyntaxExpressions.facts(node))
    case .createMacro, .objectDefinition, .attachDatabase, .other: return ("other", [])
    }
  }
}
