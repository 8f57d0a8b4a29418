import Domain
import ScriptSyntax

extension [ExecutedCall] {
  /// Whether one of the calls is given the name of a table, or SQL that names it; `name` is what a text names.
  func touch(_ table: String, by name: (String) -> String = { $0 }) -> Bool {
    let mark = Array<UInt8>(table.utf8)
    return suffix(400).contains { executed in
      executed.call.chain.flatMap(\.positional).prefix(40).contains { value in
        guard let text = value.text else { return false }
        return name(text) == table
          || text.utf8.count > 20 && ByteSearch.contains(Array<UInt8>(text.utf8), mark)
      }
    }
  }
}
