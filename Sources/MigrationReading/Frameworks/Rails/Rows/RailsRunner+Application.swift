import Domain
import ScriptSyntax

/// Constants that the file does not define: models and other code of the application, Ruby's library.
extension RailsRunner {
  /// A method of such a constant.
  mutating func application(_ name: String, _ constant: String, _ call: ScriptCall, _ isStatement: Bool)
    -> RailsValue
  {
    if EnglishWords.isConstant(name) { return self.constant(constant + "." + name, call.range) }
    switch constant {
    case "Rails": return rails(name)
    case "Rails.env": return environment(name, call)
    case "ActiveRecord.Base", "ApplicationRecord", "ActiveRecord.Migration", "ActiveRecord.Schema",
      "ActiveRecord.Base.connection":
      if name == "connection" || name == "lease_connection" || name == "retrieve_connection" {
        return .migration
      }
      return perform(name, arguments(of: call), call.range, isStatement)
    case "ENV":
      _ = arguments(of: call)
      return .unknown
    case "Flipper":
      for table in ["flipper_features", "flipper_gates"] {
        emit(
          .insertRows(TableName(table), columns: [], rows: [], isComplete: false), call.range, isGuessed: true
        )
      }
      return .unknown
    default: break
    }
    if name == "connection" || name == "lease_connection" { return .migration }
    if let value = ofFileClass(name, constant, call) { return value }
    if name.hasPrefix("sanitize_sql") { return sanitized(arguments(of: call)) }
    if constant == "Arel", name == "sql" { return arguments(of: call).value(0) ?? .unknown }
    if constant == "Delayed.Job", name == "enqueue", case .object(let job)? = arguments(of: call).value(0),
      let value = code("perform", ofObject: job, call)
    {
      return value
    }
    if call.arguments.isEmpty, let asked = Self.asked(name) { return .boolean(asked == types.dialect) }
    let last = constant.split(separator: ".").last.map(String.init) ?? constant
    if name == "new", last == "StringIO" || last == "Set" { return .unknown }
    if let value = code(name, of: constant, call) {
      guard case .unknown = value, !isStatement else { return value }
      return named(name, asOf: constant) ?? value
    }
    if let table = library.models.table(of: constant) {
      if isStatement, library.code.method(name, of: constant, isStatic: true) != nil {
        _ = arguments(of: call)
        report(
          "program-rows", "\"\(name)\" may change rows of \"\(table.display)\" in a way that is not read",
          call.range, .mayChangeRows)
        return .unknown
      }
      return rows(name, RailsRelation(table: table), call, isStatement)
    }
    if Self.isLibrary(constant) || Self.switches.contains(constant) { return ofLibrary(name, call) }
    if name == "new", library.code.defines(constant) {
      if code("initialize", ofObject: constant, call) == nil { _ = arguments(of: call) }
      return .object(constant)
    }
    if ["skip_callback", "set_callback", "reset_callbacks", "no_touching"].contains(name), call.block == nil {
      _ = arguments(of: call)
      return .null
    }
    let isModel = Self.modelCalls.contains(name) || Self.isWrite(name) || Self.translationCalls.contains(name)
    if isModel || name.hasPrefix("find_by_") {
      return rows(name, RailsRelation(table: TableName(EnglishWords.table(constant))), call, isStatement)
    }
    return unreadCode(name, constant, call, isStatement)
  }

  /// What a method of a model gives whose name ends as the model's does: `Cycle.next_cycle`, `User.old_users`.
  private mutating func named(_ name: String, asOf constant: String) -> RailsValue? {
    guard let table = library.models.table(of: constant) else { return nil }
    let last = constant.split(separator: ".").last.map(String.init) ?? constant
    let word = EnglishWords.underscored(last)
    let relation = RailsRelation(table: table).narrowed
    if name == word || name.hasSuffix("_" + word) {
      rows.append(RailsRow(relation: relation))
      return .row(rows.count - 1)
    }
    let plural = EnglishWords.plural(word)
    return name == plural || name.hasSuffix("_" + plural) ? .relation(relation) : nil
  }

  /// The dialect that a question is about: `Database.mysql?`, `Utils.using_postgresql?`.
  private static func asked(_ name: String) -> String? {
    switch name {
    case "mysql?", "using_mysql?", "is_mysql?", "mysql_adapter?", "mariadb?": "mysql"
    case "postgres?", "postgresql?", "using_postgresql?", "using_postgres?", "is_postgres?", "is_postgresql?",
      "pg?":
      "postgres"
    case "sqlite?", "using_sqlite?", "sqlite3?", "is_sqlite?": "sqlite"
    case "sqlserver?", "mssql?": "sqlserver"
    case "oracle?", "using_oracle?", "is_oracle?": "oracle"
    default: nil
    }
  }

  /// A method of an object of the application.
  mutating func object(_ name: String, _ constant: String, _ call: ScriptCall, _ isStatement: Bool)
    -> RailsValue
  {
    if let value = ofFileObject(name, constant, call) ?? code(name, ofObject: constant, call) { return value }
    return unreadCode(name, constant, call, isStatement)
  }

  private mutating func unreadCode(
    _ name: String, _ constant: String, _ call: ScriptCall, _ isStatement: Bool
  ) -> RailsValue {
    let found = arguments(of: call)
    if let block = found.block {
      // What wraps changes of the schema changes nothing itself: it sets how they are made.
      let before = operations.count
      let value = run(block, [.unknown])
      if operations[min(before, operations.count)...].contains(where: \.kind.changesSchema) { return value }
      // As do wrappers of libraries: `ActsAsTenant.without_tenant { ... }`.
      let isWrapper = name.hasPrefix("with_") || name.hasPrefix("without_")
      if isWrapper, found.values.count < 3, !library.code.defines(constant) { return value }
    }
    if isStatement {
      report(
        "program-code", "\"\(constant).\(name)\" is code that is not read", call.range, .mayChangeRows)
    }
    return .unknown
  }

  private mutating func rails(_ name: String) -> RailsValue {
    guard name == "env" else { return .unknown }
    askedEnvironment = true
    return .constant("Rails.env")
  }

  /// What `Rails.env` says.
  private mutating func environment(_ name: String, _ call: ScriptCall) -> RailsValue {
    asksEnvironment = true
    askedEnvironment = true
    switch name {
    case "to_s", "to_sym": return .text(ScriptText(environment, at: call.range.start))
    case "in?":
      let list = arguments(of: call).value(0)?.elements.compactMap(\.string) ?? []
      return .boolean(list.contains(environment))
    case "inquiry", "presence": return .constant("Rails.env")
    default: return name.hasSuffix("?") ? .boolean(name.dropLast() == environment) : .unknown
    }
  }

  private mutating func ofLibrary(_ name: String, _ call: ScriptCall) -> RailsValue {
    let found = arguments(of: call)
    if let block = found.block { return run(block, [.unknown]) }
    return .unknown
  }

  /// Whether a method is one that all models have.
  static func isOfModel(_ name: String) -> Bool { modelCalls.contains(name) || isWrite(name) }

  private static let modelCalls: Set<String> = [
    "where", "all", "unscoped", "with_deleted", "order", "in_batches", "find_each", "find_in_batches",
    "joins",
    "left_joins", "includes", "find_by", "find_by!", "first", "last", "pluck", "count", "exists?", "find",
    "each",
    "reset_column_information", "table_name", "new", "select", "limit", "with_discarded", "any?", "none?",
    "distinct",
    "group", "left_outer_joins", "ids", "maximum", "minimum", "sum", "transaction", "delete", "destroy",
    "insert",
    "upsert", "table_exists?", "column_names", "columns_hash", "columns", "reset_counters", "update_counters",
    "find_or_create_by", "insert_all", "import", "take", "pick", "rewhere", "preload", "eager_load",
  ]

  private static func isLibrary(_ constant: String) -> Bool {
    libraries.contains(constant.split(separator: ".").first.map(String.init) ?? constant)
  }

  /// Gems whose own methods only say what models do beside their rows; what stands below them may be a model.
  private static let switches: Set<String> = [
    "PaperTrail", "PaperTrail.Request", "Chewy", "Searchkick", "Audited", "Bullet",
  ]

  private static let libraries: Set<String> = [
    "ActiveRecord", "ActiveSupport", "ActiveModel", "Rails", "ENV", "Time", "Date", "DateTime", "Kernel",
    "Logger",
    "STDOUT", "STDERR", "STDIN", "SecureRandom", "JSON", "YAML", "Psych", "Hash", "Array", "Set", "Struct",
    "OpenStruct", "StrongMigrations", "Digest", "Integer", "Float", "String", "Symbol", "Math", "File", "Dir",
    "IO",
    "Pathname", "FileUtils", "Benchmark", "Process", "GC", "ObjectSpace", "Thread", "Mutex", "Concurrent",
    "Regexp",
    "BigDecimal", "Rational", "Range", "Comparable", "Enumerable", "Object", "BasicObject", "Module", "Class",
    "Proc",
    "Method", "Base64", "Zlib", "URI", "Net", "OpenSSL", "CSV", "ERB", "I18n", "ActionController",
    "ActionView",
    "ActionText", "Arel", "PG", "Mysql2", "SQLite3", "Timeout", "ProgressBar", "ActiveJob", "Random",
    "RbConfig",
    "Gem", "Bundler", "Mastodon", "Sidekiq", "Redis", "Scenic", "Fx", "Marshal", "Signal", "TZInfo", "Etc",
    "Nokogiri",
  ]
}
