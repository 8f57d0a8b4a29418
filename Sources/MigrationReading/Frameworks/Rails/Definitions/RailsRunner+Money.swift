import Domain
import ScriptSyntax

/// Columns of amounts of money, as the gem money-rails adds them (`lib/money-rails/active_record/migration_extensions`).
extension RailsRunner {
  /// `add_monetize :orders, :price`, `t.monetize :price`: `price_cents` and `price_currency`.
  mutating func changeMoney(
    _ table: TableName, _ name: String, _ options: RailsOptions, isGone: Bool, _ range: ScriptRange
  ) {
    let parts: [(String, RailsOptions)] = [
      (
        "amount",
        RailsOptions(.map([entry("postfix", "_cents"), entry("type", "integer"), entry("default", "0")]))
      ),
      (
        "currency",
        RailsOptions(.map([entry("postfix", "_currency"), entry("type", "string"), entry("default", "USD")]))
      ),
    ]
    for (part, usual) in parts {
      var settings = usual
      if let node = library.code.setting(part + "_column", in: "money") {
        settings.entries += RailsOptions(evaluate(node)).entries
      }
      settings.entries += RailsOptions(options[part]).entries
      guard settings.flag("present") != false else { continue }
      let column =
        settings.text("column_name") ?? (settings.text("prefix") ?? "") + name
        + (settings.text("postfix") ?? "")
      if isGone {
        emit(.dropColumn(table, column: column, onlyIfPresent: isAbsenceGuarded, cascade: false), range)
        continue
      }
      settings.complete("null", .boolean(false))
      let type = settings.text("type") ?? "integer"
      addColumns(
        [column], type, settings.without(["present", "prefix", "postfix", "type", "column_name"]), range)
    }
  }

  private func entry(_ key: String, _ text: String) -> RailsEntry {
    RailsEntry(key: key, value: key == "default" && text == "0" ? .number(text) : .text(ScriptText(text)))
  }
}
