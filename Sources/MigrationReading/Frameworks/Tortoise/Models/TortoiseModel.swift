import Domain
import ScriptSyntax

/// A model at a point of the history.
struct TortoiseModel: Sendable {
  /// App and class: `shop.User`.
  struct Key: Hashable, Comparable, Sendable {
    var app: String
    var name: String

    init(app: String, name: String) {
      self.app = app
      self.name = name
    }

    /// `"shop.User"`
    init?(_ reference: String) {
      let parts = reference.split(separator: ".").map(String.init)
      guard parts.count == 2 else { return nil }
      self.init(app: parts[0], name: parts[1])
    }

    var display: String { app + "." + name }

    static func < (left: Key, right: Key) -> Bool { (left.app, left.name) < (right.app, right.name) }
  }

  /// An index of the options.
  struct OwnIndex: Hashable, Sendable {
    /// Fields or, as Tortoise takes them, columns; empty for expressions.
    var fields: [String]
    var name: String?
  }

  /// A constraint of the options that has a name.
  struct OwnConstraint: Hashable, Sendable {
    var name: String
    /// The columns of a unique one, the text of a check.
    var columns: [String]
    var check: String?
    var isPartial = false
  }

  var key: Key
  var table: TableName
  var fields: [TortoiseField]
  var uniqueTogether: [[String]] = []
  var indexes: [OwnIndex] = []
  var constraints: [OwnConstraint] = []
  /// Unique constraints that the database named, by their columns.
  var uniqueNames: [[String]: String] = [:]
  /// Whether Tortoise knew all models that it points to when it made the table; it leaves out their keys otherwise.
  var isLinked = true

  func field(named name: String) -> TortoiseField? { fields.first { $0.name == name } }

  /// The primary key.
  var primary: TortoiseField? { fields.first(where: \.isKey) }

  /// The column that a name of a field stands for in lists of columns; a name of none is one of a column.
  func listed(_ name: String) -> String {
    guard let field = field(named: name) else { return name }
    return field.isRelation ? name + "_id" : field.column ?? name
  }
}

/// The models at a point of the history.
struct TortoiseState: Sendable {
  var models: [TortoiseModel.Key: TortoiseModel] = [:]

  /// The type of the key that a relation points to, and its column; nil if the model is not known.
  func target(of relation: TortoiseField.Relation, level: Int = 0) -> (
    table: TableName, column: String, type: String
  )? {
    guard level < 8, let model = relation.target.flatMap({ models[$0] }) else { return nil }
    let named = relation.targetField.flatMap { name in
      model.field(named: name) ?? model.fields.first { $0.isRelation && $0.name + "_id" == name }
    }
    // Tortoise makes no column for a key that is a relation itself, unless its column is named.
    guard let field = named ?? model.primary.flatMap({ $0.isRelation ? nil : $0 }), let column = field.column
    else {
      return nil
    }
    switch field.kind {
    case .column(let type): return (model.table, column, type)
    case .relation(let inner):
      return target(of: inner, level: level + 1).map { (model.table, column, $0.type) }
    case .join: return nil
    }
  }

  /// Whether a model points to one of an app that no migration knows.
  func isForeign(_ model: TortoiseModel) -> Bool {
    let apps = Set(models.keys.map(\.app) + [model.key.app])
    return model.fields.contains { field in
      switch field.kind {
      case .relation(let relation): relation.target.map { !apps.contains($0.app) } ?? true
      case .join(let join): join.target.map { !apps.contains($0.app) } ?? true
      case .column: false
      }
    }
  }

  /// Whether all models are known that a model points to.
  func isLinked(_ model: TortoiseModel) -> Bool {
    model.fields.allSatisfy { field in
      switch field.kind {
      case .relation(let relation): relation.target.map { $0 == model.key || models[$0] != nil } ?? true
      case .join(let join): join.target.map { $0 == model.key || models[$0] != nil } ?? true
      case .column: true
      }
    }
  }
}
