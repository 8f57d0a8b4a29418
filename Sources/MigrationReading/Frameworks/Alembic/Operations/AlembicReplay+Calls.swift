import Domain
import ScriptSyntax

/// Which calls do something to the database, and where they are understood.
extension AlembicReplay {
  /// Performs a call that a revision makes.
  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    if let name = Self.operationName(call) { return operation(name, call, executed.use) }
    if let batch = call.receiverCall, batch.name == "batch_alter_table", case .member = call.callee.content {
      return operation(call.name, Self.unbatched(call, batch), executed.use)
    }
    if typeMethod(call) { return }
    if call.name.hasSuffix("=") { return assignMember(call) }
    switch call.name {
    case "execute", "exec_driver_sql", "executemany", "scalar", "scalars", "execute_values", "exec":
      if let statement = Self.statement(call) {
        return execute(statement, parameters: Self.parameters(call), call.range)
      }
    case "run_sync", "run_async": return runClosures(call)
    default: break
    }
    if sessionMethod(call, executed.use) { return }
    follow(call, executed.use)
  }

  /// The method of `op` that is called: by import, or as a parameter of that name.
  static func operationName(_ call: FoldedCall) -> String? {
    guard let resolved = call.resolved else { return nil }
    let parts = resolved.split(separator: ".")
    guard parts.count >= 2, let name = parts.last else { return nil }
    let owner = parts[parts.count - 2]
    if owner == "op" || resolved.hasPrefix("alembic.op.") || owner == "operations" && parts.count == 2 {
      return String(name)
    }
    return owner == "batch_op" ? String(name) : nil
  }

  /// `batch_op.add_column(c)` as `op.add_column(table, c)`.
  private static func unbatched(_ call: FoldedCall, _ batch: FoldedCall) -> FoldedCall {
    var call = call
    guard let table = batch.argument(0, "table_name") else { return call }
    let first = FoldedArgument(name: nil, value: table, isSpread: false)
    switch call.name {
    case "add_column", "drop_column", "alter_column", "add_geospatial_column", "drop_geospatial_column",
      "create_table_comment", "drop_table_comment":
      call.arguments.insert(first, at: 0)
    case "create_index", "create_unique_constraint", "create_check_constraint", "create_primary_key",
      "drop_constraint", "drop_index", "create_foreign_key", "create_exclude_constraint":
      let named = call.name == "create_foreign_key" ? "source_table" : "table_name"
      let hasName = call.arguments.first.map { $0.name == nil } ?? false
      if hasName {
        call.arguments.insert(first, at: 1)
      } else {
        call.arguments.append(FoldedArgument(name: named, value: table, isSpread: false))
      }
    default: break
    }
    if let schema = batch.keyword("schema") ?? (batch.positional.count > 1 ? batch.positional[1] : nil) {
      let name = call.name == "create_foreign_key" ? "source_schema" : "schema"
      call.arguments.append(FoldedArgument(name: name, value: schema, isSpread: false))
    }
    return call
  }

  /// The statement of `conn.execute(statement, parameters)`; `op.execute` is seen before.
  private static func statement(_ call: FoldedCall) -> FoldedValue? {
    call.argument(0, "statement") ?? call.keyword("clause") ?? call.keyword("sql")
  }

  /// The parameters of a statement: a map, or a list of maps.
  static func parameters(_ call: FoldedCall) -> FoldedValue? {
    if call.positional.count > 1 { return call.positional[1] }
    if let given = call.keyword("params") ?? call.keyword("parameters") ?? call.keyword("multiparams") {
      return given
    }
    let named = call.arguments.filter { $0.name != nil && $0.name != "execution_options" }
    guard !named.isEmpty else { return nil }
    let entries = named.map { argument in
      FoldedEntry(
        key: FoldedValue(.string(ScriptText(argument.name ?? "")), at: argument.value.range),
        value: argument.value)
    }
    return FoldedValue(.map(entries), at: call.range)
  }

  /// Runs the functions that are passed to a call.
  mutating func runClosures(_ call: FoldedCall) {
    guard depth < 6, let run = origin.run else { return }
    depth += 1
    defer { depth -= 1 }
    for closure in call.closures { perform(run.calls(in: closure)) }
  }

  /// Follows a function of another module of the repository; what cannot be followed and may reach the database is
  /// a blind spot.
  private mutating func follow(_ call: FoldedCall, _ use: ExecutedCall.Use) {
    let reaches = call.arguments.contains { Self.isHandle($0.value) }
    guard reaches || use == .statement, var resolved = call.resolved, resolved.contains(".") else { return }
    if let module = origin.module { resolved = PythonModules.absolute(resolved, in: module) }
    let first = resolved.split(separator: ".").first.map(String.init) ?? ""
    if Self.isLibrary(first) || Self.inertNames.contains(call.name) { return }
    if case .closure(let closure)? = modules.value(resolved)?.value.content,
      let module = modules.value(resolved)?.module, depth < 6
    {
      return run(closure, of: module, call)
    }
    guard reaches || Self.isImported(resolved, origin) else { return }
    if !reaches, isForeign(resolved) { return }
    // A question that is not given the database asks something else.
    let asks =
      !reaches && Self.questions.contains { call.name.hasPrefix($0) }
      && !["create", "update", "insert"].contains { call.name.contains(text: $0) }
    report(
      "unread-code", "\"\(call.written ?? call.name)\" is code that is not read", call.range,
      asks ? .harmless : .mayChangeSchema)
  }

  private static let questions = ["is_", "has_", "get_"]

  /// Whether a name is a method of an object that a well-known package made: without a connection to the database it
  /// changes nothing there.
  private func isForeign(_ resolved: String) -> Bool {
    let owner = resolved.split(separator: ".").dropLast().joined(separator: ".")
    guard let call = modules.value(owner)?.value.call,
      let maker = call.resolved?.split(separator: ".").first.map(String.init)
    else { return false }
    return maker != "sqlalchemy" && Self.isLibrary(maker)
      && !call.arguments.contains { Self.isHandle($0.value) }
  }

  private mutating func run(_ closure: FoldedClosure, of module: PythonModules.Module, _ call: FoldedCall) {
    let outer = (origin, entryPoint)
    entryPoint = place(call.range)
    depth += 1
    origin = Origin(
      text: module.text, content: module.entry.contentID, run: module.run,
      models: ModelClasses(module.script, module.run), module: module)
    perform(module.run.calls(in: closure, arguments: call.arguments))
    depth -= 1
    (origin, entryPoint) = outer
  }

  /// Whether a dotted name begins with something that the file imports.
  private static func isImported(_ resolved: String, _ origin: Origin) -> Bool {
    guard origin.module == nil else { return false }
    return origin.models.imports.contains { resolved.hasPrefix($0 + ".") || resolved == $0 }
  }

  /// Whether a value gives a function a way to the database: `op`, a connection, a session.
  static func isHandle(_ value: FoldedValue) -> Bool {
    switch value.content {
    case .reference(let reference):
      return ["op", "conn", "connection", "bind", "session"].contains(reference.name)
    case .call(let call):
      return ["get_bind", "Session", "connect", "begin", "session", "get_context", "batch_alter_table"]
        .contains(call.name)
    default: return false
    }
  }

  /// Modules that are never part of a repository with revisions.
  static func isLibrary(_ name: String) -> Bool { libraries.contains(name) }

  private static let libraries: Set<String> = [
    "sqlalchemy", "alembic", "os", "sys", "json", "datetime", "uuid", "logging", "re", "typing",
    "collections",
    "itertools", "functools", "textwrap", "time", "random", "decimal", "enum", "hashlib", "sqlalchemy_utils",
    "sqlmodel", "geoalchemy2", "pgvector", "alembic_utils", "flask", "yaml", "orjson", "loguru", "pydantic",
    "cryptography", "packaging", "asyncio", "base64", "copy", "csv", "pathlib", "math", "string", "secrets",
    "warnings", "traceback", "contextlib", "dataclasses", "io", "importlib", "structlog", "pytz", "dateutil",
    "inspect", "operator", "zoneinfo", "pprint", "pickle", "shutil", "tempfile", "glob", "locale", "builtins",
    "tqdm", "rich", "click", "dotenv", "requests", "httpx", "bcrypt", "passlib", "werkzeug", "jinja2",
    "babel", "redis", "contextvars", "rq", "boto3", "botocore", "sentry_sdk", "numpy", "pandas", "slugify",
    "unidecode", "bleach", "markdown", "simplejson", "ujson", "toml", "tomli", "tomllib", "attr", "attrs",
    "marshmallow", "six", "pkg_resources", "sqlalchemy_searchable", "phonenumbers", "pycountry", "jwt",
    "jose", "nacl", "gnupg", "html", "urllib", "email", "statistics", "fractions", "platform", "threading",
    "types", "abc", "ast", "gc", "unicodedata", "difflib", "codecs", "struct", "zlib", "gzip", "binascii",
    "hmac", "ipaddress", "mimetypes", "calendar", "ulid", "shortuuid", "nanoid", "hashids", "faker",
    "tenacity",
    "logger", "log", "sys", "fastapi_users_db_sqlalchemy", "advanced_alchemy",
  ]

  /// Methods that never do anything to the database.
  static let inertNames: Set<String> = [
    "info", "debug", "warning", "warn", "error", "exception", "critical", "print", "append", "extend",
    "items",
    "keys", "values", "get", "commit", "rollback", "flush", "close", "begin", "fetchall", "fetchone", "all",
    "first", "one", "format", "join", "strip", "split", "sync_trigger", "drop_trigger", "update_forward_refs",
    "configure_mappers", "getLogger", "get_logger", "dispose", "expunge_all", "refresh", "expire_all",
    "write",
    "add_argument", "sleep", "exit", "setdefault", "pop", "sort", "remove", "log", "success", "expunge",
  ]
}
