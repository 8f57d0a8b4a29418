import Domain

/// The database that migrations are for.
enum EFDialect {
  /// By what the tool wrote into the snapshot or the migrations, then by the folder's name, then by the packages of the
  /// project.
  static func find(_ files: EFFiles, _ named: String?, _ project: CSharpProject, _ source: FileSource)
    -> String?
  {
    let stated = files.snapshots.prefix(1) + files.migrations.prefix(2) + files.migrations.suffix(4)
    // The limit of names that a snapshot states is that of its database.
    for file in files.snapshots.prefix(1) {
      guard let text = try? source.text(of: file).get() else { continue }
      let found = mentioned(limits, in: text.bytes)
      if found.count == 1 { return found.first }
    }
    var counts: [String: Int] = [:]
    for file in stated {
      guard let text = try? source.text(of: file).get() else { continue }
      for dialect in mentioned(annotations, in: text.bytes) { counts[dialect, default: 0] += 1 }
    }
    if counts.count == 1 { return counts.keys.first }
    if let named, counts.isEmpty || counts[named] != nil { return named }
    if let file = project.file, let text = try? source.text(of: file).get() {
      let found = mentioned(packages, in: text.bytes)
      if found.count == 1 { return found.first }
    }
    if let most = counts.values.max() {
      let first = counts.filter { $0.value == most }.keys.sorted()
      if first.count == 1 { return first[0] }
    }
    for file in stated {
      guard let text = try? source.text(of: file).get() else { continue }
      let found = mentioned(types, in: text.bytes)
      if found.count == 1 { return found.first }
    }
    return nil
  }

  private static func mentioned(_ marks: [(String, String)], in bytes: [UInt8]) -> Set<String> {
    Set(marks.filter { ByteSearch.contains(bytes, Array($0.0.utf8)) }.map(\.1))
  }

  private static let limits = [
    ("Relational:MaxIdentifierLength\", 63", "postgres"), ("Relational:MaxIdentifierLength\", 64", "mysql"),
    ("Relational:MaxIdentifierLength\", 128", "sqlserver"),
  ]
  private static let annotations = [
    ("Npgsql:", "postgres"), ("NpgsqlModelBuilder", "postgres"), ("SqlServer:", "sqlserver"),
    ("SqlServerModelBuilder", "sqlserver"), ("MySql:", "mysql"), ("MySqlModelBuilder", "mysql"),
    ("MySQL:", "mysql"), ("Sqlite:", "sqlite"),
  ]
  private static let packages = [
    ("\"Npgsql", "postgres"), ("EntityFrameworkCore.SqlServer", "sqlserver"), ("Pomelo.", "mysql"),
    ("MySql.EntityFrameworkCore", "mysql"), ("MySql.Data.EntityFrameworkCore", "mysql"),
    ("EntityFrameworkCore.Sqlite", "sqlite"), ("EntityFrameworkCore.PostgreSQL", "postgres"),
    ("EntityFrameworkCore.PostgreSql", "postgres"), ("EntityFrameworkCore.MySQL", "mysql"),
  ]
  private static let types = [
    ("\"nvarchar(", "sqlserver"), ("\"uniqueidentifier\"", "sqlserver"), ("\"datetime2\"", "sqlserver"),
    ("\"timestamp with", "postgres"), ("\"character varying", "postgres"), ("\"uuid\"", "postgres"),
    ("\"longtext\"", "mysql"), ("\"datetime(6)\"", "mysql"), ("\"TEXT\"", "sqlite"),
    ("\"INTEGER\"", "sqlite"),
  ]
}
