import Domain
import ScriptSyntax

/// What a project's settings say that migrations depend on.
struct DjangoSettings: Sendable {
  /// `AUTH_USER_MODEL`; nil if no settings say it.
  private(set) var writtenUserModel: ModelKey?
  /// The user model that the migrations themselves show.
  var seenUserModel: ModelKey?
  /// Other models that settings choose, by setting name.
  private(set) var models: [String: ModelKey] = [:]
  /// `DEFAULT_AUTO_FIELD` as a type; nil if no settings say it.
  private(set) var writtenKeyType: ColumnType?
  /// `MIGRATION_MODULES`: dotted names of the modules that hold an app's migrations, by label.
  private(set) var migrationModules: [String: String] = [:]
  /// Apps of `django.contrib` that the settings name, by the last part of their names.
  private(set) var contribApps: Set<String> = []
  /// Whether Wagtail keeps every stream as JSON.
  var streamsAreJSON = false
  /// Whether Django is a version whose keys are `bigint` unless settings say otherwise.
  var hasBigKeys = false
  /// The dialect of the database; nil if no settings say it.
  private(set) var dialect: String?

  /// Settings that say nothing.
  init() {}

  /// The user model: of settings, else the one that looks like it, else Django's own.
  var userModel: ModelKey {
    writtenUserModel ?? seenUserModel ?? ModelKey(app: "auth", name: "User")
  }

  /// The type of keys that no migration writes out.
  var defaultKeyType: ColumnType { writtenKeyType ?? ColumnType(hasBigKeys ? "bigint" : "integer") }

  /// The model that `django.conf.settings.X` names; nil for other names.
  func model(of resolved: String) -> ModelKey? {
    let parts = resolved.split(separator: ".").map(String.init)
    guard parts.contains("settings"), let name = parts.last else { return nil }
    return name == "AUTH_USER_MODEL" ? userModel : models[name]
  }

  /// Takes over what one settings file says; the first file that says a thing wins.
  mutating func read(_ file: ScriptFile, _ constants: ModuleConstants) {
    for statement in ScriptStatement.flattened(file.statements) {
      guard case .assignment(let assignment) = statement, let node = assignment.value else { continue }
      for case .name(let name) in assignment.targets {
        if name.text.hasSuffix("_MODEL") { read(name.text, constants.fold(node)) }
        if name.text == "MIGRATION_MODULES" { readModules(constants.fold(node)) }
        if name.text == "DEFAULT_AUTO_FIELD", let text = constants.fold(node).text {
          let rule = FieldTypes.rule(text)
          if case .sequence(let type)? = rule { writtenKeyType = writtenKeyType ?? ColumnType(type) }
        }
      }
    }
  }

  private mutating func readModules(_ value: FoldedValue) {
    for entry in value.entries ?? [] {
      guard let label = entry.key.text, let module = entry.value.text, migrationModules[label] == nil
      else { continue }
      migrationModules[label] = module
    }
  }

  /// Takes over the apps of Django itself that the lines of a settings file name: `"django.contrib.auth",`.
  mutating func readContrib(_ text: [UInt8]) {
    guard ByteSearch.contains(text, Array("django.contrib.".utf8)) else { return }
    for line in text.split(separator: UInt8(ascii: "\n")) {
      for part in line.prefix(while: { $0 != UInt8(ascii: "#") }).split(whereSeparator: Self.isQuote) {
        let words = part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard words.count > 2, words[0].elementsEqual("django".utf8), words[1].elementsEqual("contrib".utf8),
          words.count == 3 || words[3].elementsEqual("apps".utf8)
        else { continue }
        contribApps.insert(String(decoding: words[2], as: UTF8.self))
      }
    }
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  private mutating func read(_ name: String, _ value: FoldedValue) {
    guard let text = value.text, text.utf8.contains(UInt8(ascii: ".")),
      let key = ModelKey(reference: text, in: "", own: nil)
    else { return }
    if name == "AUTH_USER_MODEL" {
      writtenUserModel = writtenUserModel ?? key
    } else if models[name] == nil {
      models[name] = key
    }
  }

  /// Takes over the dialect that the texts of all settings files name; a lighter one for tests does not count.
  mutating func readDialect(_ texts: [[UInt8]]) {
    let signs: [(sign: String, dialect: String)] = [
      ("backends.postgresql", "postgres"), ("backends.postgis", "postgres"), ("postgres://", "postgres"),
      ("postgresql://", "postgres"), ("postgis://", "postgres"), ("timescale.db.backends", "postgres"),
      ("django_cockroachdb", "postgres"), ("psqlextra.backend", "postgres"), ("backends.mysql", "mysql"),
      ("mysql://", "mysql"), ("backends.oracle", "oracle"), ("sql_server.pyodbc", "sqlserver"),
      ("\"mssql\"", "sqlserver"), ("'mssql'", "sqlserver"), ("backends.sqlite3", "sqlite"),
    ]
    for entry in signs where texts.contains(where: { ByteSearch.contains($0, Array(entry.sign.utf8)) }) {
      dialect = entry.dialect
      return
    }
  }
}
