/// What is known of modules that come with dependencies.
enum EctoDependencies {
  /// The tables that the migrations of a dependency own; nil for other modules.
  static func tables(of module: String) -> [String]? {
    switch module {
    case "Oban.Migrations", "Oban.Migration": ["oban_jobs", "oban_peers", "oban_beats"]
    case "ErrorTracker.Migration":
      ["error_tracker_errors", "error_tracker_occurrences", "error_tracker_meta"]
    case "Guardian.DB.Migration": ["guardian_tokens"]
    case "TelemetryUI.Backend.EctoPostgres.Migrations": ["telemetry_ui_events"]
    case "Carbonite.Migrations":
      [
        "carbonite_default.transactions", "carbonite_default.changes", "carbonite_default.triggers",
        "carbonite_default.outboxes",
      ]
    case "Beacon.Migration": ["beacon_pages", "beacon_layouts", "beacon_components", "beacon_stylesheets"]
    case "Orion.Migration": ["orion_metrics"]
    case "FunWithFlags.Store.Persistent.Ecto.Migrations": ["fun_with_flags_toggles"]
    case "Flop.Migration": []
    default:
      module.hasPrefix("Oban.Pro.Migration")
        ? ["oban_jobs", "oban_producers", "oban_crons", "oban_queues", "oban_workflows"] : nil
    }
  }

  /// Functions of `Timescale.Migration` that change how rows are kept, not what they are.
  static let timescale: Set<String> = [
    "create_timescaledb_extension", "update_timescaledb_extension", "drop_timescaledb_extension",
    "create_timescaledb_toolkit_extension", "drop_timescaledb_toolkit_extension", "create_hypertable",
    "enable_hypertable_compression", "disable_hypertable_compression", "add_compression_policy",
    "remove_compression_policy", "remove_retention_policy", "add_reorder_policy",
    "remove_reorder_policy", "set_chunk_time_interval", "add_dimension",
  ]

  /// Modules that change no database.
  static func isHarmless(_ module: String) -> Bool {
    let first = module.split(separator: ".").first.map(String.init) ?? module
    return [
      "IO", "Logger", "Process", "System", "Application", "Code", "File", "Path", "Mix", "Agent", "Task",
      "Date",
      "DateTime", "NaiveDateTime", "Time", "Enum", "Stream", "String", "Map", "MapSet", "Keyword", "List",
      "Regex",
      "Integer", "Float", "Jason", "Poison", "Inspect", "Kernel", "Macro", "Module", "Node", "URI", "Base",
      "Access",
      "GenServer", "Supervisor", "Registry", "ETS", "Calendar", "Timex", "UUID", "Function", "Tuple",
      "Version",
      "ExUnit", "Range", "Exception", "ArgumentError", "RuntimeError", "Bitwise", "Atom", "Telemetry",
    ].contains(first)
  }
}
