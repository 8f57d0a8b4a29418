import Domain

/// The macros of all projects and packages of a registry, parsed when they are first called.
final class MacroLibrary {
  private struct File {
    var bytes: [UInt8]
  }

  private var files: [File] = []
  /// Project -> macro name -> file.
  private var places: [String: [String: Int]] = [:]
  /// Macro name -> projects that have it, in order of reading.
  private var projects: [String: [String]] = [:]
  private var parsedFiles: [Int: [JinjaMacro]] = [:]

  init() {}

  /// Takes a file of macros into the library: only the names are looked at.
  func add(_ bytes: [UInt8], project: String) {
    let names = Self.names(in: bytes)
    guard !names.isEmpty else { return }
    files.append(File(bytes: bytes))
    for name in names where places[project]?[name] == nil {
      places[project, default: [:]][name] = files.count - 1
      projects[name, default: []].append(project)
    }
  }

  /// The macro of a project by name.
  func macro(_ name: String, project: String) -> JinjaMacro? {
    guard let file = places[project]?[name] else { return nil }
    if parsedFiles[file] == nil { parsedFiles[file] = JinjaParser.template(of: files[file].bytes).macros }
    return parsedFiles[file]?.last { $0.name == name }
  }

  /// The projects that have a macro of this name.
  func projects(having name: String) -> [String] { projects[name] ?? [] }

  /// Names behind `macro`, `test` and `data_test` tags of a text.
  static func names(in bytes: [UInt8]) -> [String] {
    var names: [String] = []
    let span = bytes.span
    var index = 0
    while index + 1 < span.count {
      guard span[index] == UInt8(ascii: "{"), span[index + 1] == UInt8(ascii: "%") else {
        index += 1
        continue
      }
      index += 2
      if index < span.count, span[index] == UInt8(ascii: "-") || span[index] == UInt8(ascii: "+") {
        index += 1
      }
      let keyword = word(in: bytes, from: &index)
      guard keyword == "macro" || keyword == "test" || keyword == "data_test" else { continue }
      let name = word(in: bytes, from: &index)
      if !name.isEmpty { names.append(keyword == "macro" ? name : "test_" + name) }
    }
    return names
  }

  private static func word(in bytes: [UInt8], from index: inout Int) -> String {
    while index < bytes.count, JinjaLexer.isSpace(bytes[index]) { index += 1 }
    let start = index
    while index < bytes.count, JinjaLexer.isWord(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }
}
