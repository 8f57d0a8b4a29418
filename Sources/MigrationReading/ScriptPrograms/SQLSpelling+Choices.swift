extension SQLSpelling {
  /// The value of the first condition that holds, else the last one: `CASE WHEN a THEN b ... ELSE c END`.
  ///
  /// All are SQL; with an operand its values stand for the conditions. Without `otherwise` there is no `ELSE`.
  static func choice(
    of operand: String? = nil, _ branches: [(test: String, value: String)], otherwise: String?
  ) -> String {
    "CASE" + (operand.map { " " + $0 } ?? "")
      + branches.map { " WHEN " + $0.test + " THEN " + $0.value }.joined()
      + (otherwise.map { " ELSE " + $0 } ?? "") + " END"
  }

  /// ` WHERE` with conditions and more that must hold too, empty for none.
  static func clause(_ conditions: String, and more: String) -> String {
    let all = conditions.isEmpty || more.isEmpty ? conditions + more : "(" + conditions + ") AND " + more
    return all.isEmpty ? "" : " WHERE " + all
  }
}
