import Domain

/// Where a witness and the replayed migrations say different things.
struct WitnessComparison {
  /// How many disagreements are told one by one.
  static let limit = 100

  private let name: String
  private let file: String
  private let said: Schema

  /// Reads what the witness states.
  init(_ witness: SchemaWitness, dialect: String) {
    file = witness.files.first?.path.display ?? ""
    name = witness.files.first?.path.lastComponent ?? ""
    said = witness.state(dialect: dialect).snapshot()
  }

  /// One diagnostic for each table on which they disagree: its columns, their types and whether they may be null.
  func disagreements(with schema: Schema) -> [Diagnostic] {
    let stated = Dictionary(said.tables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var found: [Diagnostic] = []
    for table in schema.tables where stated[table.name] == nil && !table.isPartial {
      found.append(diagnostic("\"\(name)\" lacks the table \"\(table.name.display)\"", table.location))
    }
    let replayed = Dictionary(schema.tables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for table in said.tables {
      guard let other = replayed[table.name] else {
        found.append(
          diagnostic("no migration gives the table \"\(table.name.display)\" of \"\(name)\"", table.location))
        continue
      }
      let texts = differences(table, other)
      guard !texts.isEmpty else { continue }
      found.append(
        diagnostic(
          "\"\(name)\" and the migrations disagree on \"\(table.name.display)\": "
            + texts.joined(separator: ", "), table.location))
    }
    guard found.count > Self.limit else { return found }
    let rest = found.count - Self.limit
    return found.prefix(Self.limit) + [
      diagnostic(
        "\"\(name)\" and the migrations disagree on \(rest) more tables",
        SourceLocation(repository: .backend, file: file))
    ]
  }

  private func diagnostic(_ summary: String, _ location: SourceLocation) -> Diagnostic {
    Diagnostic(id: "schema-disagrees", summary: summary, location: location, reach: .harmless)
  }

  private func differences(_ stated: Table, _ replayed: Table) -> [String] {
    var texts: [String] = []
    for column in stated.columns {
      guard let other = replayed.column(named: column.name) else {
        texts.append("the migrations lack \"\(column.name)\"")
        continue
      }
      if column.type.name != other.type.name || column.type.arrayDimensions != other.type.arrayDimensions {
        texts.append("\"\(column.name)\" is \(column.type.display) against \(other.type.display)")
      }
      // Prisma says nothing of it for lists.
      if column.isNullable != other.isNullable, column.type.arrayDimensions == 0 {
        texts.append("\"\(column.name)\" is \(column.isNullable ? "nullable" : "not null") in it alone")
      }
    }
    for column in replayed.columns where stated.column(named: column.name) == nil {
      texts.append("it lacks \"\(column.name)\"")
    }
    return texts
  }
}
