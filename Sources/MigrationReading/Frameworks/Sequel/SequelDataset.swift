import Domain
import ScriptSyntax

/// A chain on tables: `self[:users].where(...)`, `from(:users)`, `User.where(...)`.
struct SequelDataset {
  /// One call of the chain; members without arguments have none.
  struct Link {
    var name: String
    var call: FoldedCall?
  }

  /// What the chain begins with: names of tables, or one text of SQL.
  let sources: [FoldedValue]
  /// A table by the name of a model.
  let model: String?
  /// What follows, in written order.
  let links: [Link]

  /// The chain that a value is; nil for other values.
  init?(_ value: FoldedValue) {
    var links: [Link] = []
    var node = value
    for _ in 0..<120 {
      switch node.content {
      case .member(let member):
        links.append(Link(name: member.name, call: nil))
        node = member.receiver
      case .element(let element):
        guard Self.isDatabase(element.receiver) else { return nil }
        self.init([element.index], links)
        return
      case .call(let call):
        if let root = Self.root(call) {
          self.init(root, links)
          return
        }
        if case .reference(let reference) = call.callee.content {
          guard let model = Self.model(reference.resolved) else { return nil }
          self.init(model: model, links + [Link(name: call.name, call: call)])
          return
        }
        guard case .member(let member) = call.callee.content else { return nil }
        links.append(Link(name: member.name, call: call))
        node = member.receiver
      default: return nil
      }
    }
    return nil
  }

  private init(_ sources: [FoldedValue], _ links: [Link]) {
    self.sources = sources
    self.model = nil
    self.links = links.reversed()
  }

  private init(model: String, _ links: [Link]) {
    self.sources = []
    self.model = model
    self.links = links.reversed()
  }

  /// Whether a value is the database.
  static func isDatabase(_ value: FoldedValue) -> Bool {
    guard let name = value.resolved else {
      return value.call.map { $0.resolved == "Sequel.Model.db" || $0.resolved == "db" } ?? false
    }
    return [ProgramHandle.database, "Sequel.Model.db", "db", "database"].contains(name)
  }

  /// Whether a call is one of a chain on tables.
  static func isQuery(_ call: FoldedCall) -> Bool {
    SequelDataset(FoldedValue(.call(call), at: call.range)) != nil
  }

  /// `from(:a)`, `db.from(:a)`, `dataset.from(:a)`, `fetch("SELECT ...")`.
  private static func root(_ call: FoldedCall) -> [FoldedValue]? {
    guard ["from", "fetch", "[]"].contains(call.name), let path = call.resolved else { return nil }
    let owner = path.split(separator: ".").dropLast().joined(separator: ".")
    let owners = ["", ProgramHandle.database, "Sequel.Model.db", "db", "dataset"]
    return owners.contains(owner) ? call.positional : nil
  }

  /// `Shop.User` of `Shop::User.where`.
  private static func model(_ path: String) -> String? {
    let parts = path.split(separator: ".")
    guard parts.count > 1, let first = parts.first, first.first?.isUppercase == true,
      parts[parts.count - 2].first?.isUppercase == true, !foreign.contains(String(first)),
      SequelQuery.methods.contains(String(parts[parts.count - 1]))
    else { return nil }
    return parts.dropLast().joined(separator: ".")
  }

  private static let foreign: Set<String> = [
    "Sequel", "Time", "DateTime", "Date", "JSON", "File", "Dir", "ENV", "Rails", "Process", "SecureRandom",
    "Array", "Hash", "Set", "String", "Integer", "Kernel", "Math", "Logger", "Struct", "CSV", "YAML",
  ]

  /// The table that is changed; nil if it is not known, or the chain begins with SQL.
  var table: TableName? {
    if let model { return TableName(EnglishWords.table(model)) }
    guard let first = sources.first, !Self.isSQL(first) else { return nil }
    return SequelNames.table(first)
  }

  /// SQL that the chain begins with.
  var sql: FoldedValue? {
    guard model == nil, let first = sources.first, Self.isSQL(first) else { return nil }
    return first
  }

  /// Whether a text is SQL; one of a single word is a name: `self[:"#{table}_old"]`.
  private static func isSQL(_ value: FoldedValue) -> Bool {
    let text: String
    if case .joined(let parts) = value.content {
      text = parts.compactMap(\.text).joined()
    } else {
      text = value.text ?? ""
    }
    return text.utf8.contains { $0 <= 0x20 }
  }
}

/// Queries that chains stand for.
struct SequelQuery {
  let expressions: SequelExpressions

  init(_ expressions: SequelExpressions) { self.expressions = expressions }

  /// Methods of datasets, which models have too.
  static let methods: Set<String> = [
    "where", "filter", "exclude", "all", "each", "insert", "multi_insert", "import", "update", "delete",
    "truncate", "first", "select", "select_map", "order", "count", "dataset", "paged_each", "join", "map",
    "update_all", "create", "find", "unfiltered", "destroy", "invert", "max", "min", "empty?",
    "find_or_create",
    "insert_ignore", "insert_conflict", "insert_select", "with_pk", "select_hash", "left_join", "returning",
  ]

  /// Methods that change which rows or columns are meant in ways that are not followed.
  private static let opaque: Set<String> = [
    "join", "left_join", "inner_join", "right_join", "full_join", "cross_join", "natural_join", "join_table",
    "left_outer_join", "union", "intersect", "except", "with", "with_recursive", "from_self",
    "association_join",
    "graph", "group", "group_by", "having", "distinct", "select_group", "group_and_count",
  ]

  /// The query of a dataset; nil if it is more than columns of one table with conditions.
  func text(_ dataset: SequelDataset, _ level: Int = 0) -> String? {
    if let sql = dataset.sql { return dataset.links.isEmpty ? sql.text : nil }
    guard level < 10, let table = dataset.table else { return nil }
    var items: [String] = []
    for link in dataset.links {
      if Self.opaque.contains(link.name) { return nil }
      guard ["select", "select_append", "select_map"].contains(link.name), let call = link.call else {
        continue
      }
      let arguments = SequelArguments(call)
      items += arguments.values.map { item($0, level) }
      items += arguments.entries.map {
        expressions.sql($0.key, level: level + 1) + " AS "
          + expressions.spelling.name($0.value.nameText ?? "value")
      }
    }
    guard let rest = conditions(dataset, level) else { return nil }
    return "SELECT " + (items.isEmpty ? "*" : items.joined(separator: ", ")) + " FROM "
      + expressions.spelling.name(table) + rest
  }

  private func item(_ value: FoldedValue, _ level: Int) -> String {
    let sql = expressions.sql(value, level: level + 1)
    guard let call = value.call, call.name == "as", let alias = call.positional.last?.nameText else {
      return sql
    }
    return sql + " AS " + expressions.spelling.name(alias)
  }

  /// ` WHERE ...`, empty without conditions; nil if the rows are chosen by more than conditions.
  func conditions(_ dataset: SequelDataset, _ level: Int = 0) -> String? {
    var text = ""
    for link in dataset.links {
      if Self.opaque.contains(link.name) { return nil }
      let isNegated = link.name == "exclude" || link.name == "invert"
      guard ["where", "filter", "exclude", "or", "grep", "where!", "with_pk"].contains(link.name) else {
        continue
      }
      guard let call = link.call else { continue }
      let condition = condition(call, level)
      let sign = text.isEmpty ? "" : link.name == "or" ? " OR " : " AND "
      text += sign + (isNegated ? "NOT (" + condition + ")" : condition)
    }
    return text.isEmpty ? "" : " WHERE " + text
  }

  private func condition(_ call: FoldedCall, _ level: Int) -> String {
    let arguments = SequelArguments(call)
    var parts: [String] = []
    if let text = arguments[0]?.located {
      let rest = Array(arguments.values.dropFirst())
      let bindings = rest.isEmpty ? nil : FoldedValue(.list(rest), at: call.range)
      parts.append("(" + ProgramSQL(expressions.spelling).filled(text, bindings).string + ")")
    } else {
      parts += arguments.values.map { expressions.sql($0, level: level + 1) }
    }
    if let found = expressions.conditions(arguments.entries, level) { parts.append(found) }
    let unknown = expressions.spelling.unknown
    if parts.isEmpty { parts.append(unknown) }
    return parts.map { $0 == unknown ? $0 + " = 1" : $0 }.joined(separator: " AND ")
  }
}
