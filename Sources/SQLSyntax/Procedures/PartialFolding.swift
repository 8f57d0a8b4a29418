/// What is known of values that are not known as a whole: they can only be a name, a number, a time.
struct PartialValues: Sendable {
  /// Texts with holes, by variable.
  var shapes: [String: FoldedText] = [:]
  /// Variables whose declared type leaves no room for SQL: numbers, times, names of the catalogue.
  var typed: Set<String> = []
  /// Records and variables that hold what a query of the catalogue gave.
  var catalogued: Set<String> = []
  /// Records of whose fields there are texts with holes.
  var records: Set<String> = []
  /// Whether columns of the catalogue are meant: the expression stands in a query of it.
  var isInCatalogueQuery = false

  /// Types whose values hold no SQL, as PostgreSQL's catalogue spells them and as programs do.
  static let plainTypes: Set<String> = [
    "bigint", "bool", "boolean", "date", "decimal", "double precision", "int", "int2", "int4", "int8",
    "integer", "interval", "name", "numeric", "oid", "real", "regclass", "regnamespace", "regproc",
    "regprocedure", "regrole", "regtype", "smallint", "time", "timestamp", "timestamp with time zone",
    "timestamp without time zone", "timestamptz", "uuid",
  ]

  /// Forgets what is known of a variable; its type stays.
  mutating func forget(_ name: String) {
    shapes[name] = nil
    catalogued.remove(name)
    if records.remove(name) != nil { shapes = shapes.filter { !$0.key.hasPrefix(name + ".") } }
  }

  /// What is known of a variable that a branch may have changed: one of two parts of names is a part of a name.
  static func either(_ one: FoldedText?, _ other: FoldedText?) -> FoldedText? {
    guard let one, var other, one.isNamePart, other.isNamePart else { return nil }
    other.replace(with: [FoldedText.hole])
    (other.isHoled, other.isNull) = (true, false)
    return other
  }

  fileprivate func holds(_ name: QualifiedName) -> Bool {
    if isInCatalogueQuery || typed.contains(name.display) { return true }
    return catalogued.contains(name.parts.count > 1 ? name.parts[0].text : name.display)
  }
}

extension ConstantFolding {
  /// Functions that give a name, a number or a time.
  private static let plainCalls: Set<String> = [
    "age", "clock_timestamp", "count", "current_database", "current_date", "current_schema", "current_user",
    "date_part", "date_trunc", "extract", "gen_random_uuid", "length", "md5", "nextval", "now",
    "session_user", "to_char", "to_date", "to_regclass", "txid_current", "uuid_generate_v4",
  ]
  /// Functions that give parts of the texts that they are given.
  private static let textCalls: Set<String> = [
    "initcap", "left", "lpad", "ltrim", "regexp_replace", "replace", "right", "rpad", "rtrim", "split_part",
    "substr", "substring",
  ]

  /// What stands for a value that is not known where it can hold no SQL; nil elsewhere, and where only whole values
  /// count.
  mutating func hole(in expression: Expression) -> FoldedText? {
    guard let partial else { return nil }
    switch expression {
    case .column(let column):
      return partial.shapes[column.name.display] ?? (partial.holds(column.name) ? hole(expression) : nil)
    case .parameter(let parameter):
      let name = parameter.text.lowercased()
      return partial.shapes[name] ?? (partial.typed.contains(name) ? hole(expression) : nil)
    case .cast(let cast):
      let isPlain = cast.type.arrayDimensions == 0 && PartialValues.plainTypes.contains(cast.type.canonical)
      return isPlain ? hole(expression) : nil
    case .call(let call):
      let name = call.name.name.lowercased()
      if Self.plainCalls.contains(name) { return hole(expression) }
      // What they quote is a name or a text, whatever it is.
      if name == "quote_ident" { return quoted("\"", expression) }
      if name == "quote_literal" || name == "quote_nullable" { return quoted("'", expression) }
      if name == "coalesce", isSetting(call) { return hole(expression) }
      if name == "pg_get_expr", call.isPartitionBound { return bound(expression) }
      return Self.textCalls.contains(name) && isOfNames(call) ? hole(expression) : nil
    case .binary(let binary): return isNumber(binary) ? hole(expression) : nil
    default: return nil
    }
  }

  /// `cycle - 1` of numbers or times that are not known.
  private mutating func isNumber(_ binary: Binary) -> Bool {
    guard let partial, ["+", "-", "*", "/", "%"].contains(binary.operation.name) else { return false }
    return [binary.left, binary.right].allSatisfy { operand in
      switch operand {
      case .literal(let literal):
        if case .number = literal.value { true } else { false }
      case .column(let column): partial.typed.contains(column.name.display)
      case .cast, .call: hole(in: operand) != nil
      case .binary(let inner): isNumber(inner)
      default: false
      }
    }
  }

  /// A hole for the argument of `%I` and `%L`, which quote whatever it is.
  func holeInQuotes(as letter: UInt8) -> FoldedText? {
    guard partial != nil, letter == UInt8(ascii: "I") || letter == UInt8(ascii: "L") else { return nil }
    var made = FoldedText(bytes: [FoldedText.hole], positions: .identity)
    made.isHoled = true
    return made
  }

  /// `coalesce(current_setting('shop.role', true), 'reader')`: a setting for which a name is written.
  private mutating func isSetting(_ call: FunctionCall) -> Bool {
    guard call.arguments.count == 2, case .call(let setting) = call.arguments[0].value,
      setting.name.name == "current_setting", let name = fold(call.arguments[1].value), !name.isNull
    else { return false }
    return !name.bytes.isEmpty
      && name.bytes.allSatisfy { $0 &- 48 < 10 || ($0 | 32) &- 97 < 26 || $0 == UInt8(ascii: "_") }
  }

  /// Whether the arguments of a function are texts that hold no SQL.
  private mutating func isOfNames(_ call: FunctionCall) -> Bool {
    for argument in call.arguments {
      guard let value = fold(argument.value), !value.isNull,
        value.bytes.allSatisfy({ $0 > 32 && $0 != 34 && $0 != 39 && $0 != 59 || $0 == FoldedText.hole })
      else { return false }
    }
    return true
  }

  private func hole(_ expression: Expression) -> FoldedText {
    var made = FoldedText(bytes: [FoldedText.hole], positions: positions.shifted(by: expression.range.start))
    for index in made.positions.segments.indices { made.positions.segments[index].isVerbatim = false }
    made.isHoled = true
    return made
  }

  /// A partition's bound changes no column: any will do.
  private func bound(_ expression: Expression) -> FoldedText {
    var made = hole(expression)
    made.bytes = Array("default".utf8)
    return made
  }

  private func quoted(_ sign: String, _ expression: Expression) -> FoldedText {
    var made = hole(expression)
    made.bytes = Array(sign.utf8) + made.bytes + Array(sign.utf8)
    return made
  }
}

extension FoldedText {
  /// Whether it is a part of a name or a number, which holds no SQL.
  fileprivate var isNamePart: Bool {
    bytes.allSatisfy {
      $0 &- 48 < 10 || ($0 | 32) &- 97 < 26 || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
        || $0 == Self.hole
    }
  }
}

extension FunctionCall {
  /// `pg_get_expr(relpartbound, ...)`
  fileprivate var isPartitionBound: Bool { arguments.first?.value.columnName == "relpartbound" }
}

extension ProcedureReader {
  /// Takes note of the type of a variable whose name was read.
  mutating func declare(_ name: String) {
    partial.forget(name)
    partial.typed.remove(name)
    if parser.at(word: "constant") { parser.advance() }
    var ahead = parser
    guard let type = try? ahead.parseTypeName(), type.arrayDimensions == 0, !type.isColumnType,
      PartialValues.plainTypes.contains(type.canonical)
    else { return }
    partial.typed.insert(name)
  }
}

extension Expression {
  /// The name that a select list gives a column without alias.
  var columnName: String? {
    switch self {
    case .column(let column): column.name.name
    case .cast(let cast): cast.value.columnName
    default: nil
    }
  }
}

extension Query {
  /// Whether it reads nothing but the catalogue of the database.
  var readsCatalogueOnly: Bool { readsCatalogue(besides: [], depth: 0) }

  fileprivate func readsCatalogue(besides names: Set<String>, depth: Int) -> Bool {
    guard depth < 8, case .select(let select) = body, !select.from.isEmpty else { return false }
    var names = names
    for table in with?.tables ?? [] {
      guard case .query(let query) = table.body, query.readsCatalogue(besides: names, depth: depth + 1) else {
        return false
      }
      names.insert(table.name.text)
    }
    return select.from.allSatisfy { $0.readsCatalogue(besides: names, depth: depth + 1) }
  }
}

extension TableReference {
  fileprivate func readsCatalogue(besides names: Set<String>, depth: Int) -> Bool {
    switch self {
    case .table(let table):
      let schema = table.name.schema
      if schema == "information_schema" || schema == "pg_catalog" { return true }
      return schema == nil && (table.name.name.hasPrefix("pg_") || names.contains(table.name.name))
    case .derived(let derived): return derived.query.readsCatalogue(besides: names, depth: depth + 1)
    case .joined(let joined):
      return depth < 8
        && ([joined.first] + joined.joins.map(\.table)).allSatisfy {
          $0.readsCatalogue(besides: names, depth: depth + 1)
        }
    case .function(let function):
      return function.calls.allSatisfy { $0.name.name == "unnest" || $0.name.name.hasPrefix("pg_") }
    case .pivoted: return false
    }
  }
}
