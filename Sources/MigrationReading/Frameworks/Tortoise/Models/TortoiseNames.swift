import Domain

/// Names that Tortoise ORM makes up, with the first digits of a SHA-256: `_generate_index_name`, `_generate_fk_name`
/// of `tortoise/migrations/schema_editor/base.py`.
enum TortoiseNames {
  /// `uid_users_name_1f2e3d`
  static func index(_ prefix: String, table: String, _ columns: [String]) -> String {
    let parts = [prefix, cut(table, 11), cut(columns.first ?? "", 7), digest([table] + columns, 6)]
    return parts.joined(separator: "_")
  }

  /// `fk_orders_users_1f2e3d4c`
  static func foreignKey(table: String, column: String, target: String, targetColumn: String) -> String {
    let digest = digest([table, column, target, targetColumn], 8)
    return "fk_" + cut(table, 8) + "_" + cut(target, 8) + "_" + digest
  }

  private static func cut(_ text: String, _ length: Int) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(length)))
  }

  private static func digest(_ parts: [String], _ length: Int) -> String {
    let hex = SHA256.hash(Array(parts.joined(separator: ";").utf8)).prefix(4).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return String(hex.joined().prefix(length))
  }
}
