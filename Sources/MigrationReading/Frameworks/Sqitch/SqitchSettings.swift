import Domain

/// The settings of Sqitch: `sqitch.conf` (https://sqitch.org/docs/manual/sqitch-config/).
struct SqitchSettings {
  /// Values by section and name: `core.engine`, `engine.pg.top_dir`.
  private var values: [String: String] = [:]

  init(_ bytes: [UInt8]) {
    var section = ""
    for line in String(decoding: bytes.prefix(1 << 16), as: UTF8.self).split(whereSeparator: \.isNewline) {
      let text = Self.trimmed(line)
      if text.hasPrefix("#") || text.hasPrefix(";") { continue }
      if text.hasPrefix("[") {
        let parts = text.dropFirst().prefix { $0 != "]" }.split(separator: " ")
        section = parts.map { $0.filter { $0 != "\"" } }.joined(separator: ".")
      } else if let sign = text.firstIndex(of: "=") {
        let name = Self.trimmed(text[..<sign])
        values[section + "." + name] = Self.unquoted(Self.trimmed(text[text.index(after: sign)...]))
      }
    }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }

  private static func unquoted(_ text: Substring) -> String {
    text.hasPrefix("\"") ? String(text.dropFirst().prefix { $0 != "\"" }) : String(text.prefix { $0 != "#" })
  }

  /// The engine that is deployed to where nothing else is said.
  private var engine: String? { value("core.engine") }

  private func value(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// A setting of the engine, else of all.
  private func setting(_ name: String) -> String? {
    engine.flatMap { value("engine." + $0 + "." + name) } ?? value("core." + name)
  }

  /// The dialect of the engine.
  var dialect: String? {
    switch engine {
    case "pg", "yugabyte", "cockroach": "postgres"
    case let other?: other
    case nil: nil
    }
  }

  /// Where the plan and the folders of scripts are, from the folder of the settings on.
  var top: String { setting("top_dir") ?? "." }
  /// The plan.
  var plan: String { setting("plan_file") ?? top + "/sqitch.plan" }
  /// The ending of scripts.
  var ending: String { "." + (setting("extension") ?? "sql") }

  /// A folder of scripts: `deploy`, `revert`, `verify`.
  func folder(_ name: String) -> String { setting(name + "_dir") ?? top + "/" + name }

  /// A path from a folder on, without `.` and `..`; nil if it leads out of the repository.
  static func path(_ text: String, from folder: TreePath) -> TreePath? {
    guard !text.hasPrefix("/"), !text.hasPrefix("~") else { return nil }
    return folder.resolving(text)
  }
}
