import Domain
import ScriptSyntax

/// Files in `config`: what they return, with settings of the environment by their defaults.
enum LaravelSettings {
  /// What a file returns.
  static func value(of bytes: [UInt8]) -> FoldedValue? {
    guard bytes.count < 1 << 18 else { return nil }
    return ScriptRun(ScriptSyntax.ScriptReader.read(bytes, as: .php)).exported("default")
  }

  /// A value that is known; `env('A', 'b')` is its default.
  static func known(_ value: FoldedValue, level: Int = 0) -> FoldedValue? {
    if case .call(let call) = value.content, call.name == "env", level < 8 {
      return call.positional.dropFirst().first.flatMap { known($0, level: level + 1) }
    }
    switch value.content {
    case .list, .map, .string, .number, .boolean, .null: return value
    case .tuple, .symbol, .reference, .call, .member, .element, .operation, .joined, .closure, .classValue,
      .opaque:
      return nil
    }
  }
}

/// The files in `config` of an application, read as its migrations name them.
final class LaravelConfiguration {
  private let folder: TreePath
  private let source: FileSource
  private var known: [String: FoldedValue?] = [:]

  init(folder: TreePath, source: FileSource) {
    self.folder = folder
    self.source = source
  }

  /// The files of settings that a script names, `config('a.b')`, as values by their names.
  func values(in bytes: [UInt8]) -> [String: FoldedValue] {
    let mark = Array("onfig".utf8)
    var found: [String: FoldedValue] = [:]
    var at = 0
    while let start = ByteSearch.first(of: mark, in: bytes, from: at), found.count < 40 {
      at = start + mark.count
      let rest = bytes[at...].prefix(160)
      let quotes = [UInt8(ascii: "'"), UInt8(ascii: "\"")]
      guard let open = rest.firstIndex(where: { quotes.contains($0) || $0 == 0x0A }),
        quotes.contains(bytes[open])
      else { continue }
      let name = bytes[(open + 1)...].prefix { ScriptWordByte.isName($0) || $0 == UInt8(ascii: "-") }
      let file = String(decoding: name, as: UTF8.self)
      if found[file] == nil, let value = setting(file) { found[file] = value }
    }
    return found
  }

  private func setting(_ file: String) -> FoldedValue? {
    guard let entry = source.tree.entry(at: folder.appending("config/" + file + ".php")) else {
      return nil
    }
    if let known = known[file] { return known }
    let text = try? source.text(of: entry).get()
    let value = text.flatMap { LaravelSettings.value(of: $0.bytes) }
    known[file] = .some(value)
    return value
  }
}
