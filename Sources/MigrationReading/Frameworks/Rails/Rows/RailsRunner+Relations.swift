import Domain
import ScriptSyntax

/// Rows through models: `User.where(tier: "premium").update_all(tier: "gold")`.
extension RailsRunner {
  /// A method of a set of rows.
  mutating func rows(_ name: String, _ relation: RailsRelation, _ call: ScriptCall, _ isStatement: Bool)
    -> RailsValue
  {
    let found = arguments(of: call)
    if let value = translations(name, relation, found, call.range) { return value }
    if let value = dynamicFinder(name, relation, found, call.range) { return value }
    switch name {
    case "table_name", "quoted_table_name":
      return .text(ScriptText(relation.table.display, at: call.range.start))
    case "table_name=":
      return .null
    case "connection", "lease_connection", "retrieve_connection": return .migration
    case "transaction", "with_lock", "uncached",
      "unscoped" where found.block != nil:
      return found.block.map { run($0, []) } ?? .unknown
    case "where", "rewhere", "not", "and": return .relation(filtered(relation, name, found))
    case "or": return .relation(either(relation, found))
    case "all", "unscoped", "with_deleted", "with_discarded", "order", "reorder", "includes", "preload",
      "eager_load", "references", "readonly", "lock", "select", "distinct", "reverse_order", "unscope",
      "load",
      "strict_loading", "with_hidden", "reload", "to_a", "extending", "lazy", "uniq", "records",
      "default_scoped",
      "except", "sort_by", "compact":
      guard let block = found.block else { return .relation(relation) }
      _ = loop(relation, block, call)
      return .relation(name == "select" ? relation.narrowed : relation)
    case "reject", "filter", "find_all", "take_while", "drop_while", "max_by", "min_by", "detect":
      guard let block = found.block else { return .relation(relation.narrowed) }
      _ = loop(relation, block, call)
      guard ["max_by", "min_by", "detect"].contains(name) else { return .relation(relation.narrowed) }
      rows.append(RailsRow(relation: relation.narrowed))
      return .row(rows.count - 1)
    case "in_batches", "find_in_batches":
      guard let block = found.block else { return .relation(relation) }
      run(block, [.relation(relation)])
      return .unknown
    case "find_each", "each", "map", "each_with_index", "flat_map", "collect", "each_entry", "each_slice",
      "each_record", "filter_map", "select_each":
      if let block = found.block { return loop(relation, block, call) }
      if let method = found.blockName {
        if name != "each", name != "find_each", let others = others(named: method) { return others }
        return sendEach(method, relation, call)
      }
      return .relation(relation)
    case "update_all":
      updateAll(relation, found, call.range)
      return .unknown
    case "delete_all", "destroy_all", "delete_by", "destroy_by", "destroy", "delete":
      var gone = name.hasSuffix("_by") ? filtered(relation, "where", found) : relation
      if name == "destroy" || name == "delete" { gone = relation.narrowed }
      delete(gone, call.range)
      return .unknown
    case "update", "update!": return update(relation, found, call.range)
    case "create", "create!", "insert", "insert!", "upsert", "insert_all", "insert_all!", "upsert_all",
      "import",
      "import!", "bulk_insert":
      return insert(name, relation, found, call)
    case "new", "build", "find_or_initialize_by", "first_or_initialize":
      return initialized(relation, found, call.range)
    case "find_or_create_by", "find_or_create_by!", "first_or_create", "first_or_create!", "create_with":
      conditionally { _ = $0.insert("create", relation, found, call) }
      rows.append(RailsRow(relation: relation.narrowed))
      return .row(rows.count - 1)
    case "find", "find_by", "find_by!", "first", "last", "take", "first!", "last!", "sole", "find_sole_by",
      "take!":
      let row = name.hasPrefix("find_by") ? filtered(relation, "where", found) : relation
      rows.append(RailsRow(relation: row.narrowed))
      return .row(rows.count - 1)
    default: return further(name, relation, found, call, isStatement)
    }
  }

  /// `find(:all)`, `find_by_name("x")` and their kin of Rails before 4.
  private mutating func dynamicFinder(
    _ name: String, _ relation: RailsRelation, _ found: RailsArguments, _ range: ScriptRange
  ) -> RailsValue? {
    if name == "find", let word = found.text(0), word == "all" || word == "first" || word == "last" {
      guard word != "all" else {
        return .relation(found.options.entries.isEmpty ? relation : relation.narrowed)
      }
      rows.append(RailsRow(relation: relation.narrowed))
      return .row(rows.count - 1)
    }
    guard !["find_by_sql"].contains(name), methods[name] == nil else { return nil }
    if name.hasPrefix("find_all_by_") || name.hasPrefix("scoped_by_") { return .relation(relation.narrowed) }
    if name.hasPrefix("find_or_create_by_") {
      conditionally { $0.insertNamed(name.dropFirst(18), relation, found, range) }
    } else if !name.hasPrefix("find_by_"), !name.hasPrefix("find_last_by_") {
      return nil
    }
    rows.append(RailsRow(relation: relation.narrowed))
    return .row(rows.count - 1)
  }

  private mutating func insertNamed(
    _ names: Substring, _ relation: RailsRelation, _ found: RailsArguments, _ range: ScriptRange
  ) {
    var columns: [String] = []
    var word = ""
    for part in names.split(separator: "_") {
      if part == "and" {
        columns.append(word)
        word = ""
      } else {
        word += (word.isEmpty ? "" : "_") + part
      }
    }
    columns.append(word.hasSuffix("!") ? String(word.dropLast()) : word)
    if columns.count != found.values.count { columns = [] }
    emit(
      .insertRows(
        relation.table, columns: columns,
        rows: columns.isEmpty ? [] : [found.values.map { expression($0) }], isComplete: false), range,
      isGuessed: true)
  }

  /// The row that a name means by its last words: `new_office`, `existing_translation`.
  mutating func others(byEndOf name: String) -> RailsValue? {
    var words = name.split(separator: "_")[...]
    for _ in 0..<4 {
      if let found = others(named: words.joined(separator: "_")) { return found }
      words = words.dropFirst()
    }
    return nil
  }

  /// The rows that a member of a row or of something unknown stands for, where a model of the application has its name:
  /// `order.items`, `course.provider`.
  mutating func others(named member: String) -> RailsValue? {
    guard !member.isEmpty, member.utf8.allSatisfy({ $0 == 0x5F || $0 &- 0x61 < 26 }) else { return nil }
    let singular = EnglishWords.singular(member)
    let model = EnglishWords.camelized(singular)
    guard let table = models[model] ?? library.models.table(of: model) else { return nil }
    let relation = RailsRelation(table: table).narrowed
    if singular != member { return .relation(relation) }
    rows.append(RailsRow(relation: relation))
    return .row(rows.count - 1)
  }

  /// Methods that only read, that narrow, and those of the application.
  private mutating func further(
    _ name: String, _ relation: RailsRelation, _ found: RailsArguments, _ call: ScriptCall,
    _ isStatement: Bool
  ) -> RailsValue {
    if Self.readers.contains(name) {
      if let block = found.block { return loop(relation, block, call) }
      return .unknown
    }
    if Self.counters.contains(name) {
      let names = found.texts.dropFirst().compactMap { $0.map { name == "touch_all" ? $0 : $0 + "_count" } }
      emitUnknownUpdate(
        relation.narrowed, Set(found.options.entries.map(\.key) + (name == "reset_counters" ? names : [])),
        call.range)
      return .unknown
    }
    if EnglishWords.isConstant(name) { return constant(name) }
    if let value = ofFileModel(name, relation.table, row: nil, call) { return value }
    if methods[name] != nil { return methods[name].map { run(method: $0, found) } ?? .unknown }
    if let block = found.block { return loop(relation.narrowed, block, call) }
    if isStatement, found.values.isEmpty || name.hasSuffix("!"), !name.hasPrefix("has_"),
      !name.hasPrefix("belongs_"),
      !Self.narrowing.contains(name), name.hasSuffix("!") || name.contains("_")
    {
      report(
        "program-rows",
        "\"\(name)\" may change rows of \"\(relation.table.display)\" in a way that is not read",
        call.range, .mayChangeRows, tables: [relation.table])
    }
    // A scope of the application, or one of these that keep some rows.
    return .relation(relation.narrowed)
  }

  private static let narrowing: Set<String> = [
    "joins", "left_joins", "left_outer_joins", "limit", "offset", "having", "group", "merge", "from", "none",
    "with",
    "left_joins", "inner_joins", "where_missing", "associated", "missing", "in_order_of",
  ]
  private static let readers: Set<String> = [
    "count", "sum", "average", "minimum", "maximum", "exists?", "any?", "none?", "empty?", "pluck", "pick",
    "ids",
    "size", "length", "present?", "blank?", "many?", "one?", "reset_column_information", "columns",
    "column_names",
    "columns_hash", "table_exists?", "primary_key", "explain", "to_sql", "name", "model_name", "inspect",
    "include?",
    "attribute_names", "has_attribute?", "ignored_columns=", "inheritance_column=", "primary_key=",
    "find_by_sql",
    "sequence_name", "column_defaults", "defined_enums", "logger", "arel_table", "sanitize_sql",
    "sanitize_sql_array",
    "in_groups_of", "group_by", "index_by", "to_set", "partition", "each_cons", "sum_by",
    "disable_joins", "cache", "none", "record_timestamps=", "has_one", "has_many", "belongs_to", "enum",
    "connected_to",
    "quoted_primary_key", "reset_sequence_name", "no_touching", "skip_callback", "set_callback",
    "attr_encrypted",
    "reorder_columns", "suppress", "to_s", "respond_to?", "method_defined?", "instance_method", "tap", "zip",
    "reduce",
    "inject", "each_with_object", "all?", "lock!", "reset_counters_noop",
    "class_eval", "__elasticsearch__",
  ]
  private static let counters: Set<String> = [
    "update_counters", "reset_counters", "touch_all", "increment_counter", "decrement_counter",
  ]

  /// The relation with the conditions of `where`.
  func filtered(_ relation: RailsRelation, _ name: String, _ found: RailsArguments) -> RailsRelation {
    var result = relation
    let isNegated = name == "not"
    if found.values.isEmpty, found.options.entries.isEmpty { return relation }
    guard relation.conditions.count < 50, let texts = conditionTexts(found) else { return relation.narrowed }
    if isNegated {
      result.conditions.append("NOT (" + texts.joined(separator: " AND ") + ")")
    } else {
      result.conditions += texts
    }
    return result
  }

  private func either(_ relation: RailsRelation, _ found: RailsArguments) -> RailsRelation {
    guard case .relation(let other)? = found.value(0), !other.isNarrowed, !relation.isNarrowed else {
      return RailsRelation(table: relation.table).narrowed
    }
    if relation.conditions.isEmpty || other.conditions.isEmpty { return RailsRelation(table: relation.table) }
    let sides = [relation, other].map { "(" + $0.conditions.joined(separator: " AND ") + ")" }
    let text = sides.joined(separator: " OR ")
    guard text.utf8.count < RailsValue.sqlLimit else { return RailsRelation(table: relation.table).narrowed }
    return RailsRelation(table: relation.table, conditions: [text])
  }

  private func conditionTexts(_ found: RailsArguments) -> [String]? {
    if let first = found.values.first {
      if case .text(let text) = first {
        return SQLBinding.bound(text.string, Array(found.values.dropFirst()), found.options).map { [$0] }
      }
      if case .list(let parts) = first, found.values.count == 1, let text = parts.first?.string {
        return SQLBinding.bound(text, Array(parts.dropFirst()), RailsOptions()).map { [$0] }
      }
    }
    let entries = found.entries
    guard !entries.isEmpty else { return nil }
    var texts: [String] = []
    for entry in entries {
      guard let text = condition(entry.key, entry.value) else { return nil }
      texts.append(text)
    }
    return texts
  }

  private func condition(_ column: String, _ value: RailsValue) -> String? {
    let name = column.split(separator: ".").map { spelling.shortName(String($0)) }.joined(
      separator: ".")
    switch value {
    case .null: return name + " IS NULL"
    case .list(let values):
      let others = values.filter { if case .null = $0 { false } else { true } }
      let texts = others.compactMap(\.constantSQL)
      guard texts.count == others.count else { return nil }
      var parts = texts.isEmpty ? [] : [name + " IN (" + texts.joined(separator: ", ") + ")"]
      if others.count < values.count { parts.append(name + " IS NULL") }
      return parts.isEmpty ? "1 = 0" : "(" + parts.joined(separator: " OR ") + ")"
    default: return value.constantSQL.map { name + " = " + $0 }
    }
  }

  /// Runs a block for each row.
  mutating func loop(_ relation: RailsRelation, _ block: RailsClosure, _ call: ScriptCall) -> RailsValue {
    let outer = names
    _ = each(.relation(relation), call.range) { $0.flow(block, [$1]) }
    // What the rounds left behind in names around is not known.
    for (name, value) in names {
      if let before = outer[name]?.string, before != value.string { names[name] = .unknown }
      if case .number? = outer[name] { names[name] = value.string == outer[name]?.string ? value : .unknown }
    }
    return .unknown
  }

  private mutating func sendEach(_ method: String, _ relation: RailsRelation, _ call: ScriptCall)
    -> RailsValue
  {
    switch method {
    case "destroy", "destroy!", "delete": delete(relation, call.range)
    case _ where methods[method] == nil && (method.hasSuffix("!") || Self.isWrite(method)):
      if method != "save", method != "save!", method != "touch" {
        report(
          "program-rows",
          "\"\(method)\" may change rows of \"\(relation.table.display)\" in a way that is not read",
          call.range,
          .mayChangeRows, tables: [relation.table])
      }
    default: break
    }
    return .unknown
  }
}
