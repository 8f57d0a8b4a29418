import Domain
import ScriptSyntax

/// A type as the database has it, and what it needs.
struct ReadType {
  /// The type.
  var type: ColumnType
  /// Enumerations that it uses.
  var enums: [EnumerationType] = []
  /// Checks that stand for an enumeration.
  var checks: [(name: String?, labels: [String])] = []
  /// `SERIAL` fills itself.
  var generation: Generation?
  /// Collation as written.
  var collation: String?
}

/// An enumeration of the database.
struct EnumerationType {
  /// Its name.
  var name: TableName
  /// Its labels; nil if they are not known.
  var labels: [String]?
  /// Whether a table that uses it makes it.
  var isMade: Bool
}

extension AlembicReplay {
  /// The type that a value means: `sa.String(20)`, `sa.Integer`, `postgresql.ARRAY(sa.Text())`, a class of the
  /// application. One that is not known stands under its own name.
  mutating func readType(_ value: FoldedValue, level: Int = 0) -> ReadType {
    guard level < 8 else { return ReadType(type: ColumnType("unknown")) }
    switch value.content {
    case .call(let call):
      if call.name == "with_variant", let inner = variant(call) { return readType(inner, level: level + 1) }
      if call.name == "evolve" || call.name == "copy", let inner = call.receiverCall {
        return readType(FoldedValue(.call(inner), at: value.range), level: level + 1)
      }
      return readType(call.name, call.resolved, call, value, level)
    case .reference(let reference): return readType(reference.name, reference.resolved, nil, value, level)
    case .classValue(let definition):
      return custom(definition, origin.run, nil, level)
        ?? ReadType(type: ColumnType(definition.name.lowercased()))
    default: return ReadType(type: ColumnType("unknown"))
    }
  }

  /// `a.with_variant(b, "postgresql")`: b on that database, else a.
  private func variant(_ call: FoldedCall) -> FoldedValue? {
    let wanted = Set(
      call.positional.dropFirst().compactMap(\.text).compactMap { AlembicSettings.dialect(url: $0 + "://") })
    if wanted.contains(sql.dialectName) { return call.argument(0, "type_") }
    guard case .member(let member) = call.callee.content else { return nil }
    return member.receiver
  }

  private mutating func readType(
    _ name: String, _ resolved: String?, _ call: FoldedCall?, _ value: FoldedValue, _ level: Int
  ) -> ReadType {
    if let own = ownType(name, resolved, call, level) { return own }
    switch name {
    case "Enum", "ENUM": return enumeration(call)
    case "ARRAY":
      guard let inner = call?.argument(0, "item_type") else { break }
      var read = readType(inner, level: level + 1)
      read.type.arrayDimensions = 1
      return read
    case "Boolean", "SchemaType", "MutableType": break
    case "as_mutable", "associate_with":
      if let inner = call?.positional.first { return readType(inner, level: level + 1) }
    case "EncryptedType", "StringEncryptedType":
      guard let inner = call?.argument(0, "type_in") else { break }
      // Its values are texts or bytes, whatever they stand for.
      _ = inner
      return ReadType(type: parsed(type: name == "EncryptedType" ? "bytea" : "varchar"))
    case "Variant", "MutableDict", "MutableList": break
    default: break
    }
    if let text = SQLAlchemyTypes.text(name, TypeArguments(call, self), dialect: sql.dialectName) {
      var read = ReadType(type: parsed(type: text))
      if name.uppercased().hasSuffix("SERIAL") { read.generation = .sequence }
      if let collation = call?.keyword("collation")?.text { read.collation = collation }
      return read
    }
    if let schema = call?.keyword("schema")?.text { return ReadType(type: ColumnType(schema: schema, name)) }
    return ReadType(type: ColumnType(name == name.uppercased() ? name.lowercased() : Self.plain(name)))
  }

  /// `CamelCase` types of others are one word in the database as here.
  private static func plain(_ name: String) -> String { name.isEmpty ? "unknown" : name.lowercased() }

  /// A type that the file or another module of the repository defines.
  private mutating func ownType(_ name: String, _ resolved: String?, _ call: FoldedCall?, _ level: Int)
    -> ReadType?
  {
    guard var resolved else { return nil }
    if !resolved.contains(".") {
      guard case .classValue(let definition)? = origin.run?.value(named: name)?.content else { return nil }
      return custom(definition, origin.run, call, level)
    }
    if let module = origin.module { resolved = PythonModules.absolute(resolved, in: module) }
    let first = resolved.split(separator: ".").first.map(String.init) ?? ""
    guard !Self.isLibrary(first), let found = modules.value(resolved) else { return nil }
    let outer = origin
    defer { origin = outer }
    origin.module = found.module
    origin.run = found.module.run
    switch found.value.content {
    case .classValue(let definition): return custom(definition, found.module.run, call, level)
    case .call, .reference: return readType(found.value, level: level + 1)
    default: return nil
    }
  }

  /// A class on top of another type: what it says for the dialect, its `impl`, or the type that it extends.
  private mutating func custom(
    _ definition: ScriptClass, _ run: ScriptRun?, _ call: FoldedCall?, _ level: Int
  )
    -> ReadType?
  {
    guard let run, level < 8 else { return nil }
    if let method = definition.method("load_dialect_impl") {
      let result = run.calls(in: method, of: definition).result
      if let given = result?.call, given.name == "type_descriptor", let inner = given.positional.first {
        return readType(inner, level: level + 1)
      }
    }
    if let method = definition.method("get_col_spec"),
      let text = run.calls(in: method, of: definition).result?.text
    {
      return ReadType(type: parsed(type: text))
    }
    let base = definition.bases.first.map { run.value(of: $0) }
    var inner = run.fields(of: definition).values["impl"] ?? base
    if case .element(let element)? = inner?.content { inner = element.receiver }
    guard let inner else { return nil }
    let isDecorator = ["TypeDecorator", "UserDefinedType", "TypeEngine"].contains(inner.lastName ?? "")
    if isDecorator { return nil }
    if inner.call == nil, var call {
      call.callee = inner
      return readType(FoldedValue(.call(call), at: inner.range), level: level + 1)
    }
    return readType(inner, level: level + 1)
  }

  /// The type of an SQL text, as the dialect's parser has it.
  mutating func parsed(type text: String) -> ColumnType {
    if let known = readTypes[text] { return known }
    let reader = sql.dialect == nil ? EmbeddedSQL(source: sql.source, dialectName: "postgres") : sql
    let statement = ScriptText("ALTER TABLE t ADD COLUMN c " + text)
    var type = ColumnType(text.lowercased())
    for operation in reader.readAside(statement, in: origin.text, content: origin.content).operations {
      if let added = operation.kind.addedType { type = added }
    }
    readTypes[text] = type
    return type
  }
}
