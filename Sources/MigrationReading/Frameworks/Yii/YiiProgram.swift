import Domain
import ScriptSyntax

/// Follows what a method of a migration does: its own commands, those of connections, SQL, and rows of models
/// (https://www.yiiframework.com/doc/api/2.0/yii-db-migration, https://www.yiiframework.com/doc/api/1.1/CDbMigration).
struct YiiProgram: PHPProgram {
  let run: ScriptRun
  var output: ProgramOutput
  let names: YiiNames
  /// The class of the migration.
  let type: ScriptClass
  /// What rows of models are given before they are saved, by the values that stand for the rows.
  var assigned: [ScriptRange: [FoldedEntry]] = [:]
  var depth = 0

  var values: YiiValues { YiiValues(names: names) }
  var columns: YiiColumn { YiiColumn(values: values) }

  mutating func perform(_ executed: ExecutedCall) {
    let call = executed.call
    if let at = call.chain.lastIndex(where: { $0.name == "createCommand" }) {
      // Commands of Yii 1.1 are run by their own names.
      let isFirst = call.chain[...at].contains { link in
        link.name == "app" || link.name == "getDbConnection"
          || link.resolved?.contains(text: "dbConnection") == true
      }
      return performCommand(Array(call.chain[at...]), isImmediate: isFirst)
    }
    if call.receiverCall == nil, let owner = owner(of: call) {
      if perform(call, isCommand: false) { return }
      return performOwn(call, owner, executed.use)
    }
    if performModel(call) { return }
    for closure in call.closures { perform(closure) }
  }

  /// The value before the last dot, where it is the migration itself: `this`, `parent`.
  private func owner(of call: FoldedCall) -> String? {
    guard let path = call.resolved?.split(separator: "."), !call.isConstruction else { return nil }
    if path.count == 1 { return type.name.isEmpty ? "this" : nil }
    let owner = String(path[path.count - 2])
    guard path.count == 2, owner == type.name || ["this", "parent", "self", "static"].contains(owner) else {
      return nil
    }
    return owner
  }

  /// A method of the migration that no file says anything of.
  private mutating func performOwn(_ call: FoldedCall, _ owner: String, _ use: ExecutedCall.Use) {
    if owner == "parent", ["up", "down"].contains(call.name) {
      let safe = call.name == "up" ? "safeUp" : "safeDown"
      if let method = type.method(safe) { perform(ScriptRun.closure(method, of: type)) }
      return
    }
    for closure in call.closures { perform(closure) }
    let isSetup = ["init", "__construct", "safeUp", "safeDown", "up", "down", "stdout", "stderr"]
    guard use == .statement, !isSetup.contains(call.name) else { return }
    output.report(
      "program-code", "what \"\(call.name)\" does is not known", at: call.range, .mayChangeSchema)
  }

  /// `$this->db->createCommand('...')->bindValue(':a', 1)->execute()`
  private mutating func performCommand(_ links: [FoldedCall], isImmediate: Bool) {
    guard let first = links.first, let last = links.last, last.name == "execute" || isImmediate else {
      return
    }
    let path = first.resolved?.split(separator: ".").map(String.init) ?? []
    // `Yii::$app->db2`
    if path.count > 2, let at = path.firstIndex(where: { $0.hasSuffix("app") }), at == path.count - 3 {
      let component = path[path.count - 2]
      if component != "db", !component.lowercased().hasSuffix("connection"), !path.contains("this") {
        return output.report(
          "program-code", "what is done through the connection \"\(component)\" is not read", at: last.range,
          .harmless)
      }
    }
    var sql = first.positional.first
    var entries = first.positional.dropFirst().first?.entries ?? []
    for link in links.dropFirst() {
      let given = link.positional
      switch link.name {
      case "setSql", "setRawSql", "setText": sql = given.first
      case "bindValues": entries += given.first?.entries ?? []
      case "execute": entries += given.first?.entries ?? []
      case "bindValue", "bindParam":
        guard given.count > 1 else { continue }
        entries.append(FoldedEntry(key: given[0], value: given[1]))
      default:
        var own = link
        own.range = last.range
        if perform(own, isCommand: true) { return }
      }
    }
    guard let sql, last.name == "execute" else { return }
    execute(sql, FoldedValue(.map(entries), at: last.range), last)
  }

  /// Runs SQL with its parameters.
  mutating func execute(_ sql: FoldedValue, _ parameters: FoldedValue?, _ call: FoldedCall) {
    let bound = parameters.map { YiiValues.bindings(names.plain($0)) }
    output.run(names.plain(sql), bindings: bound?.entries?.isEmpty == true ? nil : bound, at: call.range)
  }

  /// Runs SQL that a call stands for.
  mutating func execute(_ sql: String, _ call: FoldedCall) {
    output.run(ScriptText(sql, at: call.range.start), at: call.range)
  }

  /// The name of a table.
  func table(_ value: FoldedValue?) -> TableName? {
    guard let value else { return nil }
    return names.plain(value, isTable: true).text.map { SQLSpelling.table($0) }
  }

  /// Names of columns: `'a, b'`, or a list.
  func columnNames(_ value: FoldedValue?) -> [String]? {
    guard let value else { return nil }
    if let elements = value.elements {
      let texts = elements.compactMap(\.text).map { names.raw($0) }
      return texts.count == elements.count && !texts.isEmpty ? texts : nil
    }
    guard let text = value.text else { return nil }
    if text.contains(text: "(") { return [text] }
    return text.split(separator: ",").map { part in
      names.raw(part.split(separator: " ").joined(separator: " "))
    }
  }
}
