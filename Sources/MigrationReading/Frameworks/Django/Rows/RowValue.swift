import Domain
import ScriptSyntax

/// What a value is while the program of a `RunPython` is read.
indirect enum RowValue: Sendable {
  /// A constant.
  case constant(FoldedValue)
  /// A name from outside of the file, dotted.
  case reference(String)
  /// The registry of historical models.
  case registry
  /// `schema_editor`.
  case schemaEditor
  /// A database connection.
  case connection
  /// A cursor: runs SQL.
  case cursor
  /// A model.
  case model(ModelKey)
  /// Rows of a model.
  case query(RowQuery)
  /// One row, by its place among the rows that the program met.
  case row(Int)
  /// A value made from columns of a row; nil for several rows or none.
  case computed(Expression, row: Int?)
  /// Values in order.
  case list([RowValue])
  /// A part of the query API that names fields of a model that is not known yet: `F("a")`, `Q(a=1)`, `Case(...)`.
  case clause(QueryClause)
  /// A function of the file.
  case function(ScriptFunction)
  /// A function that another one returned.
  case made(MadeFunction)
  /// An object of a class of the repository, by its place among those that the program made.
  case object(Int)
  /// A method of a value.
  case method(RowValue, String)
  /// The manager of the pairs of a many-to-many field of a row.
  case pairs(Int, DjangoField.Join, field: String)

  /// A value of which nothing is known.
  static let unknown = RowValue.computed(.opaque(text: "", columns: []), row: nil)

  /// Whether the value gives a function a way to change rows.
  var reachesRows: Bool {
    switch self {
    case .registry, .schemaEditor, .connection, .cursor, .model, .query, .pairs: true
    case .list(let values): values.contains(where: \.reachesRows)
    case .method(let receiver, _): receiver.reachesRows
    case .constant, .reference, .row, .computed, .function, .made, .object, .clause: false
    }
  }
}

/// A part of the query API, before it is known of which model it speaks.
struct QueryClause: Sendable {
  /// The class: `F`, `Q`, `When`; or an operator: `+`, `and`, `not`.
  var name: String
  /// What it is made of.
  var positional: [RowValue]
  /// Its named arguments.
  var named: [(name: String, value: RowValue)] = []
}

/// The rows of a model that a queryset stands for.
struct RowQuery: Sendable {
  /// What the queryset yields.
  enum Shape: Sendable {
    case rows
    /// `values_list`: columns by field names.
    case lists([String])
    /// `values_list(..., flat=True)`
    case flat(String)
    /// `values`
    case maps
  }

  /// The model.
  var model: ModelKey
  /// Conditions that rows fulfil.
  var conditions: [Expression] = []
  /// What it yields.
  var shape = Shape.rows
  /// The table of pairs that ties these rows to the one that they were asked of (`group.user_set`).
  var pairs: TableName?
  /// The row of a loop that it comes down to (`filter(pk=row.pk)`), if it does.
  var owner: Int?
}

/// A row that the program met.
struct MetRow: Sendable {
  /// Its model.
  var model: ModelKey
  /// Conditions that it fulfils.
  var conditions: [Expression]
  /// Whether it is made by the program and not in the table yet.
  var isNew: Bool
  /// Columns that were given a value since it was last saved, in order.
  var pending: [Assignment] = []
  /// Rows that gave the values.
  var sources: Set<Int> = []
  /// How many conditions of the program held when it was met.
  var pathDepth: Int

  /// Gives a column a value.
  mutating func assign(_ column: String, _ value: Expression) {
    pending.removeAll { $0.column == column }
    pending.append(Assignment(column: column, value: value))
  }
}
