/// A data type as written and as PostgreSQL's catalogue would show it.
package struct TypeName: Hashable, Sendable {
  /// A member of `struct(...)`, `union(...)`, `map(...)`.
  package struct Member: Hashable, Sendable {
    /// The member's name; nil in `map` and `list`.
    package var name: Identifier?
    /// Its type.
    package var type: TypeName
  }

  /// The name in PostgreSQL's canonical spelling, lower case unless quoted, without schema, modifiers and
  /// array bounds: `integer`, `character varying`, `timestamp with time zone`; `serial` stays `serial`.
  package var canonical: String
  /// Schema and database before the name; `pg_catalog` is dropped.
  package var qualifiers: [Identifier]
  /// The modifiers as written: `["10", "2"]` of `numeric(10,2)`; for intervals the precision.
  package var modifiers: [String]
  /// The field restriction of an interval, such as `day to second`.
  package var intervalFields: String?
  /// Number of array dimensions; 0 for a scalar.
  package var arrayDimensions: Int
  /// Whether `setof` stands before it.
  package var isSetOf: Bool
  /// Whether `%type` stands after it: the type of the column that the name names.
  package var isColumnType: Bool
  /// Members of nested types.
  package var members: [Member]
  /// The text as written.
  package var written: String
  /// Where it stands.
  package var range: ByteRange

  /// A type; everything but the name and its place has a default.
  package init(
    canonical: String, qualifiers: [Identifier] = [], modifiers: [String] = [], intervalFields: String? = nil,
    arrayDimensions: Int = 0, isSetOf: Bool = false, isColumnType: Bool = false, members: [Member] = [],
    written: String, range: ByteRange
  ) {
    self.canonical = canonical
    self.qualifiers = qualifiers
    self.modifiers = modifiers
    self.intervalFields = intervalFields
    self.arrayDimensions = arrayDimensions
    self.isSetOf = isSetOf
    self.isColumnType = isColumnType
    self.members = members
    self.written = written
    self.range = range
  }

  /// Canonical spelling with qualifiers, modifiers and array signs: `numeric(10,2)[]`, `shop.mood`.
  package var display: String {
    var text = isSetOf ? "setof " : ""
    for qualifier in qualifiers { text += qualifier.text + "." }
    let precision = modifiers.isEmpty ? "" : "(" + modifiers.joined(separator: ",") + ")"
    if let intervalFields {
      text += canonical + " " + intervalFields + precision
    } else if let space = canonical.utf8.firstIndex(of: UInt8(ascii: " ")), canonical.hasPrefix("time") {
      text += canonical[..<space] + precision + canonical[space...]
    } else {
      text += canonical + precision
    }
    if !members.isEmpty {
      let list = members.map { ($0.name.map { $0.text + " " } ?? "") + $0.type.display }
      text += "(" + list.joined(separator: ", ") + ")"
    }
    if isColumnType { text += "%type" }
    return text + String(repeating: "[]", count: arrayDimensions)
  }
}
