import Domain
import ScriptSyntax

extension LaravelColumns {
  /// Columns that one call makes.
  func several(_ name: String, _ call: FoldedCall, _ output: inout ProgramOutput) -> [LaravelColumn]? {
    switch name {
    case "nestedSet": return nestedSet(call, &output)
    case "schemalessAttributes":
      // https://github.com/spatie/laravel-schemaless-attributes
      let column = call.positional.first.map { $0.text } ?? "schemaless_attributes"
      guard let column, let type = types.type("json", call) else { return nil }
      return made([column], type + " null", call, &output)
    case "timestamps", "timestampsTz", "nullableTimestamps", "nullableTimestampsTz", "datetimes":
      let method =
        name == "datetimes" ? "dateTime" : name.hasSuffix("Tz") ? "timestampTz" : "timestamp"
      var inner = call
      inner.arguments =
        call.argument(0, "precision").map {
          [FoldedArgument(name: "precision", value: $0, isSpread: false)]
        } ?? []
      guard let type = types.type(method, inner) else { return nil }
      return made(["created_at", "updated_at"], type + " null", call, &output)
    default: return morphs(call, &output)
    }
  }

  private func made(_ names: [String], _ clause: String, _ call: FoldedCall, _ output: inout ProgramOutput)
    -> [LaravelColumn]?
  {
    let found = names.compactMap { parsed($0, clause, call.range, &output) }
    return found.count == names.count ? found : nil
  }

  /// `morphs('owner')`: `owner_type` and `owner_id`, with an index on both.
  private func morphs(_ call: FoldedCall, _ output: inout ProgramOutput) -> [LaravelColumn]? {
    guard let name = call.argument(0, "name")?.text else { return nil }
    let lower = call.name.lowercased()
    var kind = project.morphKey
    if lower.hasSuffix("uuidmorphs") { kind = "uuid" }
    if lower.hasSuffix("ulidmorphs") { kind = "ulid" }
    if lower.hasSuffix("numericmorphs") { kind = "int" }
    let null = lower.hasPrefix("nullable") ? " null" : " not null"
    var bare = call
    bare.arguments = []
    guard let text = types.type("string", bare),
      let key = types.type(kind == "int" ? "bigInteger" : kind, bare)
    else { return nil }
    let unsigned = kind == "int" && spelling.family == .mysql ? " unsigned" : ""
    guard let type = parsed(name + "_type", text + null, call.range, &output),
      var id = parsed(name + "_id", key + unsigned + null, call.range, &output)
    else { return nil }
    let keys = LaravelKeys(table: table, location: output.location(call.range))
    id.steps = [
      keys.index([name + "_type", name + "_id"], call.argument(1, "indexName")?.text)
    ]
    return [type, id]
  }

  /// The columns of nested sets (https://github.com/lazychaser/laravel-nestedset).
  func nestedSet(_ call: FoldedCall, _ output: inout ProgramOutput) -> [LaravelColumn] {
    let type = spelling.family == .mysql ? "int unsigned" : "integer"
    var found = made(["_lft", "_rgt"], type + " not null default 0", call, &output) ?? []
    found += made(["parent_id"], type + " null", call, &output) ?? []
    let keys = LaravelKeys(table: table, location: output.location(call.range))
    if let last = found.indices.last { found[last].steps = [keys.index(["_lft", "_rgt", "parent_id"], nil)] }
    return found
  }
}
