import Foundation
import Testing

/// The six cases that every framework and every migration dialect must recognise.
enum MatrixCase: String, CaseIterable, Sendable {
  case renameTable = "rename table"
  case renameColumn = "rename column"
  case dropColumn = "drop column"
  case retype = "retype"
  case enumValue = "enum value"
  case splitWithBackfill = "split with backfill"
}

/// One fixture file: a project at base, and for each case what the branch adds or replaces.
///
/// Shape: `key: value` lines (`framework`, `dialect`, `users`, `accounts`), then `=== base` and one `=== <case>` for
/// each case; below them files, each begun by `--- path/to/file`. A file without lines is deleted.
///
/// The table at base is `users` with the columns `id`, `name`, `nickname`, `age`, `tier` (values `silver`, `gold`) and
/// `address`. The branch renames it to `accounts`; renames `name` to `full_name`; drops `nickname`; gives `age` a
/// wider type; makes `gold` `premium`; splits `address` into `street` and `city` and fills them before it drops
/// `address`. `users: shop_user` says how the framework names the table.
///
/// A tool that runs SQL needs no files of its own: `like: plain-sql` takes those of that fixture, `path:
/// migrations/{number}_{name}.up.sql` places them, `above` and `below` are lines around their text.
struct MatrixFixture: Sendable {
  /// Name of the file without its ending.
  let name: String
  private let settings: [String: String]
  private let files: [String: [String: String]]

  /// The names of the fixture files, sorted.
  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".txt") }
      .map { String($0.dropLast(4)) }.sorted()
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  /// Reads a fixture file, and the one that it is like.
  init(named name: String) throws {
    let own = try Self(file: name)
    guard let other = own.settings["like"] else {
      self = own
      return
    }
    let like = try Self(file: other)
    let placed = like.files.mapValues { own.placed($0) }
    self.name = name
    settings = like.settings.merging(own.settings) { $1 }
    files = placed.merging(own.files) { $0.merging($1) { $1 } }
  }

  /// SQL files where this tool expects them. `1_users.sql` has the number 1 and the name `users`.
  private func placed(_ files: [String: String]) -> [String: String] {
    var placed: [String: String] = [:]
    for (path, text) in files {
      let stem = path.split(separator: "/").last?.split(separator: ".").first ?? ""
      let parts = stem.split(separator: "_", maxSplits: 1).map(String.init)
      func filled(_ text: String) -> String {
        text.replacing("{number}", with: parts.first ?? "").replacing("{name}", with: parts.last ?? "")
      }
      placed[filled(settings["path"] ?? path)] = filled(line("above")) + text + line("below")
    }
    return placed
  }

  private func line(_ key: String) -> String {
    settings[key].map { $0.replacing("\\n", with: "\n") + "\n" } ?? ""
  }

  private init(file name: String) throws {
    let text = try String(contentsOf: Self.folder.appendingPathComponent(name + ".txt"), encoding: .utf8)
    var settings: [String: String] = [:]
    var files: [String: [String: String]] = [:]
    var section: String?
    var path: String?
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("=== ") {
        (section, path) = (String(line.dropFirst(4)), nil)
      } else if line.hasPrefix("--- "), let section {
        path = String(line.dropFirst(4))
        files[section, default: [:]][String(line.dropFirst(4))] = ""
      } else if let section, let path {
        files[section, default: [:]][path, default: ""] += line + "\n"
      } else if section == nil, let colon = line.firstIndex(of: ":") {
        let value = line[line.index(after: colon)...]
        settings[String(line[..<colon])] = value.trimmingCharacters(in: .whitespaces)
      }
    }
    self.name = name
    self.settings = settings
    self.files = files
  }

  /// The framework as reports name it; the file's name unless it says otherwise.
  var framework: String { settings["framework"] ?? name }

  /// The dialect as reports name it.
  var dialect: String { settings["dialect"] ?? "postgres" }

  /// How the framework spells the table before (`users`) and after (`accounts`) it is renamed.
  func table(_ name: String) -> String { settings[name] ?? name }

  /// The files at base.
  func base() throws -> [String: String] { try #require(files["base"]) }

  /// The files at head in a case.
  func head(_ matrixCase: MatrixCase) throws -> [String: String] {
    let changed = try #require(files[matrixCase.rawValue], "\(name) has no case \"\(matrixCase.rawValue)\"")
    return try base().merging(changed) { $1 }.filter {
      !$0.value.allSatisfy(\.isWhitespace) || changed[$0.key] == nil
    }
  }
}
