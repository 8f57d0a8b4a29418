import Domain
import ScriptSyntax

/// Makes tables of the structures of a program.
final class GormModels {
  let library: GoLibrary
  let spelling: SQLSpelling
  let isFirstVersion: Bool
  private var made: [GoStructures.Key: GormModel] = [:]
  /// Fields that may still be read of one structure, with those that it embeds.
  private var fieldsLeft = 0

  init(library: GoLibrary, spelling: SQLSpelling, isFirstVersion: Bool) {
    self.library = library
    self.spelling = spelling
    self.isFirstVersion = isFirstVersion
  }

  var types: GormTypes { GormTypes(spelling: spelling, isFirstVersion: isFirstVersion) }

  /// The table of a structure; nil for a type that is none.
  func model(of type: ScriptClass) -> GormModel? {
    guard let (type, fields) = library.structure(type) else { return nil }
    let key = GoStructures.Key(type)
    if let known = made[key] { return known }
    var model = GormModel(name: type.name, table: table(of: type))
    fieldsLeft = 4_000
    add(fields, of: type, to: &model, prefix: "", level: 0)
    finish(&model)
    made[key] = model
    borrowTypes(&model)
    made[key] = model
    return model
  }

  /// The name that a method gives, or one made of the structure's.
  private func table(of type: ScriptClass) -> TableName {
    if let method = method("TableName", of: type), let text = result(method, of: type)?.text {
      return SQLSpelling.table(text)
    }
    return TableName(schema: nil, GormNames.table(type.name))
  }

  /// A method of a type, or of one that it embeds.
  private func method(_ name: String, of type: ScriptClass, level: Int = 0) -> ScriptFunction? {
    if let own = type.method(name) { return own }
    guard level < 4 else { return nil }
    for field in GoType.fields(of: type) ?? [] where field.isEmbedded {
      if case .type(let inner) = library.meaning(of: GoStructures.plain(field.type), in: type),
        let found = method(name, of: inner, level: level + 1)
      {
        return found
      }
    }
    return nil
  }

  /// What a method gives in the package of its type.
  private func result(_ method: ScriptFunction, of type: ScriptClass) -> FoldedValue? {
    let simple = method.body.compactMap { statement -> ScriptNode? in
      if case .returning(let value?, _) = statement { value } else { nil }
    }
    if simple.count == 1, let text = simple[0].stringText {
      return FoldedValue(.string(ScriptText(text)), at: method.range)
    }
    guard let path = GoType.packagePath(of: type), let folder = library.modules.folder(of: path),
      let run = library.package(at: folder)?.run
    else { return nil }
    let database = GormProgram.handle(at: method.range)
    let arguments = method.parameters.prefix(1).map { _ in FoldedArgument(database) }
    return run.calls(in: ScriptRun.closure(method, of: type), arguments: Array(arguments)).result
  }

  /// The text that a method of a type gives.
  func text(of name: String, _ type: ScriptClass) -> String? {
    type.method(name).flatMap { result($0, of: type)?.text }
  }

  private func add(
    _ fields: [GoType.Field], of type: ScriptClass, to model: inout GormModel, prefix: String, level: Int
  ) {
    guard level < 6 else { return }
    for field in fields where fieldsLeft > 0 {
      fieldsLeft -= 1
      let isExported = field.name.first?.isUppercase ?? false
      guard isExported || field.isEmbedded else { continue }
      let tag = GormTag(field.tag)
      if let mark = tag["-"], mark == "-" || mark == "all" { continue }
      if field.isEmbedded && field.type.hasSuffix("gorm.Model") {
        addBase(to: &model, prefix: prefix)
        continue
      }
      let isEmbedded = field.isEmbedded || tag["EMBEDDED"] != nil
      if isEmbedded, let inner = embedded(field, in: type) {
        add(
          GoType.fields(of: inner) ?? [], of: inner, to: &model,
          prefix: prefix + (tag["EMBEDDEDPREFIX"] ?? ""),
          level: level + 1)
        continue
      }
      guard isExported else { continue }
      add(field, tag, of: type, to: &model, prefix: prefix)
    }
  }

  private func embedded(_ field: GoType.Field, in type: ScriptClass) -> ScriptClass? {
    if let structure = field.structure { return structure }
    guard case .type(let inner) = library.meaning(of: GoStructures.plain(field.type), in: type),
      GoType.fields(of: inner) != nil, inner.method("Value") == nil
    else { return nil }
    return inner
  }

  /// The columns of `gorm.Model`.
  private func addBase(to model: inout GormModel, prefix: String) {
    func put(_ field: String, _ kind: GormKind, size: Int, _ tag: String) {
      let column = GormColumn(
        field: field, column: prefix + GormNames.column(field), valueKind: kind, kind: kind, size: size,
        tag: GormTag(tag), isPrimaryKey: field == "ID", isAutoIncrement: false)
      place(column, in: &model)
    }
    put("ID", .uint, size: 64, "gorm:\"primarykey\"")
    put("CreatedAt", .time, size: 0, "")
    put("UpdatedAt", .time, size: 0, "")
    put("DeletedAt", .time, size: 0, "gorm:\"index\"")
  }

  private func add(
    _ field: GoType.Field, _ tag: GormTag, of type: ScriptClass, to model: inout GormModel, prefix: String
  ) {
    let reading = GormFieldReading(models: self, type: type, tag: tag).read(field)
    var kind: GormKind?
    var size = tag.number("SIZE") ?? 0
    switch reading {
    case .kind(let found, let bits):
      kind = found
      if size == 0 { size = bits }
    case .structure(let other, let isList):
      if tag["TYPE"] == nil {
        model.relations.append(GormRelation(field: field.name, type: other, isList: isList, tag: tag))
        return
      }
    case .unknown: break
    }
    if tag["SERIALIZER"] != nil || tag["JSON"] != nil { kind = .string }
    var columnKind = kind
    if let written = tag["TYPE"], !written.isEmpty {
      switch written.lowercased() {
      case "bool": columnKind = .bool
      case "int": columnKind = .int
      case "uint": columnKind = .uint
      case "float": columnKind = .float
      case "string": columnKind = .string
      case "time": columnKind = .time
      case "bytes": columnKind = .bytes
      default: columnKind = .written(written)
      }
    }
    guard let columnKind else {
      model.unknown.append(GormUnknownField(field: field.name, type: field.type))
      return
    }
    var column = GormColumn(
      field: field.name, column: tag["COLUMN"].map { prefix + $0 } ?? prefix + GormNames.column(field.name),
      valueKind: kind, kind: columnKind, size: size, tag: tag,
      isPrimaryKey: tag.holds("PRIMARYKEY", "PRIMARY_KEY"),
      isAutoIncrement: tag.holds("AUTOINCREMENT", "AUTO_INCREMENT"))
    column.isIgnored = tag["-"]?.lowercased() == "migration"
    if isFirstVersion, ["int64", "uint64"].contains(GoStructures.plain(field.type)) {
      column.tag.mark("wide")
    }
    place(column, in: &model)
  }

  /// A field of the structure itself counts before one that it embeds.
  private func place(_ column: GormColumn, in model: inout GormModel) {
    if let at = model.columns.firstIndex(where: { $0.column == column.column }) {
      model.columns[at] = column
    } else {
      model.columns.append(column)
    }
  }

  /// The field `ID` is the key where none is marked; a number counts by itself.
  private func finish(_ model: inout GormModel) {
    if model.primaryKey.isEmpty,
      let at = model.columns.firstIndex(where: { $0.column == "id" || $0.field == "ID" })
    {
      model.columns[at].isPrimaryKey = true
    }
    let keys = model.columns.indices.filter { model.columns[$0].isPrimaryKey }
    let first =
      keys.first { model.columns[$0].column == "id" || model.columns[$0].field == "ID" }
      ?? (keys.count == 1 ? keys.first : nil)
    guard let first else { return }
    let column = model.columns[first]
    let isNumber = column.valueKind == .int || column.valueKind == .uint
    if isNumber, column.tag["AUTOINCREMENT"] == nil, column.tag["AUTO_INCREMENT"] == nil,
      column.tag["DEFAULT"] == nil
    {
      model.columns[first].isAutoIncrement = true
    }
  }

  /// Keys that name rows of other tables have the types of those (`guessRelation`).
  private func borrowTypes(_ model: inout GormModel) {
    guard !isFirstVersion else { return }
    for relation in model.relations where relation.tag["MANY2MANY"] == nil && !relation.isList {
      guard let other = self.model(of: relation.type),
        let key = GormKeys.belongsTo(relation, of: model, to: other),
        let at = model.columns.firstIndex(where: { $0.column == key.own.column })
      else { continue }
      model.columns[at].kind = key.other.kind
      if model.columns[at].size == 0 { model.columns[at].size = key.other.size }
    }
  }
}

extension GormTag {
  /// Adds a word that no tag can have.
  mutating func mark(_ word: String) { self = GormTag(self, adding: word) }
}
