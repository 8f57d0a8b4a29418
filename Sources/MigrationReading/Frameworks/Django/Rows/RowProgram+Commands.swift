import Domain
import ScriptSyntax

/// Commands of `manage.py` that programs run: `call_command("fill_codes", verbosity=0)`.
extension RowProgram {
  /// Runs a command of the repository; nil for one that it does not hold.
  mutating func command(_ arguments: Arguments, _ call: ScriptCall) -> RowValue? {
    guard case .constant(let constant)? = arguments.positional.first, let name = constant.text else {
      return nil
    }
    if name == "loaddata" { return load(arguments, call) }
    if Self.idleCommands.contains(name) { return .unknown }
    guard let module = library.command(name), let definition = module.definedClass(named: "Command"),
      let handle = method("handle", of: definition, in: module),
      case .object(let object)? = construct(definition, in: module, Arguments(), call.range)
    else { return nil }
    var given = arguments
    given.positional.removeFirst()
    return run(handle, of: object, given, call.range)
  }

  /// `call_command("loaddata", "tiers.json")`: rows of the models that the file names.
  private mutating func load(_ arguments: Arguments, _ call: ScriptCall) -> RowValue? {
    var tables: Set<String> = []
    for value in arguments.positional.dropFirst() {
      guard case .constant(let constant) = value, let label = constant.text,
        let models = library.modelsOfFixture(label)
      else { return nil }
      for model in models {
        guard let key = ModelKey(reference: model, in: file.key.app, own: nil) else { return nil }
        tables.insert(state.table(of: key).display)
      }
    }
    guard !tables.isEmpty else { return nil }
    for table in tables.sorted() {
      emit(.insertRows(TableName(table), columns: [], rows: [], isComplete: false), call.range)
    }
    return .unknown
  }

  /// Commands of Django that change no database.
  private static let idleCommands: Set<String> = [
    "check", "collectstatic", "compilemessages", "diffsettings", "dumpdata", "findstatic", "inspectdb",
    "makemessages", "makemigrations", "sendtestemail", "showmigrations", "sqlflush", "sqlmigrate",
  ]
}
