@testable import SQLSyntax

/// The same facts as `OracleAlterations` and `OracleTypes`, of this parser's tree.
enum SyntaxAlterations {
  static func action(_ action: AlterTableAction.Kind) -> [String] {
    switch action {
    case .addColumn(let column, _): ["add"] + SyntaxDefinitions.column(column)
    case .dropColumn(let name, _, let behavior): ["drop column " + name.text] + cascade(behavior)
    case .alterColumn(let name, let change): self.change(change, of: name.text)
    case .addConstraint(let constraint): ["add"] + SyntaxDefinitions.constraint(constraint)
    case .alterConstraint(let name, _): ["alter constraint " + name.text]
    case .validateConstraint(let name): ["validate constraint " + name.text]
    case .dropConstraint(let name, _, let behavior): ["drop constraint " + name.text] + cascade(behavior)
    case .renameTable(let name): ["rename to " + name.text]
    case .renameColumn(let old, let new): ["rename column \(old.text) to \(new.text)"]
    case .renameConstraint(let old, let new): ["rename constraint \(old.text) to \(new.text)"]
    case .setSchema(let name): ["schema " + name.text]
    case .redefineColumn(let name, let column): ["redefine " + name.text] + SyntaxDefinitions.column(column)
    case .addIndex(let index): ["add"] + SyntaxDefinitions.createIndex(index)
    case .dropIndex(let name, _): ["drop index " + name.text]
    case .dropPrimaryKey: ["drop primary key"]
    case .renameIndex(let old, let new): ["rename index \(old.text) to \(new.text)"]
    case .attachPartition(let name, let bound):
      ["attach " + name.display] + (bound.map(SyntaxDefinitions.bound) ?? [])
    case .detachPartition(let name): ["detach " + name.display]
    case .inherit(let name): ["inherit " + name.display]
    case .noInherit(let name): ["no inherit " + name.display]
    case .ofType(let name): ["of " + name.display]
    case .notOfType: ["not of"]
    case .setting: ["setting"]
    }
  }

  private static func cascade(_ behavior: DropBehavior) -> [String] {
    behavior == .cascade ? ["cascade"] : []
  }

  private static func change(_ change: ColumnChange, of name: String) -> [String] {
    switch change {
    case .setType(let type, _, let value):
      ["type " + name + " " + SyntaxNames.type(type)] + (value.map(SyntaxExpressions.facts) ?? [])
    case .setDefault(let value): ["set default " + name] + SyntaxExpressions.facts(value)
    case .dropDefault: ["drop default " + name]
    case .setNotNull: ["set not null " + name]
    case .dropNotNull: ["drop not null " + name]
    case .setExpression: ["set expression " + name]
    case .dropExpression: ["drop expression " + name]
    case .addIdentity: ["add identity " + name]
    case .alterIdentity: ["set identity " + name]
    case .dropIdentity: ["drop identity " + name]
    case .setting: ["column setting " + name]
    }
  }

  static func type(_ definition: CreateType.Definition) -> [String] {
    switch definition {
    case .enumeration(let labels): labels.map { "label " + $0.text }
    case .composite(let fields): fields.flatMap(SyntaxDefinitions.column)
    case .range, .base, .shell, .alias, .enumerationOf: []
    }
  }

  static func typeAction(_ action: AlterType.Action) -> [String] {
    switch action {
    case .addValue(let label, _, let place):
      switch place {
      case .end: ["label " + label.text]
      case .before(let other), .after(let other): ["label " + label.text, "label " + other.text]
      }
    case .renameValue(let old, let new): ["label " + old.text, "label " + new.text]
    case .rename(let name): ["rename to " + name.text]
    case .setSchema(let name): ["schema " + name.text]
    case .owner: ["owner"]
    case .renameAttribute(let old, let new, _): ["rename column \(old.text) to \(new.text)"]
    case .addAttribute(let column, _): ["add"] + SyntaxDefinitions.column(column)
    case .dropAttribute(let name, _, _): ["drop column " + name.text]
    case .alterAttribute(let name, let type, _, _): ["type " + name.text + " " + SyntaxNames.type(type)]
    case .setOptions: ["options"]
    }
  }

  static func domain(_ action: AlterDomain.Action) -> [String] {
    switch action {
    case .setDefault, .dropDefault: ["action T"]
    case .setNotNull: ["action O"]
    case .dropNotNull: ["action N"]
    case .addConstraint: ["action C"]
    case .dropConstraint(let name, _, _): ["action X", "constraint " + name.text]
    case .validateConstraint(let name): ["action V", "constraint " + name.text]
    case .renameConstraint(let old, let new): ["rename constraint \(old.text) to \(new.text)"]
    case .rename(let name): ["rename to " + name.text]
    case .setSchema(let name): ["schema " + name.text]
    case .owner: ["owner"]
    }
  }

  static func drop(_ statement: DropObjects) -> [String] {
    switch statement.kind {
    case .role, .database, .tablespace, .owned, .userMapping, .subscription: []
    default: statement.objects.map { object(statement.kind, $0) } + cascade(statement.behavior)
    }
  }

  static func object(_ kind: ObjectKind, _ object: ObjectReference) -> String {
    var parts = (object.owner?.texts ?? []) + object.name.texts
    if let column = object.column { parts.append(column.text) }
    if kind == .cast { parts = (object.argumentTypes ?? []).map(SyntaxNames.type) }
    if kind == .type || kind == .domain { parts = parts.map(OracleNames.canonical) }
    return "object " + parts.joined(separator: ".")
  }
}
