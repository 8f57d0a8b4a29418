import Domain
import ScriptSyntax

/// What a chain of calls stands on: the schema builder, the database, rows of a table, a document that a row holds, or
/// something else.
struct LaravelTarget {
  enum Kind { case schema, database, query, document, foreign }

  var kind = Kind.foreign
  /// The table of a query.
  var table: TableName?
  /// The model of a query, by its whole name.
  var model: String?
  /// It stands on rows, and which these are is not known.
  var isUnknown = false
  /// The calls of the query so far, conditions among them.
  var links: [FoldedCall] = []
  /// It is one row of the query, or each.
  var isRow = false
  /// A row that stands in no table before it is saved: `new User`.
  var isNew = false
  /// Rows that belong to another row: some of the table's.
  var isPart = false

  /// What a call is made on.
  init(_ call: FoldedCall, _ models: LaravelModels) {
    switch call.callee.content {
    case .reference(let reference): self = Self.root(reference, call, models)
    case .member(let member): self = Self(value: member.receiver, models, level: 0)
    case .classValue(let definition): self = Self.rows(of: definition.name, models) ?? LaravelTarget()
    default: break
    }
  }

  private init() {}

  /// What a value is as a receiver.
  init(value: FoldedValue, _ models: LaravelModels, level: Int) {
    guard level < 100 else { return }
    switch value.content {
    case .call(let call):
      switch call.callee.content {
      case .reference(let reference):
        self = Self.root(reference, call, models)
        if call.isConstruction { isNew = true } else { self = after(call, models) }
      case .member(let member):
        self = Self(value: member.receiver, models, level: level + 1)
        self = after(call, models)
      default: break
      }
    case .element(let element):
      self = Self(value: element.receiver, models, level: level + 1)
      isRow = kind == .query
    case .member(let member):
      // `$users->each->delete()` means the rows themselves; another member is a relation.
      self = Self(value: member.receiver, models, level: level + 1)
      if member.name != "each" { self = related(member.name, models) }
    case .classValue(let definition): self = Self.rows(of: definition.name, models) ?? LaravelTarget()
    case .reference(let reference):
      let name = reference.name.lowercased()
      if name == "schema" || name.hasSuffix("schema"), reference.resolved.split(separator: ".").count < 3 {
        kind = .schema
      }
    default: break
    }
  }

  private static func rows(of name: String, _ models: LaravelModels) -> LaravelTarget? {
    guard let model = models.model(name) else { return nil }
    var target = LaravelTarget()
    target.kind = .query
    target.table = SQLSpelling.table(model.table)
    target.model = model.whole
    return target
  }

  private static let databaseClasses: Set<String> = ["DB", "Capsule", "Manager", "CapsuleManager", "PDO"]

  /// What the first call of a chain is made on.
  private static func root(_ reference: FoldedReference, _ call: FoldedCall, _ models: LaravelModels)
    -> LaravelTarget
  {
    let parts = reference.resolved.split(separator: ".").map(String.init)
    var target = LaravelTarget()
    guard parts.count > 1 else {
      // `app('db')`, `new User`.
      if ["app", "resolve", "make"].contains(reference.name), let name = call.positional.first?.text {
        if name == "db" || name.hasSuffix("ConnectionInterface") { target.kind = .database }
        if name == "db.schema" { target.kind = .schema }
      } else if call.isConstruction, let rows = rows(of: reference.resolved, models) {
        return rows
      }
      return target
    }
    if call.isConstruction { return rows(of: reference.resolved, models) ?? target }
    let owner = parts[parts.count - 2]
    if owner == "Schema" || owner.hasSuffix("schema") {
      target.kind = .schema
    } else if databaseClasses.contains(owner) || owner == "db" || owner == "database" {
      target.kind = .database
    } else if let rows = rows(of: parts.dropLast().joined(separator: "."), models) {
      return rows
    }
    return target
  }

  /// The rows behind a relation.
  private func related(_ name: String, _ models: LaravelModels) -> LaravelTarget {
    if kind == .document { return self }
    guard kind == .query else { return LaravelTarget() }
    // What a document of the row holds changes no row before it is put back.
    if let model, models.isDocument(name, of: model) {
      var next = LaravelTarget()
      next.kind = .document
      return next
    }
    if let model, let other = models.related(to: model, by: name),
      var next = Self.rows(of: other.whole, models)
    {
      next.isRow = true
      next.isPart = true
      return next
    }
    var next = LaravelTarget()
    next.kind = .query
    next.isUnknown = true
    return next
  }

  /// What the result of a call on this is.
  func after(_ call: FoldedCall, _ models: LaravelModels) -> LaravelTarget {
    var next = self
    switch (kind, call.name) {
    case (.schema, _): next.kind = call.name == "getConnection" ? .database : .schema
    case (.database, "getSchemaBuilder"), (.database, "schema"): next.kind = .schema
    case (.database, "table"), (.database, "query"):
      next.kind = .query
      next.table = call.positional.first?.text.map { Self.name($0) }
      next.links = []
    case (.database, _): break
    case (.query, "from"), (.query, "table"):
      next.table = call.positional.first?.text.map { Self.name($0) }
      next.links.append(call)
    case (.query, "first"), (.query, "find"), (.query, "firstOrFail"), (.query, "findOrFail"),
      (.query, "sole"),
      (.query, "firstWhere"), (.query, "create"), (.query, "firstOrCreate"), (.query, "firstOrNew"),
      (.query, "updateOrCreate"), (.query, "fresh"), (.query, "refresh"):
      next.links.append(call)
      next.isRow = true
    case (.query, let name) where Self.isBuilder(name): next.links.append(call)
    case (.query, _): next = related(call.name, models)
    case (.document, _), (.foreign, _): break
    }
    return next
  }

  /// `users as u` without its alias.
  static func name(_ text: String) -> TableName {
    let words = text.split(separator: " ")
    return SQLSpelling.table(words.count > 1 ? String(words[0]) : text)
  }

  /// Whether a method gives the same rows, or some of them.
  static func isBuilder(_ name: String) -> Bool {
    builders.contains(name) || prefixes.contains { name.hasPrefix($0) }
  }

  private static let prefixes = [
    "where", "orWhere", "order", "with", "without", "having", "group", "join", "reorder",
  ]
  private static let builders: Set<String> = [
    "query", "newQuery", "newModelQuery", "newQueryWithoutScopes", "toBase", "getQuery", "select",
    "addSelect", "selectRaw", "distinct", "get", "all", "cursor", "lazy",
    "lazyById", "latest", "oldest", "limit", "take", "skip", "offset", "forPage", "leftJoin", "rightJoin",
    "crossJoin", "lockForUpdate", "sharedLock", "onlyTrashed", "when", "unless", "tap", "on",
    "onWriteConnection",
    "useWritePdo", "inRandomOrder", "from", "clone", "each", "has", "doesntHave", "orHas", "filter", "reject",
    "values", "unique", "sortBy", "sortByDesc", "map", "collect", "keyBy", "fill", "forceFill",
    "setConnection",
    "connection", "dontRemember", "chunk", "chunkById", "load", "loadMissing", "makeVisible", "setAppends",
    "first", "find", "findMany", "nonQueuedMediaConversions", "useIndex", "forceIndex", "ignoreIndex",
    "setTable",
  ]
}
