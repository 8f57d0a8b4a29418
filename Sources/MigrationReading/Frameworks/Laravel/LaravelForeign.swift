import ScriptSyntax

/// What calls do that are no part of the schema builder or of queries.
enum LaravelForeign {
  enum Effect {
    case none
    /// A method of the class that the migration is built on.
    case parent
    /// A command that runs migrations.
    case schema
    /// Code of the application.
    case rows
  }

  /// Classes whose calls change no rows and no schema.
  private static let silentClasses: Set<String> = [
    "Log", "Cache", "Storage", "File", "Event", "Config", "Session", "Http", "Redis", "Mail", "Notification",
    "Bus",
    "Queue", "Carbon", "CarbonImmutable", "Str", "Arr", "Hash", "Crypt", "App", "Auth", "Gate", "Route",
    "URL",
    "Validator", "View", "Lang", "Process", "Sleep", "Uuid", "DateTime", "Collection", "Type", "Builder",
    "ConsoleOutput", "InvalidArgumentException", "Exception", "RuntimeException", "Closure", "Date", "Facade",
    "Number", "Password", "Context", "Broadcast", "Model", "Relation", "Feature", "Telescope",
    "PermissionRegistrar",
    "Expression", "Blueprint", "Doctrine", "ProgressBar", "ConsoleSectionOutput", "OutputInterface",
    "SymfonyStyle", "OutputStyle", "NullOutput", "BufferedOutput", "StreamOutput", "ConsoleOutputInterface",
  ]

  /// Methods of what shows how far a program is, in small letters: PHP tells no case in them.
  private static let consoleWords: Set<String> = [
    "writeln", "advance", "setmaxsteps", "setformat", "setmessage", "newline",
  ]

  /// Commands that change neither rows nor schema.
  private static let silentCommands = [
    "cache:", "config:", "view:", "route:", "optimize", "queue:", "storage:", "key:", "event:", "clear",
    "schedule:", "horizon",
  ]

  static func effect(of call: FoldedCall) -> Effect {
    let links = call.chain
    guard let path = links.first?.resolved else {
      // A method of a value that is not known: of a row or of what a query gave.
      return .none
    }
    let parts = path.split(separator: ".").map(String.init)
    if parts.first == "parent" { return ["up", "down"].contains(call.name) ? .parent : .none }
    if parts.first?.hasPrefix("$") == true || parts.first?.hasPrefix("(") == true { return .none }
    let owner = parts.count > 1 ? parts[parts.count - 2] : ""
    if owner == "Artisan" || path == "Artisan.call" {
      guard let command = call.positional.first?.text ?? call.positional.first.map({ _ in "" }) else {
        return .none
      }
      if silentCommands.contains(where: { command.hasPrefix($0) }) { return .none }
      return command.hasPrefix("migrate") ? .schema : .rows
    }
    // Functions of PHP and of the framework.
    if parts.count == 1 { return call.isConstruction ? .none : .none }
    if silentClasses.contains(owner) || owner.hasSuffix("Exception") { return .none }
    if parts.dropLast().contains(where: { silentClasses.contains($0) && $0 != "Model" && $0 != "App" }) {
      return .none
    }
    guard let first = owner.utf8.first, first &- 0x41 < 26 else { return .none }
    if consoleWords.contains(call.name.lowercased()) { return .none }
    return call.isConstruction ? .none : .rows
  }

  /// Functions whose function arguments are no code that runs now.
  static func isSilent(_ call: FoldedCall) -> Bool {
    let name = call.name
    return name.hasPrefix("where") || name.hasPrefix("orWhere") || name.hasPrefix("with")
      || name.hasPrefix("add")
      || [
        "macro", "listen", "extend", "singleton", "bind", "usort", "uasort", "uksort", "array_map",
        "array_filter",
        "array_walk", "select", "join", "leftJoin", "when", "unless", "load", "has", "doesntHave", "sort",
        "sortBy",
        "groupBy", "map", "filter", "first", "contains", "pluck", "keyBy", "sum", "reduce", "partition",
        "remember",
        "rememberForever", "register_shutdown_function", "set_error_handler", "resolveRelationUsing", "loop",
      ].contains(name)
  }
}
