import Domain
import ScriptSyntax

extension AlembicReplay {
  /// `sa.Enum("a", "b", name="x")`, `postgresql.ENUM(Tier, name="x", create_type=False)`
  mutating func enumeration(_ call: FoldedCall?) -> ReadType {
    let (labels, className) = labels(of: call)
    let longest = labels?.map(\.utf8.count).max() ?? 0
    let isNative = call?.keyword("native_enum")?.truth ?? true
    let given = name(call?.keyword("name"))
    if isPostgres, isNative {
      guard let name = given ?? className?.lowercased() else { return ReadType(type: ColumnType("unknown")) }
      let schema = optionalName(call?.keyword("schema"))
      let type = EnumerationType(
        name: TableName(schema: schema, name), labels: labels,
        isMade: call?.keyword("create_type")?.truth ?? true)
      return ReadType(type: ColumnType(schema: schema, name), enums: [type])
    }
    if sql.dialectName == "mysql", isNative, let labels {
      let list = labels.map(SQLSpelling.quoted).joined(separator: ",")
      return ReadType(type: parsed(type: "enum(" + list + ")"))
    }
    let length = call?.keyword("length")?.integer ?? longest
    var read = ReadType(type: parsed(type: length > 0 ? "varchar(\(length))" : "varchar"))
    if call?.flag("create_constraint") == true, let labels { read.checks = [(given, labels)] }
    return read
  }

  private func optionalName(_ value: FoldedValue?) -> String? { value.flatMap { $0.isNone ? nil : name($0) } }

  /// The labels of an enumeration; those of a Python class are the names of its members, unless `values_callable`
  /// says otherwise.
  private func labels(of call: FoldedCall?) -> (labels: [String]?, className: String?) {
    guard let call else { return (nil, nil) }
    guard !call.hasUnknownArguments else { return (nil, nil) }
    let positional = call.positional
    let texts = positional.compactMap { constant($0)?.text }
    if texts.count == positional.count, !texts.isEmpty { return (texts, nil) }
    guard let first = positional.first else { return (nil, nil) }
    if let elements = first.elements {
      let texts = elements.compactMap(\.text)
      return (texts.count == elements.count ? texts : nil, nil)
    }
    var found: (definition: ScriptClass, run: ScriptRun)?
    if case .classValue(let definition) = first.content, let run = origin.run { found = (definition, run) }
    if case .reference(let reference) = first.content, let known = modules.value(reference.resolved),
      case .classValue(let definition) = known.value.content
    {
      found = (definition, known.module.run)
    }
    guard let found else { return (nil, first.lastName) }
    let usesValues = call.keyword("values_callable") != nil
    let values = found.run.fields(of: found.definition).values
    var labels: [String] = []
    for case .assignment(let assignment) in found.definition.body {
      guard case .name(let name)? = assignment.targets.first, !name.text.hasPrefix("_"),
        let value = values[name.text]
      else { continue }
      labels.append(usesValues ? value.text ?? name.text : name.text)
    }
    return (labels.isEmpty ? nil : labels, found.definition.name)
  }

  /// Makes the enumerations that a new table's columns need.
  mutating func declare(_ enums: [EnumerationType], _ range: ScriptRange) {
    for type in enums where type.isMade {
      guard let labels = type.labels else { continue }
      emit(.createEnum(type.name, labels: labels, onlyIfAbsent: true), range)
    }
  }

  /// `status.create(op.get_bind(), checkfirst=True)`, `sa.Enum(name="status").drop(...)`, and of tables the same.
  mutating func typeMethod(_ call: FoldedCall) -> Bool {
    guard call.name == "create" || call.name == "drop" || call.name == "create_all" || call.name == "drop_all"
    else { return false }
    guard case .member(let member) = call.callee.content else {
      guard call.name.hasSuffix("_all") || call.resolved?.hasSuffix("__table__." + call.name) == true else {
        return false
      }
      report(
        "unread-code", "the tables that \"\(call.written ?? call.name)\" makes are not read", call.range,
        .mayChangeSchema)
      return true
    }
    let receiver = member.receiver
    guard let owner = receiver.call else { return false }
    switch owner.name {
    case "Enum", "ENUM":
      guard isPostgres, let type = enumeration(owner).enums.first else { return true }
      if call.name == "drop" {
        emit(.dropType(type.name, onlyIfPresent: true, cascade: false), call.range)
      } else if let labels = type.labels {
        emit(.createEnum(type.name, labels: labels, onlyIfAbsent: true), call.range)
      } else {
        report(
          "dynamic-call", "the values of the type \"\(type.name.display)\" are not known from the text",
          call.range, .mayChangeSchema, tables: [type.name])
      }
    case "Table":
      guard let name = table(owner.argument(0, "name"), schema: owner.keyword("schema")) else { return false }
      if call.name == "drop" {
        emit(.dropTable(name, onlyIfPresent: call.flag("checkfirst"), cascade: false), call.range)
      } else {
        define(name, Array(owner.positional.dropFirst(2)), owner)
      }
    case "Index":
      if call.name == "create", case .call(let first)? = owner.positional.dropFirst().first?.content {
        _ = first
      }
    case "MetaData", "declarative_base":
      report(
        "unread-code", "the tables that \"\(call.name)\" makes are not read", call.range, .mayChangeSchema)
    case "Sequence", "CreateSequence": break
    default: return false
    }
    return true
  }

  /// `op.sync_enum_values(enum_schema=, enum_name=, new_values=, affected_columns=, enum_values_to_rename=)` of
  /// alembic-postgresql-enum: the type is made anew and the columns are moved over to it.
  mutating func syncEnum(_ call: FoldedCall) {
    let schema = name(call.argument(0, "enum_schema") ?? call.keyword("schema"))
    // Older packages were given the old values, then the new ones.
    let given = call.argument(2, "new_values") ?? call.keyword("new_options")
    let last = call.argument(3, "affected_columns")
    let isOld = call.keyword("old_options") != nil || !(names(last) ?? []).isEmpty
    let values = isOld ? call.keyword("new_options") ?? last : given
    guard let name = name(call.argument(1, "enum_name")), let labels = names(values) else {
      return reportDynamic("sync_enum_values", call)
    }
    let type = TableName(schema: schema == "public" ? nil : schema, name)
    for pair in (call.keyword("enum_values_to_rename") ?? call.argument(4, "enum_values_to_rename"))?.elements
      ?? []
    {
      if let parts = pair.elements, parts.count == 2, let old = parts[0].text, let new = parts[1].text {
        emit(.renameEnumLabel(type, label: old, to: new), call.range)
      }
    }
    if isOld {
      let before = names(call.keyword("old_options") ?? given) ?? []
      for label in labels where !before.contains(label) {
        emit(.addEnumLabel(type, label: label, position: .last, onlyIfAbsent: true), call.range)
      }
      if !before.allSatisfy(labels.contains) { reportDynamic("sync_enum_values", call) }
      return
    }
    let old = TableName(schema: type.schema, name + "_old")
    emit(.renameType(type, to: old), call.range)
    emit(.createEnum(type, labels: labels, onlyIfAbsent: false), call.range)
    for value in call.argument(3, "affected_columns")?.elements ?? [] { moveColumn(value, to: type, call) }
    emit(.dropType(old, onlyIfPresent: false, cascade: false), call.range)
  }

  private mutating func moveColumn(_ value: FoldedValue, to type: TableName, _ call: FoldedCall) {
    let parts = value.call?.positional ?? value.elements ?? []
    let schema = value.call?.keyword("table_schema")?.text ?? (parts.count == 3 ? parts[0].text : nil)
    let names = parts.suffix(2)
    guard let table = value.call?.keyword("table_name")?.text ?? names.first?.text,
      let column = value.call?.keyword("column_name")?.text ?? names.last?.text
    else { return reportDynamic("sync_enum_values", call) }
    var columnType = ColumnType(schema: type.schema, type.name)
    if value.call?.keyword("column_type")?.lastName == "ARRAY" { columnType.arrayDimensions = 1 }
    emit(
      .alterColumnType(
        TableName(schema: schema == "public" ? nil : schema, table), column: column, type: columnType,
        using: .cast(.cast(.column(ColumnReference(column)), to: ColumnType("text")), to: columnType),
        collation: nil), call.range)
  }
}
