import Documents
import Domain

/// Columns and values that a generic test names, in its column, its parameters and its filter.
struct DbtTestUses {
  private(set) var uses: [DeclaredUse] = []
  /// Assets that parameters name (`to`, `compare_model`).
  private(set) var others: [AssetID] = []

  /// Parameters that hold values of the column, not names.
  private static let valueKeys: Set<String> = [
    "values", "value_set", "accepted_values", "valid_values", "quote_values", "allowed_values", "value",
  ]
  /// Parameters that hold SQL.
  private static let expressionKeys: Set<String> = [
    "expression", "condition", "row_condition", "filter", "where", "from_condition", "to_condition",
    "column_condition", "condition_a", "condition_b", "expect_expression",
  ]
  /// Parameters that speak of the other table.
  private static let otherKeys: Set<String> = [
    "field", "to_field", "to_condition", "parent_column", "compare_column", "pk_column_name", "to_column",
  ]
  /// Parameters whose text names no column.
  private static let plainKeys: Set<String> = [
    "regex", "regex_list", "like_pattern", "like_pattern_list", "datepart", "interval", "min_value",
    "max_value",
    "type_", "column_type", "operator", "match_on", "timezone", "column_type_list", "strictly", "quote",
  ]

  /// The uses of a test on a table.
  init(
    _ test: DbtTestEntry, target: AssetID, column: String?, location: (DocumentNode) -> SourceLocation,
    references: (String) -> [AssetID]
  ) {
    for (_, node) in test.arguments {
      for text in Self.texts(node, 0) { others += references(text) }
    }
    let role: DeclaredUse.Role = test.name == "accepted_values" ? .acceptedValues : .test
    let column = column ?? test.argument("column_name")?.string
    if let column {
      let values = test.arguments.filter { Self.valueKeys.contains($0.name) }.flatMap {
        Self.texts($0.node, 0)
      }
      add(
        target, DbtDeclaredSQL.unquoted(column),
        role: values.isEmpty ? .test : role == .test ? .acceptedValues : role,
        values: values, location(test.node))
    }
    for (name, node) in test.arguments where name != "column_name" {
      guard !Self.plainKeys.contains(name), column == nil || !Self.valueKeys.contains(name) else { continue }
      addArgument(name, node, target, test, location(node))
    }
    for (name, node) in test.config where name == "where" {
      if let text = node.string { addSQL(text, target, location(node)) }
    }
  }

  private mutating func addArgument(
    _ name: String, _ node: DocumentNode, _ target: AssetID, _ test: DbtTestEntry, _ place: SourceLocation
  ) {
    let assets = Self.otherKeys.contains(name) && !others.isEmpty ? others : [target]
    let isRelationship = test.name.hasPrefix("relationships") && Self.otherKeys.contains(name)
    for text in Self.texts(node, 0) {
      if text.utf8.contains(UInt8(ascii: "(")), text.utf8.count < 200,
        JinjaParser.expression(of: Array(text.utf8))?.references.isEmpty == false
      {
        continue
      }
      for asset in assets {
        if Self.expressionKeys.contains(name) || !DbtDeclaredSQL.isName(DbtDeclaredSQL.unquoted(text)) {
          addSQL(text, asset, place)
        } else {
          add(
            asset, DbtDeclaredSQL.unquoted(text), role: isRelationship ? .relationship : .test, values: [],
            place)
        }
      }
      // `compare_columns` and the like hold for both tables.
      guard !others.isEmpty, assets == [target], name.hasSuffix("columns"), DbtDeclaredSQL.isName(text) else {
        continue
      }
      for other in others { add(other, text, role: .test, values: [], place) }
    }
  }

  private mutating func add(
    _ asset: AssetID, _ column: String, role: DeclaredUse.Role, values: [String], _ location: SourceLocation
  ) {
    guard uses.count < 5_000 else { return }
    let use = DeclaredUse(asset: asset, column: column, role: role, values: values, location: location)
    if !uses.contains(use) || uses.count > 100 { uses.append(use) }
  }

  private mutating func addSQL(_ text: String, _ asset: AssetID, _ location: SourceLocation) {
    for use in DbtDeclaredSQL.uses(text) {
      add(asset, use.column, role: .expression, values: use.values, location)
    }
  }

  /// All texts of a parameter.
  private static func texts(_ node: DocumentNode, _ level: Int) -> [String] {
    guard level < 6 else { return [] }
    switch node.content {
    case .scalar(let scalar): return scalar.value == .null ? [] : [scalar.text]
    case .sequence(let items): return items.flatMap { texts($0, level + 1) }
    case .mapping(let mapping): return mapping.flatMap { texts($0.value, level + 1) }
    }
  }
}
