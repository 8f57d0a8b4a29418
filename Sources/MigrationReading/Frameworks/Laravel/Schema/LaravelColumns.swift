import Domain
import ScriptSyntax

/// Reads the calls that make columns.
struct LaravelColumns {
  let table: TableName
  let spelling: SQLSpelling
  let project: LaravelProject
  let models: LaravelModels

  init(blueprint: LaravelBlueprint) {
    table = blueprint.table
    spelling = blueprint.spelling
    project = blueprint.project
    models = blueprint.models
  }

  var types: LaravelTypes { LaravelTypes(family: spelling.family, project: project) }

  /// The columns of a chain; nil if a name or type is not known.
  func columns(_ links: [FoldedCall], _ method: String, _ output: inout ProgramOutput) -> [LaravelColumn]? {
    guard let first = links.first else { return nil }
    if LaravelColumnMethods.several.contains(method) { return several(method, first, &output) }
    return column(links, method, &output).map { [$0] }
  }

  private func column(_ links: [FoldedCall], _ method: String, _ output: inout ProgramOutput)
    -> LaravelColumn?
  {
    guard let first = links.first else { return nil }
    var method = method
    var isNullable: Bool?
    let given = first.argument(0, "column")
    var name = given?.text ?? (given == nil ? LaravelColumnMethods.defaultName(method) : nil)
    var model: LaravelModels.Model?
    if method == "foreignIdFor" {
      model = (first.argument(0, "model")).flatMap { self.model($0) }
      guard let model else { return nil }
      let own = first.argument(1, "column")
      name = own.flatMap { $0.isNull ? nil : $0.text } ?? LaravelNames.snake(model.name) + "_" + model.key
      method = model.keyType == "int" ? "foreignId" : model.keyType == "ulid" ? "ulid" : "uuid"
      if model.keyType == "string" { method = "string" }
    }
    if method == "rawColumn" { return raw(links, &output) }
    var call = first
    if method == "addColumn" {
      guard let type = first.argument(0, "type")?.text, let own = first.argument(1, "name")?.text else {
        return nil
      }
      (method, name) = (LaravelColumnMethods.spelled(type) ?? type, own)
      call = Self.call(first, with: first.argument(2, "parameters"))
    }
    if model != nil { call.arguments = [] }
    guard let name else { return nil }
    let plain = LaravelColumnMethods.plain(method)
    if ["softDeletes", "softDeletesTz", "softDeletesDatetime", "rememberToken"].contains(method) {
      isNullable = true
    }
    if method == "rememberToken" {
      call.arguments = [
        FoldedArgument(name: "length", value: Self.number("100", call.range), isSpread: false)
      ]
    }
    let increments =
      plain.increments || Self.flag("autoIncrement", call, place: 1, plain.method)
      || links.dropFirst().contains { $0.name == "autoIncrement" || $0.name == "increments" }
    guard var clause = type(plain, name, call, links, increments: increments) else { return nil }
    clause += LaravelModifiers(spelling: spelling).clause(
      links, increments: increments, isNullable: isNullable)
    guard let column = parsed(name, clause, call.range, &output) else { return nil }
    return finished(column, links, model, increments: increments, output)
  }

  /// The type with what belongs to it; nil if that is not known.
  private func type(
    _ plain: (method: String, isUnsigned: Bool, increments: Bool), _ name: String, _ call: FoldedCall,
    _ links: [FoldedCall], increments: Bool
  ) -> String? {
    switch plain.method {
    case "enum", "set":
      // A new column of which only the values are not known takes nothing from anybody.
      let isNew = !links.contains { $0.name == "change" }
      return choices(plain.method, name, call) ?? (isNew ? "varchar(255)" : nil)
    case "computed":
      guard let expression = LaravelModifiers.expression(call.argument(1, "expression")) else { return nil }
      return spelling.family == .sqlserver
        ? "as (" + expression + ")" : "varchar(255) as (" + expression + ")"
    default: break
    }
    if increments, !links.contains(where: { $0.name == "generatedAs" }) {
      return types.increment(plain.method)
    }
    guard let type = types.type(plain.method, call) else { return nil }
    let isUnsigned =
      plain.isUnsigned || Self.flag("unsigned", call, place: 2, plain.method)
      || links.dropFirst().contains { $0.name == "unsigned" && $0.positional.first?.boolean != false }
    return isUnsigned && spelling.family == .mysql ? type + " unsigned" : type
  }

  /// `integer('a', true, true)`: counts by itself, and is unsigned.
  private static func flag(_ name: String, _ call: FoldedCall, place: Int, _ method: String) -> Bool {
    guard method.lowercased().hasSuffix("integer") else { return call.keyword(name)?.boolean ?? false }
    return call.argument(place, name)?.boolean ?? false
  }

  private func choices(_ method: String, _ name: String, _ call: FoldedCall) -> String? {
    guard let allowed = call.argument(1, "allowed") else { return nil }
    let elements = allowed.elements ?? allowed.entries?.map(\.value) ?? []
    let texts = elements.compactMap { LaravelValues.plainText($0) }
    guard texts.count == elements.count, !texts.isEmpty else { return nil }
    let list = texts.map { spelling.string($0) }.joined(separator: ", ")
    if spelling.family == .mysql { return method + "(" + list + ")" }
    let type =
      spelling.family == .sqlite
      ? "varchar" : spelling.family == .sqlserver ? "nvarchar(255)" : "varchar(255)"
    return type + " check (" + spelling.name(name) + " in (" + list + "))"
  }

  private static func number(_ digits: String, _ range: ScriptRange) -> FoldedValue {
    FoldedValue(.number(digits), at: range)
  }

  /// `addColumn('string', 'a', ['length' => 5])` as `string('a', length: 5)`.
  private static func call(_ call: FoldedCall, with parameters: FoldedValue?) -> FoldedCall {
    var changed = call
    changed.arguments = (parameters?.entries ?? []).compactMap { entry in
      entry.key.text.map { FoldedArgument(name: $0, value: entry.value, isSpread: false) }
    }
    return changed
  }

  /// `rawColumn('a', 'int not null')`.
  private func raw(_ links: [FoldedCall], _ output: inout ProgramOutput) -> LaravelColumn? {
    guard let first = links.first, let name = first.argument(0, "column")?.text,
      let clause = first.argument(1, "definition")?.text,
      let column = parsed(name, clause, first.range, &output)
    else { return nil }
    return finished(column, links, nil, increments: false, output)
  }

  /// A column by its SQL; nil if that is not understood.
  func parsed(_ name: String, _ clause: String, _ range: ScriptRange, _ output: inout ProgramOutput)
    -> LaravelColumn?
  {
    output.column(spelling.name(name) + " " + clause, of: table, at: range).map {
      LaravelColumn(definition: $0.definition, constraints: $0.constraints, range: range, origin: range)
    }
  }

  /// The class of a model, or an object of it.
  func model(_ value: FoldedValue) -> LaravelModels.Model? {
    switch value.content {
    case .string(let text): models.model(text.string)
    case .classValue(let definition): models.model(definition.name)
    case .call(let call) where call.isConstruction: call.resolved.flatMap { models.model($0) }
    default: nil
    }
  }

  private func finished(
    _ column: LaravelColumn, _ links: [FoldedCall], _ model: LaravelModels.Model?, increments: Bool,
    _ output: ProgramOutput
  ) -> LaravelColumn {
    var column = column
    guard let first = links.first, let last = links.last else { return column }
    column.range = first.range
    column.origin = first.range
    let keys = LaravelKeys(table: table, location: output.location(last.range))
    column.steps = []
    if increments {
      column.constraints.append(keys.primary([column.definition.name], nil))
      column.definition.isNullable = false
    }
    for link in links.dropFirst() { modify(&column, link, links, model, keys) }
    return column
  }

  private func modify(
    _ column: inout LaravelColumn, _ link: FoldedCall, _ links: [FoldedCall], _ model: LaravelModels.Model?,
    _ keys: LaravelKeys
  ) {
    let name = column.definition.name
    let argument = link.positional.first
    let isOff = argument?.boolean == false
    switch link.name {
    case "after": if let other = argument?.text { column.position = .after(other) }
    case "first": column.position = .first
    case "change": column.isChanged = true
    case "nullable": column.statesNullability = true
    case "default", "useCurrent": column.statesDefault = true
    case "primary":
      if !isOff,
        !column.constraints.contains(where: { if case .primaryKey = $0.kind { true } else { false } })
      {
        column.constraints.append(keys.primary([name], argument?.text))
        column.definition.isNullable = false
      }
    case "unique": if !isOff { column.constraints.append(keys.unique([name], argument?.text)) }
    case "index": if !isOff { column.steps.append(keys.index([name], argument?.text)) }
    case "fulltext", "fullText": column.steps.append(keys.index([name], argument?.text, kind: "fulltext"))
    case "spatialIndex": column.steps.append(keys.index([name], argument?.text, kind: "spatialindex"))
    case "constrained": column.constraints.append(constrained(link, links, name, model, keys))
    case "references":
      if let constraint = keys.foreign([name], links) { column.constraints.append(constraint) }
    default: break
    }
  }

  /// `foreignId('user_id')->constrained('users', 'id')`: the table by the column's name if none is given.
  private func constrained(
    _ link: FoldedCall, _ links: [FoldedCall], _ name: String, _ model: LaravelModels.Model?,
    _ keys: LaravelKeys
  ) -> Constraint {
    let column = link.argument(1, "column")?.text ?? model?.key ?? "id"
    let stem = name.hasSuffix("_" + column) ? String(name.dropLast(column.count + 1)) : name
    let target = link.argument(0, "table")?.text ?? model?.table ?? LaravelNames.plural(stem)
    let own = link.argument(2, "indexName")?.text
    return keys.foreign(
      [name], to: SQLSpelling.table(target), [column], own, LaravelKeys.deletion(links))
  }
}
