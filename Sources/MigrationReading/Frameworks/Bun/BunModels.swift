import Domain
import ScriptSyntax

/// Makes tables of the structures of a program (`schema/table.go` of uptrace/bun, `orm/table.go` of go-pg/pg).
final class BunModels {
  let library: GoLibrary
  private var made: [GoStructures.Key: BunModel] = [:]
  private var fieldsLeft = 0

  init(library: GoLibrary) { self.library = library }

  /// The table of the structure that a value is made of; nil for other values.
  func model(of value: FoldedValue?) -> BunModel? {
    GoStructures.structure(of: value).flatMap { model(of: $0) }
  }

  /// The table of a structure; nil for a type that is none.
  func model(of type: ScriptClass) -> BunModel? {
    guard let (type, fields) = library.structure(type) else { return nil }
    let key = GoStructures.Key(type)
    if let known = made[key] { return known }
    var model = BunModel(
      table: TableName(schema: nil, BunNames.table(type.name)), alias: BunNames.column(type.name))
    fieldsLeft = 4_000
    add(fields, of: type, to: &model, prefix: "", level: 0)
    finish(&model)
    made[key] = model
    return model
  }

  private func add(
    _ fields: [GoType.Field], of type: ScriptClass, to model: inout BunModel, prefix: String, level: Int
  ) {
    guard level < 6 else { return }
    for field in fields where fieldsLeft > 0 {
      fieldsLeft -= 1
      let tag = BunTag(field.tag)
      if tag.isOfGoPG { model.isOfGoPG = true }
      if field.name == "tableName" || field.isEmbedded && field.type.hasSuffix("bun.BaseModel") {
        name(&model, by: tag)
        continue
      }
      guard field.name.first?.isUppercase ?? false || field.isEmbedded, tag.name != "-" else { continue }
      let isInner = field.isEmbedded && tag.name.isEmpty || tag.has("embed") || tag.has("extend")
      if isInner, let inner = structure(of: field, in: type) {
        add(
          GoType.fields(of: inner) ?? [], of: inner, to: &model, prefix: prefix + (tag["embed"] ?? ""),
          level: level + 1)
        continue
      }
      guard field.name.first?.isUppercase ?? false else { continue }
      if tag.has("scanonly") || tag.has("m2m") || tag.has("many2many") { continue }
      if tag.has("rel") {
        relate(field, tag, of: type, in: &model)
        continue
      }
      place(field, tag, of: type, in: &model, prefix: prefix)
    }
  }

  /// `bun:"table:users,alias:u"`, `pg:"users,alias:u"`
  private func name(_ model: inout BunModel, by tag: BunTag) {
    let written = tag["table"] ?? tag.name
    if !written.isEmpty {
      model.table = SQLSpelling.table(String(written.filter { $0 != "\"" }))
      model.alias = model.table.name
    }
    if let alias = tag["alias"], !alias.isEmpty { model.alias = alias }
  }

  private func structure(of field: GoType.Field, in type: ScriptClass) -> ScriptClass? {
    if let structure = field.structure { return structure }
    guard case .type(let inner) = library.meaning(of: GoStructures.plain(field.type), in: type),
      GoType.fields(of: inner) != nil
    else { return nil }
    return inner
  }

  private func relate(
    _ field: GoType.Field, _ tag: BunTag, of type: ScriptClass, in model: inout BunModel
  ) {
    guard tag["rel"] == "belongs-to" || tag["rel"] == "has-one" && tag.isOfGoPG,
      let other = structure(of: field, in: type)
    else { return }
    var own: [String] = []
    var others: [String] = []
    for join in tag.all("join") {
      let sides = join.split(separator: "=").map { String($0).trimmedSpaces }
      guard sides.count == 2 else { continue }
      own.append(sides[0])
      others.append(sides[1])
    }
    if own.isEmpty {
      own = [tag["fk"] ?? BunNames.column(field.name) + "_id"]
      others = ["id"]
    }
    model.relations.append(BunRelation(type: other, columns: own, others: others, tag: tag))
  }

  private func place(
    _ field: GoType.Field, _ tag: BunTag, of type: ScriptClass, in model: inout BunModel, prefix: String
  ) {
    let kind = field.structure == nil ? kind(of: field.type, in: type, level: 0) : .document
    // Before tags said so, go-pg took structures for rows of other tables.
    if tag["type"] == nil, model.isOfGoPG, kind == .document || kind == .list(.document) { return }
    guard kind != nil || tag["type"] != nil else {
      model.unknown.append((field.name, field.type))
      return
    }
    let column = BunColumn(
      field: field.name, name: prefix + (tag.name.isEmpty ? BunNames.column(field.name) : tag.name),
      kind: kind, tag: tag, isPrimaryKey: tag.has("pk"),
      isAutoIncrement: tag.has("autoincrement") || tag.has("identity"))
    if let at = model.columns.firstIndex(where: { $0.name == column.name }) {
      // A field of the structure itself counts before one that it embeds.
      model.columns[at] = column
    } else {
      model.columns.append(column)
    }
  }

  /// The key of a structure that marks none, and a single number counts by itself.
  private func finish(_ model: inout BunModel) {
    if model.primaryKey.isEmpty {
      for name in ["id", "uuid", "pk_" + model.alias] {
        guard let at = model.columns.firstIndex(where: { $0.name == name }) else { continue }
        model.columns[at].isPrimaryKey = true
        break
      }
    }
    let keys = model.columns.indices.filter { model.columns[$0].isPrimaryKey }
    guard keys.count == 1, let at = keys.first, !model.columns[at].tag.has("default") else { return }
    switch model.columns[at].kind {
    case .int(32), .int(64), .uint(32), .uint(64):
      let type = model.columns[at].tag["type"]?.lowercased() ?? "bigint"
      if type.hasSuffix("int") || type == "integer" { model.columns[at].isAutoIncrement = true }
    default: break
    }
  }

  private func kind(of written: String, in type: ScriptClass, level: Int) -> BunKind? {
    guard level < 8 else { return nil }
    let name = String(written.drop { $0 == "*" })
    if name.hasPrefix("[") {
      guard let close = name.firstIndex(of: "]") else { return nil }
      let element = String(name[name.index(after: close)...])
      if element == "byte" || element == "uint8" { return .bytes }
      return .list(kind(of: element, in: type, level: level + 1) ?? .document)
    }
    if name.hasPrefix("map[") || name == "any" || name.hasPrefix("interface{") { return .document }
    switch library.meaning(of: name, in: type) {
    case .basic(let word): return Self.basic(word)
    case .foreign(let path): return Self.foreign(path)
    case .type(let other):
      if GoType.fields(of: other) != nil { return .document }
      return GoType.underlying(other).flatMap { kind(of: $0, in: other, level: level + 1) }
    }
  }

  private static func basic(_ word: String) -> BunKind? {
    switch word {
    case "bool": .bool
    case "string": .string
    case "int", "int64": .int(64)
    case "int32", "rune": .int(32)
    case "int16": .int(16)
    case "int8": .int(8)
    case "uint", "uint64": .uint(64)
    case "uint32": .uint(32)
    case "uint16": .uint(16)
    case "uint8", "byte": .uint(8)
    case "float64": .float(64)
    case "float32": .float(32)
    default: nil
    }
  }

  private static func foreign(_ path: String) -> BunKind? {
    switch path {
    case "time.Time", "database/sql.NullTime", "github.com/uptrace/bun.NullTime",
      "github.com/uptrace/bun/schema.NullTime":
      return .time
    case "time.Duration", "database/sql.NullInt64": return .int(64)
    case "database/sql.NullString": return .string
    case "database/sql.NullBool": return .bool
    case "database/sql.NullFloat64": return .float(64)
    case "encoding/json.RawMessage": return .json
    case "net.IP": return .address
    case "net.IPNet": return .network
    case "github.com/google/uuid.UUID", "github.com/gofrs/uuid.UUID", "github.com/satori/go.uuid.UUID":
      return .bytes
    default: return nil
    }
  }
}
