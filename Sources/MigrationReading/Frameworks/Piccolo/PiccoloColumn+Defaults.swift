import Domain
import ScriptSyntax

/// Defaults, which Piccolo gives to every column: `get_sql_value` of `piccolo/columns/base.py`.
extension PiccoloColumn {
  /// The default of a column as SQL; nil if there is none, or it is not known.
  func preset(_ kind: String, _ value: FoldedValue?) -> String? {
    if ["Serial", "BigSerial", "PrimaryKey"].contains(kind) { return nil }
    guard let value else { return Self.usual(kind, spelling) }
    if let elements = value.elements { return kind == "Array" ? array(elements) : nil }
    if value.entries != nil { return kind.hasPrefix("JSON") ? "'{}'" : nil }
    if let call = value.call { return preset(of: call) }
    switch value.lastName {
    case "list": return "'{}'"
    case "dict": return "'{}'"
    case "uuid4": return "gen_random_uuid()"
    case "now": return "current_timestamp"
    case "today": return "CURRENT_DATE"
    default: break
    }
    // Bytes are written as the digits that stand for them.
    if kind == "Bytea" || kind == "Blob", let text = value.text {
      return spelling.string(Self.hexadecimal(text))
    }
    return value.literal.map { spelling.literal($0) }
  }

  private static func hexadecimal(_ text: String) -> String {
    text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// What a class of columns takes where nothing is said.
  private static func usual(_ kind: String, _ spelling: SQLSpelling) -> String? {
    switch kind {
    case "Varchar", "Email", "Secret", "Char", "Text", "Bytea", "Blob": "''"
    case "Integer", "BigInt", "SmallInt", "Numeric", "Decimal": "0"
    case "Real", "Float", "DoublePrecision": "0.0"
    case "Boolean": "false"
    case "ForeignKey": "null"
    case "JSON", "JSONB", "Array": "'{}'"
    case "UUID": spelling.family == .sqlite ? "null" : "gen_random_uuid()"
    case "Timestamp", "Timestamptz": "current_timestamp"
    case "Date": "CURRENT_DATE"
    case "Time": "CURRENT_TIME"
    case "Interval": spelling.family == .sqlite ? "0.0" : "'0 seconds'"
    default: nil
    }
  }

  /// `{"a","b"}`; nil for values that are not known.
  private func array(_ elements: [FoldedValue]) -> String? {
    let texts = elements.compactMap { $0.literal?.text }
    guard texts.count == elements.count else { return nil }
    let parts = zip(elements, texts).map { $0.text == nil ? $1 : "\"" + $1 + "\"" }
    return spelling.string("{" + parts.joined(separator: ",") + "}")
  }

  /// `TimestampNow()`, `IntervalCustom(days=1)`, `Decimal("1.0")`
  private func preset(of call: FoldedCall) -> String? {
    let number = { (name: String) in call.keyword(name)?.integer }
    switch call.name {
    case "TimestampNow", "TimestamptzNow": return "current_timestamp"
    case "DateNow": return "CURRENT_DATE"
    case "TimeNow": return "CURRENT_TIME"
    case "UUID4": return spelling.family == .sqlite ? "null" : "gen_random_uuid()"
    case "UUID7": return "uuidv7()"
    case "Decimal": return call.positional.first.flatMap { $0.text ?? $0.number }
    case "UUID": return (call.positional.first ?? call.keyword("hex"))?.text.map { spelling.string($0) }
    case "TimestampOffset", "TimestamptzOffset": return "CURRENT_TIMESTAMP + INTERVAL " + interval(call)
    case "DateOffset": return "CURRENT_DATE + INTERVAL " + interval(call)
    case "TimeOffset": return "CURRENT_TIME + INTERVAL " + interval(call)
    case "IntervalCustom", "timedelta": return spelling.family == .sqlite ? nil : interval(call)
    case "DateCustom":
      guard let year = number("year"), let month = number("month"), let day = number("day") else {
        return nil
      }
      return spelling.string(
        [Self.digits(year, 4), Self.digits(month, 2), Self.digits(day, 2)].joined(separator: "-"))
    case "TimestampCustom", "TimestamptzCustom":
      let date = [
        Self.digits(number("year") ?? 2000, 4), Self.digits(number("month") ?? 1, 2),
        Self.digits(number("day") ?? 1, 2),
      ]
      return spelling.string(date.joined(separator: "-") + " " + Self.time(number))
    case "TimeCustom": return spelling.string(Self.time(number))
    default: return nil
    }
  }

  private static func time(_ number: (String) -> Int?) -> String {
    ["hour", "minute", "second"].map { digits(number($0) ?? 0, 2) }.joined(separator: ":")
  }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }

  /// `'1 days 2 hours'`
  private func interval(_ call: FoldedCall) -> String {
    let units = ["weeks", "days", "hours", "minutes", "seconds", "milliseconds", "microseconds"]
    let parts = units.compactMap { unit in
      call.keyword(unit)?.number.flatMap { $0 == "0" ? nil : $0 + " " + unit }
    }
    return spelling.string(parts.isEmpty ? "0 seconds" : parts.joined(separator: " "))
  }
}
