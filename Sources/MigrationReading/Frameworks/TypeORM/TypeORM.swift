import Domain
import ScriptSyntax

/// TypeORM: classes `Name1618912653565 implements MigrationInterface`, run by the time in their names
/// (https://typeorm.io/docs/migrations/why).
struct TypeORM: MigrationFramework {
  let names = ["typeorm"]
  let fileEndings = ProgramFiles.listed
  let settingNames = ProgramDialect.settingNames

  func claims(in listing: FileListing, source: FileSource) -> [Claim] {
    let words = ["MigrationInterface", "QueryRunner", "queryRunner"]
    return ProgramFiles.folders(listing, source, words: words, anyName: true).map { folder, files in
      ProgramHistory.claim("typeorm", folder, files, in: listing, source)
    }
  }

  func history(of claim: Claim, in listing: FileListing, reader: HistoryReader) -> MigrationHistory {
    let fallback = Self.quotes(claim.files, reader.source) ?? "postgres"
    var programs = ProgramMigrations(
      reader: reader, dialect: ProgramHistory.dialect(of: claim, in: listing, reader, fallback: fallback))
    var migrations: [(time: String, migration: Migration)] = []
    for file in ProgramFiles.scripts(claim.files) {
      var time = ""
      let id = ProgramFiles.stem(file.path.lastComponent) ?? file.path.lastComponent
      let migration = programs.read(
        file, id: id,
        find: { run, isReverse in
          guard let found = Self.migration(run) else {
            return ProgramMigrations.exported(run, [isReverse ? "down" : "up"])
          }
          time = Self.time(found.fixedName ?? found.type.name)
          return found.type.method(isReverse ? "down" : "up").map { ScriptRun.closure($0, of: found.type) }
        },
        perform: { run, body, output in
          var program = TypeORMProgram(run: run, output: output)
          program.perform(body)
          output = program.output
        })
      if ProgramHistory.isShared(migration) { continue }
      migrations.append((time.isEmpty ? Self.time(id) : time, migration))
    }
    migrations.sort { left, right in
      (left.time.utf8.count, left.time, left.migration.id) < (
        right.time.utf8.count, right.time, right.migration.id
      )
    }
    return programs.history(of: claim, migrations.map(\.migration))
  }

  /// The class that is a migration, with the name that it gives itself.
  private static func migration(_ run: ScriptRun) -> (type: ScriptClass, fixedName: String?)? {
    for type in run.classes where type.method("up") != nil {
      return (type, run.fields(of: type).values["name"]?.text)
    }
    return nil
  }

  /// The digits at a name's end; those at a file name's beginning; `0` for none.
  private static func time(_ name: String) -> String {
    let bytes = Array(name.utf8)
    let head = bytes.prefix { $0 &- 0x30 < 10 }
    let tail = bytes.reversed().prefix { $0 &- 0x30 < 10 }.reversed()
    let digits = tail.count >= 6 ? Array(tail) : head.isEmpty ? Array(tail) : Array(head)
    let short = digits.drop { $0 == 0x30 }
    return short.isEmpty ? "0" : String(decoding: short, as: UTF8.self)
  }

  /// MySQL's quotes in the texts of the first files, SQLite's way to change tables.
  private static func quotes(_ files: [FileEntry], _ source: FileSource) -> String? {
    for file in files.prefix(6) {
      guard let text = try? source.text(of: file).get() else { continue }
      if ByteSearch.contains(text.bytes, Array("AUTO_INCREMENT".utf8))
        || ByteSearch.contains(text.bytes, Array("ENGINE=InnoDB".utf8))
      {
        return "mysql"
      }
      if ByteSearch.contains(text.bytes, Array("AUTOINCREMENT".utf8))
        || ByteSearch.contains(text.bytes, Array("temporary_".utf8))
      {
        return "sqlite"
      }
      if ByteSearch.contains(text.bytes, Array("CREATE TABLE \\`".utf8)) { return "mysql" }
    }
    return nil
  }
}
