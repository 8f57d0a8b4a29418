import Domain
import ScriptSyntax

/// Reads `fields.CharField(max_length=20)` and its kin.
struct TortoiseFieldReader {
  let run: ScriptRun
  let modules: PythonModules
  let spelling: SQLSpelling
  private static let depthLimit = 4

  /// The field that a value declares; nil if it is not known.
  func field(_ name: String, _ value: FoldedValue, level: Int = 0) -> TortoiseField? {
    guard level < Self.depthLimit, let call = value.call, !call.hasUnknownArguments else { return nil }
    // Old files name the classes behind the functions.
    let kind = call.name.hasSuffix("Instance") ? String(call.name.dropLast(8)) : call.name
    guard var field = declared(name, kind, call) ?? ofProject(name, call, level) else { return nil }
    field.isNullable = flag(call, "null")
    let isForeign = kind == "ForeignKeyField"
    field.isKey = !isForeign && (flag(call, "primary_key") || flag(call, "pk"))
    field.isUnique = !isForeign && (field.isKey || field.isUnique || flag(call, "unique"))
    field.isIndexed = flag(call, "db_index") || flag(call, "index")
    field.source = call.keyword("source_field")?.text
    let isNumber = ["IntField", "BigIntField", "SmallIntField"].contains(kind)
    field.isGenerated = call.keyword("generated")?.boolean ?? (isNumber && field.isKey)
    field.preset = preset(call.keyword("db_default"), kind)
    return field
  }

  private func flag(_ call: FoldedCall, _ name: String) -> Bool { call.keyword(name)?.boolean == true }

  private func declared(_ name: String, _ kind: String, _ call: FoldedCall) -> TortoiseField? {
    switch kind {
    case "ForeignKeyField", "OneToOneField":
      var relation = TortoiseField.Relation(onDelete: Self.onDelete(call.argument(2, "on_delete")))
      let written = call.argument(0, "model_name")?.text ?? call.keyword("to")?.text
      relation.target = written.flatMap { TortoiseModel.Key($0) }
      relation.targetField = call.keyword("to_field")?.text
      var field = TortoiseField(name: name, kind: .relation(relation))
      field.isUnique = kind == "OneToOneField"
      return field
    case "ManyToManyField":
      let written = call.argument(0, "model_name")?.text ?? call.keyword("to")?.text
      let target = written.flatMap { TortoiseModel.Key($0) }
      let join = TortoiseField.Join(
        target: target, table: call.argument(1, "through")?.text ?? "",
        own: call.argument(3, "backward_key")?.text ?? "",
        other: call.argument(2, "forward_key")?.text ?? (target?.name.lowercased() ?? "") + "_id",
        isUnique: (call.keyword("unique") ?? call.keyword("create_unique_index"))?.boolean != false)
      return TortoiseField(name: name, kind: .join(join))
    default:
      let labels = kind == "CharEnumField" || kind == "IntEnumField" ? labels(call, kind) : nil
      guard let type = TortoiseTypes(family: spelling.family).type(of: call, named: kind, labels: labels)
      else {
        return nil
      }
      var field = TortoiseField(name: name, kind: .column(type))
      field.labels = labels
      if kind == "TSVectorField" { field.computation = computation(call) }
      return field
    }
  }

  /// `OnDelete.SET_NULL`
  private static func onDelete(_ value: FoldedValue?) -> String {
    let word = value?.lastName ?? value?.text ?? "CASCADE"
    return word.split { $0 == "_" || $0 == " " }.joined(separator: " ").uppercased()
  }

  /// A class of the repository: `SQL_TYPE` of its body, or what it is built on.
  private func ofProject(_ name: String, _ call: FoldedCall, _ level: Int) -> TortoiseField? {
    guard let (definition, home) = definedClass(call) else { return nil }
    let fields = home.fields(of: definition).values
    if let type = fields["SQL_TYPE"]?.text { return TortoiseField(name: name, kind: .column(type)) }
    guard let base = definition.bases.first?.dottedName?.split(separator: ".").last else { return nil }
    var renamed = call
    renamed.callee = FoldedValue(
      .reference(FoldedReference(written: String(base), resolved: String(base))), at: call.callee.range)
    return field(name, FoldedValue(.call(renamed), at: call.range), level: level + 1)
  }

  private func definedClass(_ call: FoldedCall) -> (ScriptClass, ScriptRun)? {
    if let own = run.classes.last(where: { $0.name == call.name }) { return (own, run) }
    return call.resolved.flatMap { classValue($0) }
  }

  private func classValue(_ resolved: String) -> (ScriptClass, ScriptRun)? {
    guard let found = modules.value(resolved), case .classValue(let definition) = found.value.content else {
      return nil
    }
    return (definition, found.module.run)
  }

  // Enumerations.

  /// The values of the enumeration: Tortoise writes them into the description, a name and a value on each line, where
  /// nobody gave one; else those of the class as it is now.
  private func labels(_ call: FoldedCall, _ kind: String) -> [Literal]? {
    if let text = call.argument(1, "description")?.text, let found = Self.described(text, kind) {
      return found
    }
    guard let type = call.argument(0, "enum_type") else { return nil }
    var found: (ScriptClass, ScriptRun)?
    if case .classValue(let own) = type.content { found = (own, run) }
    guard let (definition, home) = found ?? type.resolved.flatMap({ classValue($0) }) else { return nil }
    let values = home.fields(of: definition).values
      .filter { !$0.key.hasPrefix("_") }.sorted { $0.value.range.start < $1.value.range.start }
    let known = values.compactMap(\.value.literal)
    return known.isEmpty || known.count < values.count ? nil : known
  }

  private static func described(_ text: String, _ kind: String) -> [Literal]? {
    var values: [Literal] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard let mark = line.firstIndex(of: ":") else { return nil }
      let name = line[..<mark]
      let rest = line[line.index(after: mark)...]
      guard !name.isEmpty, name.utf8.allSatisfy({ ScriptWordByte.isName($0) }), rest.hasPrefix(" ") else {
        return nil
      }
      let value = String(rest.dropFirst())
      if kind == "IntEnumField" {
        guard Int(value) != nil else { return nil }
        values.append(.number(value))
      } else {
        values.append(.string(value))
      }
    }
    return values
  }

  // What the database computes.

  /// `db_default=Now()`, `SqlDefault("0")`, a constant.
  private func preset(_ value: FoldedValue?, _ kind: String) -> String? {
    guard let value, !value.isNull else { return nil }
    if let call = value.call {
      switch call.name {
      case "SqlDefault": return call.positional.first?.text ?? spelling.unknown
      case "Now": return spelling.family == .mysql ? "CURRENT_TIMESTAMP(6)" : "CURRENT_TIMESTAMP"
      case "RandomHex":
        return switch spelling.family {
        case .postgres, .other: "md5(random()::text)"
        case .mysql: "(LOWER(HEX(RANDOM_BYTES(16))))"
        case .sqlite: "(lower(hex(randomblob(16))))"
        case .sqlserver:
          "(LOWER(CONVERT(VARCHAR(32), HASHBYTES('MD5', CAST(NEWID() AS NVARCHAR(36))), 2)))"
        }
      case "Decimal", "UUID": return preset(call.positional.first, kind)
      default: return spelling.unknown
      }
    }
    if let flag = value.boolean {
      return spelling.family == .postgres ? (flag ? "TRUE" : "FALSE") : flag ? "1" : "0"
    }
    if kind == "DecimalField", let digits = value.text { return digits }
    return value.literal.map { spelling.literal($0) } ?? member(value) ?? spelling.unknown
  }

  /// The value of an enumeration's member: `Tier.GOLD`.
  private func member(_ value: FoldedValue) -> String? {
    guard let resolved = value.resolved, let found = modules.value(resolved) else { return nil }
    return found.value.literal.map { spelling.literal($0) }
  }

  /// `GENERATED ALWAYS AS (TO_TSVECTOR(COALESCE("title", ''))) STORED`
  private func computation(_ call: FoldedCall) -> String {
    let written = call.argument(0, "source_fields")
    let names = written?.elements?.compactMap(\.text) ?? [written?.text].compactMap { $0 }
    guard !names.isEmpty, call.keyword("stored")?.boolean != false else { return "" }
    let config = call.argument(1, "config")?.text.map { spelling.string($0) + "," } ?? ""
    let weights = call.argument(2, "weights")?.elements?.compactMap(\.text) ?? []
    let parts = names.enumerated().map { place, name in
      let vector = "TO_TSVECTOR(" + config + "COALESCE(" + spelling.name(name) + ", ''))"
      return place < weights.count
        ? "SETWEIGHT(" + vector + "," + spelling.string(weights[place]) + ")" : vector
    }
    return "GENERATED ALWAYS AS (" + parts.joined(separator: " || ") + ") STORED"
  }
}
