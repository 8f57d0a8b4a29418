import Domain
import ScriptSyntax

extension DjangoReplay {
  /// `RunSQL(sql, reverse_sql, state_operations, hints, elidable)`.
  mutating func runSQL(_ call: FoldedCall) {
    if let value = call.argument(0, "sql"), !value.isNothingToRun { runTexts(value) }
    if let value = call.argument(1, "reverse_sql"), !value.isNothingToRun, !isStateOnly {
      for text in texts(value).known {
        result.reverseOperations +=
          sql.readAside(text, in: file.text, content: file.entry.contentID).operations
      }
    }
    applyToState(call.argument(2, "state_operations"))
  }

  /// The text that a function of another module gives, with that module.
  private func followed(_ value: FoldedValue) -> (value: FoldedValue, file: DjangoMigrationFile)? {
    guard let call = value.call, let found = call.resolved.flatMap({ library.function($0, from: file) }),
      let result = found.module.constants.result(of: found.function, call.arguments)
    else { return nil }
    return (result, found.module)
  }

  /// Runs SQL given as a text, a list of texts, or a list of texts with parameters.
  mutating func runTexts(_ value: FoldedValue) {
    guard !isStateOnly else { return }
    let (known, unknown) = texts(value)
    for text in known { run(text) }
    for part in unknown {
      if let (result, origin) = followed(part), case .string(let text) = result.content {
        run(text, of: origin)
        continue
      }
      if runEach(of: part) { continue }
      guard case .joined(let pieces) = part.content, let text = Self.holed(pieces, part.range) else {
        report("dynamic-sql", "this SQL is put together at run time", at: part.range, .mayChangeSchema)
        continue
      }
      run(text)
    }
  }

  /// Runs the texts that a function of the file gives where conditions choose one of them; false if it is no such
  /// function.
  private mutating func runEach(of value: FoldedValue) -> Bool {
    guard case .opaque = value.content, let function = function(around: value.range) else { return false }
    let values = ScriptStatement.flattened(function.body).compactMap { statement -> FoldedValue? in
      guard case .returning(let node?, _) = statement else { return nil }
      return file.constants.fold(node)
    }
    let texts = values.compactMap { value -> ScriptText? in
      if case .string(let text) = value.content { text } else { nil }
    }
    guard texts.count > 1, texts.count == values.count, texts.count < 8 else { return false }
    let before = result.operations.count
    for text in texts { run(text) }
    for index in result.operations.indices.dropFirst(before) { result.operations[index].isConditional = true }
    return true
  }

  /// The function of the file in which a place is: what hangs on its conditions stands where it returns it.
  private func function(around range: ScriptRange) -> ScriptFunction? {
    file.script?.functions.last { $0.range.start <= range.start && range.end <= $0.range.end }
  }

  /// A text of which parts are not known, with a mark for each of them.
  private static func holed(_ parts: [FoldedValue], _ range: ScriptRange) -> ScriptText? {
    ScriptText.joined(parts.map { $0.located ?? ScriptText(SQLHoles.mark, at: range.start) })
  }

  private mutating func runHoled(_ text: ScriptText, _ file: DjangoMigrationFile) {
    let range = ScriptRange(text.segments.first?.fileStart ?? 0, text.segments.first?.fileStart ?? 0)
    switch sql.readHoled(text, in: file.text, content: file.entry.contentID) {
    case .rows(let reading): result.operations += reading.operations
    case .query: break
    case .newTables:
      report("dynamic-name", "the name of a new table is put together at run time", at: range, .harmless)
    case .someRows(let table):
      report(
        "dynamic-sql", "this SQL, put together at run time, changes rows in a way that is not read",
        at: range,
        .mayChangeRows, tables: table.map { [$0] } ?? [])
    case .unknown(let tables):
      report(
        "dynamic-sql", "this SQL is put together at run time", at: range, .mayChangeSchema, tables: tables)
    }
  }

  /// Runs one SQL text; it may stand in another module than the migration.
  mutating func run(_ text: ScriptText, of origin: DjangoMigrationFile? = nil) {
    let file = origin ?? file
    if text.string.contains(text: SQLHoles.mark) { return runHoled(text, file) }
    let reading = sql.read(text, in: file.text, content: file.entry.contentID)
    result.operations += reading.operations
    result.hints += reading.hints
    result.diagnostics += reading.diagnostics
  }

  private func texts(_ value: FoldedValue) -> (known: [ScriptText], unknown: [FoldedValue]) {
    switch value.content {
    case .string(let text): return ([text], [])
    case .list(let elements), .tuple(let elements):
      var known: [ScriptText] = []
      var unknown: [FoldedValue] = []
      for element in elements {
        // `("update t set a = %s", ["x"])`
        let statement = element.elements?.first ?? element
        let parameters = element.elements?.dropFirst().first
        if case .string(let text) = statement.content {
          known.append(Self.filled(text, parameters))
        } else {
          unknown.append(element)
        }
      }
      return (known, unknown)
    default: return ([], [value])
    }
  }

  /// The text with constants in place of `%s`; without parameters it is left as it is.
  static func filled(_ text: ScriptText, _ parameters: FoldedValue?) -> ScriptText {
    guard let values = parameters?.elements, !values.isEmpty else { return text }
    var filled: [UInt8] = []
    var next = 0
    let bytes = Array(text.string.utf8)
    var at = 0
    while at < bytes.count {
      let isMark = bytes[at] == UInt8(ascii: "%") && at + 1 < bytes.count
      if isMark, bytes[at + 1] == UInt8(ascii: "s") {
        filled += Array(sql(next < values.count ? values[next] : nil).utf8)
        next += 1
        at += 2
      } else if isMark, bytes[at + 1] == UInt8(ascii: "%") {
        filled.append(bytes[at])
        at += 2
      } else {
        filled.append(bytes[at])
        at += 1
      }
    }
    return text.replacing(with: String(decoding: filled, as: UTF8.self))
  }

  private static func sql(_ value: FoldedValue?) -> String {
    switch value?.literal {
    case .string(let text): SQLSpelling.quoted(text)
    case .number(let digits): digits
    case .boolean(let value): value ? "true" : "false"
    case .null: "NULL"
    case nil: "$1"
    }
  }
}

extension FoldedValue {
  /// `RunSQL.noop`, an empty text or `None`.
  var isNothingToRun: Bool {
    if isNone || lastName == "noop" { return true }
    return text?.isEmpty ?? false
  }
}
