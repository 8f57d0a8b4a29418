/// The name of a table, view or type as the catalogue stores it: folded by the dialect's rule, without quotes.
public struct TableName: Hashable, Comparable, Sendable {
  /// The schema (PostgreSQL namespace), or nil when the text leaves it to the search path.
  public var schema: String?
  /// The bare name.
  public var name: String

  /// A name with or without schema.
  public init(schema: String? = nil, _ name: String) {
    self.schema = schema
    self.name = name
  }

  /// `schema.name`, or the bare name.
  public var display: String {
    if let schema { return schema + "." + name }
    return name
  }

  /// The usual schema and none add nothing: a long history looks names up by the ten thousand.
  public func hash(into hasher: inout Hasher) {
    if let schema, schema != "public" { hasher.combine(schema) }
    hasher.combine(name)
  }

  /// Sorting order of lists and reports.
  public static func < (left: TableName, right: TableName) -> Bool {
    // Nearly all tables of a schema stand in one namespace.
    if left.schema == right.schema { return left.name < right.name }
    return (left.schema ?? "", left.name) < (right.schema ?? "", right.name)
  }
}
