import Domain

/// Names as Django makes them for PostgreSQL, whose names have at most 63 bytes.
///
/// `truncate_name`, `names_digest` (django/db/backends/utils.py) and `_create_index_name`
/// (django/db/backends/base/schema.py).
enum DjangoNames {
  private static let limit = 63

  /// A table name; one in quotes may hold a schema: `"sales"."order"`.
  static func table(_ text: String) -> TableName {
    guard text.hasPrefix("\""), text.hasSuffix("\"") else { return TableName(truncated(text)) }
    let parts = text.dropFirst().dropLast().split(separator: "\"", omittingEmptySubsequences: true)
    if parts.count == 3, parts[1] == "." { return TableName(schema: String(parts[0]), String(parts[2])) }
    return TableName(truncated(String(text.dropFirst().dropLast())))
  }

  /// A name cut to the limit, its end replaced by a digest.
  static func truncated(_ name: String) -> String {
    guard name.utf8.count > limit else { return name }
    let digest = String(MD5.hexDigest(of: Array(name.utf8)).prefix(4))
    return String(decoding: name.utf8.prefix(limit - 4), as: UTF8.self) + digest
  }

  /// The name of an index or constraint of columns.
  static func index(table: String, columns: [String], suffix: String) -> String {
    let digest = MD5.hexDigest(of: Array(([table] + columns).joined().utf8)).prefix(8)
    var ending = digest + suffix
    let joined = columns.joined(separator: "_")
    let whole = table + "_" + joined + "_" + ending
    if whole.utf8.count <= limit { return whole }
    if ending.utf8.count > limit / 3 { ending = ending.prefix(limit / 3) }
    let rest = (limit - ending.utf8.count) / 2 - 1
    let name = "\(table.prefix(rest))_\(joined.prefix(rest))_\(ending)"
    guard let first = name.utf8.first, first == UInt8(ascii: "_") || first &- 0x30 < 10 else { return name }
    return "D" + name.dropLast()
  }

  /// The name of a foreign key.
  static func foreignKey(table: String, column: String, target: String, targetColumn: String) -> String {
    index(table: table, columns: [column], suffix: "_fk_\(target)_\(targetColumn)")
  }
}
