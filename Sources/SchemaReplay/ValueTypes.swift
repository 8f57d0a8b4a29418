import Domain

/// Finds the types of values in a query, by the rules of PostgreSQL; nil where they are not known.
///
/// Tables that are made from queries get the types of their columns from it
/// (https://www.postgresql.org/docs/current/functions.html).
struct ValueTypes {
  /// The inputs that names resolve against.
  let scope: NameScope
  /// Completes the name of a type that is written.
  let written: (ColumnType) -> ColumnType

  private static let depthLimit = 60

  /// The type of a value. Texts in quotes and NULL take the type of what stands beside them: nil.
  func type(of value: Expression, depth: Int = 0) -> ColumnType? {
    guard depth < Self.depthLimit else { return nil }
    switch value {
    case .column(let reference): return scope.column(of: reference)?.type
    case .cast(_, let type): return written(type)
    case .literal(let literal): return Self.type(of: literal)
    case .concatenation(let parts):
      let first = parts.first.flatMap { type(of: $0, depth: depth + 1) }
      let isText = first.map { $0.arrayDimensions == 0 && $0.name != "jsonb" } ?? true
      return isText ? ColumnType("text") : first
    case .caseWhen(_, let branches, let otherwise):
      return common(branches.map(\.result) + [otherwise].compactMap { $0 }, depth + 1)
    case .call(let name, let arguments): return call(name, arguments, depth + 1)
    case .opaque: return nil
    }
  }

  /// The type that a query gives to a column whose values have no type of their own.
  static func settled(_ type: ColumnType?, of value: Expression) -> ColumnType? {
    switch value {
    case .literal(.string), .literal(.null): type ?? ColumnType("text")
    case .column, .literal, .call, .cast, .caseWhen, .concatenation, .opaque: type
    }
  }

  /// The type of values that stand in one column.
  static func common(_ left: ColumnType?, _ right: ColumnType?) -> ColumnType? {
    guard let left, let right else { return left ?? right }
    if left == right { return left }
    if let one = numbers.firstIndex(of: left.name), let other = numbers.firstIndex(of: right.name) {
      return ColumnType(one > other ? left.name : right.name)
    }
    if left.name == right.name { return ColumnType(schema: left.schema, left.name) }
    return right.name == "text" ? right : left
  }

  private func common(_ values: [Expression], _ depth: Int) -> ColumnType? {
    values.reduce(nil) { Self.common($0, type(of: $1, depth: depth)) }
  }

  /// Numbers from narrow to wide.
  private static let numbers = ["smallint", "integer", "bigint", "numeric", "real", "double precision"]

  /// Means of types that are no exact numbers.
  private static let means = [
    "real": "double precision", "double precision": "double precision", "interval": "interval",
  ]

  private static func type(of literal: Literal) -> ColumnType? {
    switch literal {
    case .string, .null: return nil
    case .boolean: return ColumnType("boolean")
    case .number(let digits):
      if Int32(digits) != nil { return ColumnType("integer") }
      return ColumnType(Int64(digits) != nil ? "bigint" : "numeric")
    }
  }

  private func call(_ name: String, _ arguments: [Expression], _ depth: Int) -> ColumnType? {
    if let fixed = FunctionTypes.fixed[name] { return ColumnType(fixed) }
    let first = arguments.first.flatMap { type(of: $0, depth: depth) }
    switch name {
    case "+", "-", "*", "/", "%": return arithmetic(name, arguments, depth)
    case "coalesce", "greatest", "least": return common(arguments, depth)
    case "max", "min":
      guard let first, first.name != "character varying" || first.arrayDimensions > 0 else {
        return first.map { _ in ColumnType("text") }
      }
      return ColumnType(schema: first.schema, first.name, arrayDimensions: first.arrayDimensions)
    case "nullif", "abs", "->", "#>", "distinct", "any_value", "mode", "array_append", "array_remove",
      "array_cat":
      return first
    case "ceil", "ceiling", "floor", "round", "trunc", "sign":
      return first.map { Self.numbers.prefix(3).contains($0.name) ? ColumnType("double precision") : $0 }
    case "sum":
      guard let first else { return nil }
      if first.name == "smallint" || first.name == "integer" { return ColumnType("bigint") }
      return ColumnType(first.name == "bigint" ? "numeric" : first.name)
    case "avg":
      return first.map { ColumnType(Self.means[$0.name] ?? "numeric") }
    case "array", "array_agg":
      return common(arguments, depth).map { ColumnType(schema: $0.schema, $0.name, arrayDimensions: 1) }
    case "[]", "unnest":
      guard var element = first, element.arrayDimensions > 0 else { return first }
      element.arrayDimensions = 0
      return element
    case "date_trunc":
      let time = arguments.last.flatMap { type(of: $0, depth: depth) }
      return time?.name == "date" ? ColumnType("timestamp with time zone") : time.map { ColumnType($0.name) }
    default: return nil
    }
  }

  /// Sums of numbers, and of times with intervals.
  private func arithmetic(_ sign: String, _ arguments: [Expression], _ depth: Int) -> ColumnType? {
    let types = arguments.compactMap { type(of: $0, depth: depth) }
    guard let first = types.first else { return nil }
    guard types.count > 1 else { return first }
    let times = types.filter { $0.name == "date" || $0.name.hasPrefix("time") }
    switch times.count {
    case 0: return Self.common(ColumnType(types[0].name), ColumnType(types[1].name))
    case 1:
      if times[0].name == "date", types.contains(where: { $0.name == "interval" }) {
        return ColumnType("timestamp without time zone")
      }
      return ColumnType(times[0].name)
    default: return ColumnType(times.allSatisfy { $0.name == "date" } ? "integer" : "interval")
    }
  }
}
