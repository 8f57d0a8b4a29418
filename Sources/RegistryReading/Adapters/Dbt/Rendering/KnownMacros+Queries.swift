import Domain

/// Well-known macros that stand for a query, a select list or a list of values.
extension KnownMacros {
  static func query(
    _ name: String, _ call: JinjaCall, _ evaluator: JinjaEvaluator, _ context: DbtContext
  ) -> JinjaValue? {
    func text(_ index: Int, _ name: String) -> String? {
      call.argument(index, name).flatMap { value -> String? in
        if case .none = value { return nil }
        return evaluator.display(value)
      }
    }
    switch name {
    case "star": return star(call, evaluator)
    case "pivot": return pivot(call, evaluator)
    case "unpivot": return unpivot(call, evaluator)
    case "union_relations": return union(call, evaluator)
    case "deduplicate":
      guard let relation = text(0, "relation") else { return nil }
      let parts =
        (text(1, "partition_by").map { "partition by " + $0 } ?? "")
        + (text(2, "order_by").map { " order by " + $0 } ?? "")
      return .string("select * from " + relation + " qualify row_number() over (" + parts + ") = 1")
    case "date_spine", "get_base_dates", "get_date_dimension":
      let part = call.text(0, "datepart") ?? "day"
      let bounds = ["start_date", "end_date"].enumerated().compactMap { text($0.offset + 1, $0.element) }
      let value = bounds.isEmpty ? "current_timestamp" : "greatest(" + bounds.joined(separator: ", ") + ")"
      return .string(
        "select cast(" + value + " as timestamp) as date_" + (name == "date_spine" ? part : "day"))
    case "generate_series": return .string("select 1 as generated_number")
    case "get_column_values":
      if case .relation(let relation)? = call.argument(0, "table"), let column = call.text(1, "column") {
        context.noteCompileTimeColumn(column, of: relation, at: call.offset)
      }
      return .opaque(JinjaOpaque(path: nil))
    case "nullcheck_table": return text(0, "relation").map { .string("select * from " + $0) }
    case "get_single_value", "get_filtered_columns_in_relation", "get_relations_by_pattern",
      "get_relations_by_prefix", "get_query_results_as_dict", "get_intervals_between", "array_sum":
      var opaque = JinjaEvaluator.merged(call.all)
      if name != "get_single_value" { opaque.names = [] }
      opaque.mayReadColumns = name != "get_intervals_between"
      return .opaque(opaque)
    default: return nil
    }
  }

  private static func list(_ value: JinjaValue?, _ evaluator: JinjaEvaluator) -> [String] {
    guard let value else { return [] }
    if let text = value.text { return [text] }
    return (value.items ?? []).map { evaluator.display($0) }
  }

  private static func excluding(_ names: [String]) -> String {
    names.isEmpty
      ? "" : " exclude (" + ([QueryText.tolerantExclusion] + names).joined(separator: ", ") + ")"
  }

  /// `star(from, relation_alias, except, prefix, suffix, quote_identifiers)`
  private static func star(_ call: JinjaCall, _ evaluator: JinjaEvaluator) -> JinjaValue? {
    guard call.argument(0, "from") != nil else { return nil }
    var alias = ""
    if let value = call.argument(1, "relation_alias"), value.truth != false {
      alias = evaluator.display(value) + "."
    }
    return .string(alias + "*" + excluding(list(call.argument(2, "except"), evaluator)))
  }

  /// `pivot(column, values, alias, agg, cmp, prefix, suffix, then_value, else_value, ...)`
  private static func pivot(_ call: JinjaCall, _ evaluator: JinjaEvaluator) -> JinjaValue? {
    guard let column = call.argument(0, "column"), let values = call.argument(1, "values") else { return nil }
    func text(_ index: Int, _ name: String, _ preset: String) -> String {
      call.argument(index, name).map { evaluator.display($0) } ?? preset
    }
    let hasAlias = call.argument(2, "alias")?.truth ?? true
    let columns = evaluator.iterated(values).prefix(2000).map { value in
      let shown = evaluator.display(value)
      let name = text(5, "prefix", "") + shown + text(6, "suffix", "")
      return text(3, "agg", "sum") + "(case when " + evaluator.display(column) + " " + text(4, "cmp", "=")
        + " '"
        + shown + "' then " + text(7, "then_value", "1") + " else " + text(8, "else_value", "0") + " end)"
        + (hasAlias ? " as \"" + name + "\"" : "")
    }
    return .string(columns.joined(separator: ", "))
  }

  /// `unpivot(relation, cast_to, exclude, remove, field_name, value_name, ...)`: the columns that stay are named.
  private static func unpivot(_ call: JinjaCall, _ evaluator: JinjaEvaluator) -> JinjaValue? {
    guard let relation = call.argument(0, "relation") ?? call.argument(6, "table") else { return nil }
    let kept = list(call.argument(2, "exclude"), evaluator)
    let field = call.text(4, "field_name") ?? "field_name"
    let value = call.text(5, "value_name") ?? "value"
    let columns =
      kept + [
        QueryText.opaqueFunction + "() as " + field, QueryText.opaqueFunction + "() as " + value,
      ]
    return .string("select " + columns.joined(separator: ", ") + " from " + evaluator.display(relation))
  }

  /// `union_relations(relations, column_override, include, exclude, source_column_name, where)`
  private static func union(_ call: JinjaCall, _ evaluator: JinjaEvaluator) -> JinjaValue? {
    guard let relations = call.argument(0, "relations") else { return nil }
    if relations.isOpaque { return relations }
    let excluded = excluding(list(call.argument(3, "exclude"), evaluator))
    var origin = ", 'relation' as " + (call.text(4, "source_column_name") ?? "_dbt_source_relation")
    if let value = call.argument(4, "source_column_name"), case .none = value { origin = "" }
    let filter = call.text(5, "where").map { " where " + $0 } ?? ""
    let queries = evaluator.iterated(relations).prefix(500).map {
      "(select *" + excluded + origin + " from " + evaluator.display($0) + filter + ")"
    }
    return .string(queries.joined(separator: " union all "))
  }
}
