/// Names and types of libpg_query's tree in the spelling that is compared.
enum OracleNames {
  /// `schema.table` of a RangeVar.
  static func relation(_ node: OracleNode) -> String {
    let node = node.kind == "RangeVar" ? node.content : node
    return [node["catalogname"].text, node["schemaname"].text, node["relname"].text]
      .compactMap { $0 }.joined(separator: ".")
  }

  /// A dotted name of a list of strings.
  static func dotted(_ names: [String]) -> String { names.joined(separator: ".") }

  /// A function's name without `pg_catalog`.
  static func function(_ names: [String]) -> String {
    dotted(names.first == "pg_catalog" ? Array(names.dropFirst()) : names)
  }

  /// A type with modifiers and array signs: `numeric(10,2)[]`.
  static func type(_ node: OracleNode) -> String {
    let node = node.kind == "TypeName" ? node.content : node
    var names = node["names"].names
    let isBuiltIn = names.first == "pg_catalog"
    if isBuiltIn { names.removeFirst() }
    let name = names.count == 1 ? canonical(names[0]) : dotted(names)
    var modifiers = node["typmods"].list.map { OracleExpressions.facts($0).joined(separator: " ") }
    modifiers = modifiers.map { $0.split(separator: " ").last.map(String.init) ?? "" }
    if name == "interval" || ["character", "bit"].contains(name) && modifiers == ["1"] { modifiers = [] }
    var text = (node["setof"].flag ? "setof " : "") + name
    if !modifiers.isEmpty { text += "(" + modifiers.joined(separator: ",") + ")" }
    if node["pct_type"].flag { text += "%type" }
    return text + String(repeating: "[]", count: node["arrayBounds"].list.count)
  }

  /// The catalogue's spelling of a type name.
  static func canonical(_ name: String) -> String {
    let spellings = [
      "int4": "integer", "int": "integer", "int8": "bigint", "int2": "smallint", "bool": "boolean",
      "varchar": "character varying", "bpchar": "character", "float8": "double precision",
      "float4": "real", "timestamptz": "timestamp with time zone", "timestamp": "timestamp without time zone",
      "timetz": "time with time zone", "time": "time without time zone", "varbit": "bit varying",
      "decimal": "numeric", "serial4": "serial", "serial8": "bigserial", "serial2": "smallserial",
    ]
    return spellings[name] ?? name
  }

  /// The keyword of a value function.
  static func valueFunction(_ operation: String) -> String {
    let name = operation.replacing("SVFOP_", with: "").lowercased()
    return name.hasSuffix("_n") ? String(name.dropLast(2)) : name
  }
}
