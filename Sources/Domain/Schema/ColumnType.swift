/// The type of a column in the canonical spelling of its dialect.
public struct ColumnType: Hashable, Sendable {
  /// Schema of a user-defined type, when written or resolved.
  public var schema: String?
  /// Canonical name: `integer`, `character varying`, `timestamp with time zone`, or a user-defined type's name.
  public var name: String
  /// Modifiers as written: `["10", "2"]` of `numeric(10,2)`.
  public var modifiers: [String]
  /// Number of array dimensions; PostgreSQL keeps only whether there is one.
  public var arrayDimensions: Int

  /// A type; `name` must already be canonical.
  public init(schema: String? = nil, _ name: String, modifiers: [String] = [], arrayDimensions: Int = 0) {
    self.schema = schema
    self.name = name
    self.modifiers = modifiers
    self.arrayDimensions = arrayDimensions
  }

  /// As `format_type` prints it: `character varying(20)`, `timestamp(3) with time zone`, `integer[]`.
  public var display: String {
    var text = (schema.map { $0 + "." } ?? "") + name
    if !modifiers.isEmpty {
      let list = "(" + modifiers.joined(separator: ",") + ")"
      let timed = [" with time zone", " without time zone", " unsigned"].first { text.hasSuffix($0) }
      if let timed {
        text = String(text.dropLast(timed.count)) + list + timed
      } else {
        text += list
      }
    }
    return text + (arrayDimensions > 0 ? "[]" : "")
  }
}
