import Domain
import ScriptSyntax

/// What calls give by which migrations ask for the database and its tables.
enum PhinxAnswers {
  /// The answers as runs of programs take them.
  static func callback(_ tables: ProgramTables, _ dialect: String, isReverse: Bool) -> ScriptAnswers {
    { call, before in
      switch call.name {
      case "isMigratingUp": return FoldedValue(.boolean(!isReverse), at: call.range)
      case "quoteColumnName", "quoteTableName":
        guard let name = call.positional.first?.text else { return nil }
        return text(SQLSpelling(dialect).name(SQLSpelling.table(name)), call)
      case "quote":
        guard call.positional.count == 1, let given = call.positional[0].text else { return nil }
        return text(SQLSpelling(dialect).string(given), call)
      case "getAdapterType": return text(dialect == "postgres" ? "pgsql" : dialect, call)
      case "getColumnTypes":
        let names = columnTypes(dialect).map { FoldedValue(.string(ScriptText($0)), at: call.range) }
        return FoldedValue(.list(names), at: call.range)
      case "hasTable", "exists":
        let owner = call.receiverCall
        let argument = call.name == "exists" ? owner?.positional.first : call.positional.first
        guard call.name == "hasTable" || owner?.name == "table", let name = argument?.text,
          !isTouched(name, before), let isThere = tables.hasTable(name)
        else { return nil }
        return FoldedValue(.boolean(isThere), at: call.range)
      case "hasColumn":
        guard let owner = call.receiverCall, owner.name == "table", let table = owner.positional.first?.text,
          let name = call.positional.first?.text, !isTouched(table, before, but: owner),
          let columns = tables.columns(of: table)
        else { return nil }
        return FoldedValue(.boolean(columns.contains(name)), at: call.range)
      default: return nil
      }
    }
  }

  /// The types that an adapter lists.
  private static func columnTypes(_ dialect: String) -> [String] {
    let common = [
      "string", "char", "text", "integer", "biginteger", "bit", "float", "decimal", "double", "datetime",
      "timestamp", "time", "date", "binary", "boolean", "uuid", "json", "smallinteger",
    ]
    switch dialect {
    case "mysql":
      return common + ["enum", "set", "year", "blob", "tinyinteger", "mediuminteger", "varbinary"]
    case "postgres": return common + ["jsonb", "cidr", "inet", "macaddr", "interval"]
    default: return common
    }
  }

  private static func text(_ string: String, _ call: FoldedCall) -> FoldedValue {
    FoldedValue(.string(ScriptText(string, at: call.range.start)), at: call.range)
  }

  /// Whether the same migration did something to a table before.
  private static func isTouched(_ table: String, _ before: [ExecutedCall], but own: FoldedCall? = nil) -> Bool
  {
    let mark = Array(table.utf8)
    return before.suffix(400).contains { executed in
      let links = executed.call.chain
      if let first = links.first, first.name == "table", first.positional.first?.text == table {
        return links.count > 1
      }
      let isSQL = ["execute", "query", "exec"].contains(executed.call.name)
      let text = executed.call.positional.first?.text ?? ""
      return isSQL && ByteSearch.contains(Array(text.utf8), mark)
    }
  }
}
