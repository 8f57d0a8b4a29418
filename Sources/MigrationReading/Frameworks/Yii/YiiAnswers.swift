import Domain
import ScriptSyntax

/// What calls give by which migrations ask for the database and its tables.
struct YiiAnswers {
  let tables: ProgramTables
  let dialect: String
  let prefix: String

  /// The answers as runs of programs take them.
  var callback: ScriptAnswers { { call, before in answer(call, before) } }

  private func answer(_ call: FoldedCall, _ before: [ExecutedCall]) -> FoldedValue? {
    let spelling = SQLSpelling(dialect)
    let names = YiiNames(prefix: prefix, spelling: spelling, tables: { _ in nil })
    let first = call.positional.first
    switch call.name {
    case "quoteTableName", "quoteColumnName":
      return first?.text.map { text(spelling.name(SQLSpelling.table(names.raw($0))), call) }
    case "quoteValue": return first?.text.map { text(spelling.string($0), call) }
    case "getRawTableName": return first?.text.map { text(names.raw($0), call) }
    case "getTablePrefix": return text(prefix, call)
    case "getIsMysql": return FoldedValue(.boolean(dialect == "mysql"), at: call.range)
    case "getIsPgsql": return FoldedValue(.boolean(dialect == "postgres"), at: call.range)
    case "getTableSchema":
      guard let name = first?.text.map({ names.raw($0) }), !before.touch(name, by: names.raw) else {
        return nil
      }
      return schema(of: SQLSpelling.table(name).name, call)
    case "getColumn":
      guard case .member(let member) = call.callee.content, let name = first?.text,
        let columns = member.receiver.entry("columns")
      else { return nil }
      return columns.entry(name) ?? FoldedValue(.null, at: call.range)
    default: return nil
    }
  }

  /// A table as an object; nil if it is not known.
  private func schema(of name: String, _ call: FoldedCall) -> FoldedValue? {
    if tables.hasTable(name) == false { return FoldedValue(.null, at: call.range) }
    guard let columns = tables.columns(of: name) else { return nil }
    let all = columns.map { column -> FoldedEntry in
      let entry = FoldedEntry(key: text("name", call), value: text(column, call))
      return FoldedEntry(key: text(column, call), value: FoldedValue(.map([entry]), at: call.range))
    }
    let list = FoldedValue(.list(columns.map { text($0, call) }), at: call.range)
    let parts = [
      ("name", text(name, call)), ("columns", FoldedValue(.map(all), at: call.range)), ("columnNames", list),
    ]
    return FoldedValue(
      .map(parts.map { FoldedEntry(key: text($0.0, call), value: $0.1) }), at: call.range)
  }

  private func text(_ string: String, _ call: FoldedCall) -> FoldedValue {
    FoldedValue(.string(ScriptText(string, at: call.range.start)), at: call.range)
  }
}
