/// How a column gets its value by itself.
public enum Generation: Hashable, Sendable {
  /// `GENERATED ALWAYS AS (expression)`.
  case computed(Expression, text: String)
  /// `GENERATED ... AS IDENTITY`; `always` refuses own values.
  case identity(always: Bool)
  /// `serial` and `AUTO_INCREMENT`.
  case sequence
}

/// One column as a migration declares it; its constraints stand in the table's list.
public struct ColumnDefinition: Hashable, Sendable {
  /// Folded name.
  public var name: String
  /// Canonical type; `serial` is already its integer with `generation: .sequence` and not null.
  public var type: ColumnType
  /// Whether NOT NULL holds by declaration (primary key columns are made so by replay).
  public var isNullable: Bool
  /// The default as an expression, nil if there is none.
  public var defaultValue: Expression?
  /// The default as written.
  public var defaultText: String?
  /// How the column fills itself.
  public var generation: Generation?
  /// Collation as written.
  public var collation: String?
  /// Where it is declared.
  public var location: SourceLocation

  /// A column; everything but name, type and location has the usual default.
  public init(
    name: String, type: ColumnType, isNullable: Bool = true, defaultValue: Expression? = nil,
    defaultText: String? = nil, generation: Generation? = nil, collation: String? = nil,
    location: SourceLocation
  ) {
    self.name = name
    self.type = type
    self.isNullable = isNullable
    self.defaultValue = defaultValue
    self.defaultText = defaultText
    self.generation = generation
    self.collation = collation
    self.location = location
  }
}

/// One column of a replayed table: a definition with an identity.
///
/// The definition is shared by all copies: schemas of thousands of columns are compared and looked up many times.
public struct Column: Hashable, Sendable {
  /// Identity across renames.
  public var id: ObjectID
  private var shared: SharedDefinition

  /// A column of a table.
  public init(id: ObjectID, definition: ColumnDefinition) {
    self.id = id
    shared = SharedDefinition(definition)
  }

  /// What is known of it.
  public var definition: ColumnDefinition {
    get { shared.definition }
    set { shared = SharedDefinition(newValue) }
  }

  /// Folded name.
  public var name: String { shared.definition.name }
  /// Canonical type.
  public var type: ColumnType { shared.definition.type }
  /// Whether NULL is allowed.
  public var isNullable: Bool { shared.definition.isNullable }
}

/// A definition that never changes, held once for all copies of a column.
private final class SharedDefinition: Hashable, Sendable {
  let definition: ColumnDefinition

  init(_ definition: ColumnDefinition) {
    self.definition = definition
  }

  static func == (left: SharedDefinition, right: SharedDefinition) -> Bool {
    left === right || left.definition == right.definition
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(definition)
  }
}
