import Domain
import ScriptSyntax

/// Names as Yii quotes them: `{{%user}}` for a table with the prefix of all, `[[name]]` for a column
/// (https://www.yiiframework.com/doc/guide/2.0/en/db-dao#quoting-table-and-column-names).
struct YiiNames {
  let prefix: String
  let spelling: SQLSpelling
  /// The tables of models by the names of their classes.
  let tables: (String) -> String?

  /// The name of a table as the database has it.
  func raw(_ text: String) -> String {
    guard text.hasPrefix("{{"), text.hasSuffix("}}") else {
      return text.filter { !"`\"[]".contains($0) }
    }
    let inner = text.dropFirst(2).dropLast(2)
    return inner.contains("%") ? inner.map { $0 == "%" ? prefix : String($0) }.joined() : String(inner)
  }

  /// SQL with the names in it as the database quotes them.
  func sql(_ text: ScriptText) -> ScriptText {
    var parts: [ScriptText] = []
    let bytes = Array(text.string.utf8)
    var (start, at) = (0, 0)
    while at + 1 < bytes.count {
      let open = bytes[at]
      let isTable = open == UInt8(ascii: "{")
      guard isTable || open == UInt8(ascii: "["), bytes[at + 1] == open,
        let end = Self.end(of: bytes, from: at + 2, isTable ? UInt8(ascii: "}") : UInt8(ascii: "]"))
      else {
        at += 1
        continue
      }
      parts.append(text.part(start, at))
      let name = raw(String(decoding: bytes[at..<(end + 2)], as: UTF8.self))
      let words = name.filter { $0 != "[" && $0 != "]" }.split(separator: ".")
      let quoted = words.map { $0 == "*" ? "*" : spelling.name(String($0)) }.joined(separator: ".")
      parts.append(ScriptText(quoted, at: Int32(truncatingIfNeeded: text.fileOffset(ofByte: at))))
      at = end + 2
      start = at
    }
    guard start > 0 else { return text }
    return ScriptText.joined(parts + [text.part(start, bytes.count)]) ?? text
  }

  /// Where a name ends that no other sign stands in.
  private static func end(of bytes: [UInt8], from start: Int, _ mark: UInt8) -> Int? {
    var at = start
    while at + 1 < bytes.count, at - start < 200 {
      if bytes[at] == mark, bytes[at + 1] == mark { return at == start ? nil : at }
      let isName =
        ScriptWordByte.isName(bytes[at]) || bytes[at] >= 0x80 || "%.-* ".utf8.contains(bytes[at])
      guard isName else { return nil }
      at += 1
    }
    return nil
  }

  /// A value with the names in it as the database has them; the queries of models ask their tables.
  func plain(_ value: FoldedValue, isTable: Bool = false, level: Int = 0) -> FoldedValue {
    guard level < 24 else { return value }
    func inner(_ value: FoldedValue) -> FoldedValue { plain(value, isTable: isTable, level: level + 1) }
    switch value.content {
    case .string(let text):
      if isTable || text.string.hasPrefix("{{") && text.string.hasSuffix("}}") && !text.string.contains(" ") {
        return FoldedValue(.string(text.replacing(with: raw(text.string))), at: value.range)
      }
      return FoldedValue(.string(sql(text)), at: value.range)
    case .joined(let parts):
      let known = parts.map { inner(isPrefix($0) ? string(prefix, $0.range) : $0) }
      guard known.allSatisfy({ $0.located != nil }), let text = ScriptText.joined(known.compactMap(\.located))
      else { return FoldedValue(.joined(known), at: value.range) }
      return plain(FoldedValue(.string(text), at: value.range), isTable: isTable, level: level + 1)
    case .list(let values): return FoldedValue(.list(values.map(inner)), at: value.range)
    case .map(let entries):
      let all = entries.map { FoldedEntry(key: inner($0.key), value: inner($0.value)) }
      return FoldedValue(.map(all), at: value.range)
    case .element(let element):
      return FoldedValue(
        .element(FoldedElement(receiver: inner(element.receiver), index: element.index)), at: value.range)
    case .reference: return component(value) ?? value
    case .member(var member):
      if let known = component(value) { return known }
      member.receiver = inner(member.receiver)
      return FoldedValue(.member(member), at: value.range)
    case .operation(var operation):
      operation.operands = operation.operands.map(inner)
      return FoldedValue(.operation(operation), at: value.range)
    case .call(let call): return FoldedValue(.call(plain(call, level: level)), at: value.range)
    case .number, .boolean, .null, .symbol, .tuple, .closure, .classValue, .opaque: return value
    }
  }

  private func plain(_ call: FoldedCall, level: Int) -> FoldedCall {
    var found = call
    if ["find", "findAll", "findOne", "findBySql"].contains(call.name), let path = call.resolved,
      let table = tables(path.split(separator: ".").dropLast().joined(separator: "."))
    {
      let name = FoldedReference(written: "from", resolved: "from")
      found.callee = FoldedValue(.reference(name), at: call.callee.range)
      found.arguments = [FoldedArgument(string(raw(table), call.range))]
      return found
    }
    found.callee = plain(call.callee, level: level + 1)
    let isTable = call.name == "from"
    for place in found.arguments.indices {
      found.arguments[place].value = plain(call.arguments[place].value, isTable: isTable, level: level + 1)
    }
    return found
  }

  private func string(_ text: String, _ range: ScriptRange) -> FoldedValue {
    FoldedValue(.string(ScriptText(text, at: range.start)), at: range)
  }

  /// The tables of components by the members that name them, as long as nothing else is configured
  /// (https://www.yiiframework.com/doc/api/2.0/yii-rbac-dbmanager, https://www.yiiframework.com/doc/api/2.0/yii-log-dbtarget).
  private static let components = [
    "itemTable": "auth_item", "itemChildTable": "auth_item_child", "assignmentTable": "auth_assignment",
    "ruleTable": "auth_rule", "logTable": "log", "cacheTable": "cache", "sessionTable": "session",
    "sourceMessageTable": "source_message", "messageTable": "message",
  ]

  /// The table of a component; nil for other values.
  private func component(_ value: FoldedValue) -> FoldedValue? {
    let member: String? =
      switch value.content {
      case .reference(let reference): reference.name
      case .member(let member): member.name
      default: nil
      }
    guard let table = member.flatMap({ Self.components[$0] }) else { return nil }
    return string(prefix + table, value.range)
  }

  /// `$this->db->tablePrefix`
  private func isPrefix(_ value: FoldedValue) -> Bool {
    switch value.content {
    case .reference(let reference): reference.name == "tablePrefix"
    case .member(let member): member.name == "tablePrefix"
    default: false
    }
  }
}
