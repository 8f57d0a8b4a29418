import Domain
import ScriptSyntax

/// Functions of the application that stand in no class: `\\Shop\\update_sql($adapter, 'a', [...])`.
final class PhinxFunctions {
  /// Files that are looked through.
  private static let fileLimit = 6_000

  private let folder: TreePath
  private let reader: HistoryReader
  private let dialect: String
  private lazy var places = index()
  private var known: [String: ScriptFunction?] = [:]

  init(folder: TreePath, reader: HistoryReader, dialect: String) {
    self.folder = folder
    self.reader = reader
    self.dialect = dialect
  }

  /// What a function gives that a value is the call of; nil if none of its name is found, or several.
  func result(of value: FoldedValue) -> FoldedValue? {
    guard let call = value.call, let path = call.resolved, !call.isConstruction,
      let name = path.split(separator: ".").last.map(String.init), let function = function(name)
    else { return nil }
    let script = ScriptFile(language: .php, source: [], statements: [.function(function)], troubles: [])
    let run = ScriptRun(
      script, dialect: dialect, answers: PhinxAnswers.callback(ProgramTables(), dialect, isReverse: false))
    let result = run.calls(in: ScriptRun.closure(function), arguments: call.arguments).result
    return result.flatMap { placed($0, at: call.range) }
  }

  /// A text where the function is called, with what of it is not known; nil for other values.
  private func placed(_ value: FoldedValue, at place: ScriptRange) -> FoldedValue? {
    if let text = value.text { return FoldedValue(.string(ScriptText(text, at: place.start)), at: place) }
    guard case .joined(let parts) = value.content else { return nil }
    let unknown = FoldedValue(.opaque("a value that is not known"), at: place)
    return FoldedValue(
      .joined(parts.map { $0.text == nil ? unknown : placed($0, at: place) ?? unknown }), at: place)
  }

  private func function(_ name: String) -> ScriptFunction? {
    if let function = known[name] { return function }
    var found: [(distance: Int, function: ScriptFunction)] = []
    for entry in (places[name] ?? []).prefix(5) {
      let script = reader.parsed(entry, as: .php).script
      for case .function(let function) in ScriptStatement.flattened(script?.statements ?? [])
      where function.name == name {
        found.append((distance(entry), function))
      }
    }
    // Of copies the nearest one counts.
    let nearest = found.map(\.distance).min()
    let best = found.filter { $0.distance == nearest }
    let function = best.count == 1 ? best[0].function : nil
    known[name] = .some(function)
    return function
  }

  /// Folders of the migrations' path that a file does not share.
  private func distance(_ entry: FileEntry) -> Int {
    let own = folder.components
    return own.count - zip(own, entry.path.components).prefix { $0.0 == $0.1 }.count
  }

  /// Files by the names behind `function` at the beginning of a line.
  private func index() -> [String: [FileEntry]] {
    let foreign: Set<String> = ["vendor", "tests", "test", "node_modules", "spec"]
    let mark = Array("function ".utf8)
    var found: [String: [FileEntry]] = [:]
    var filesLeft = Self.fileLimit
    for entry in reader.source.tree.entries where filesLeft > 0 && entry.path.hasSuffix(".php") {
      guard !entry.path.components.contains(where: foreign.contains),
        let text = try? reader.source.text(of: entry).get()
      else { continue }
      filesLeft -= 1
      for line in text.bytes.split(separator: 10) {
        let code = line.drop { $0 == 32 || $0 == 9 }
        guard code.starts(with: mark) else { continue }
        let name = code.dropFirst(mark.count).prefix { ScriptWordByte.isName($0) }
        if !name.isEmpty { found[String(decoding: name, as: UTF8.self), default: []].append(entry) }
      }
    }
    return found
  }
}
