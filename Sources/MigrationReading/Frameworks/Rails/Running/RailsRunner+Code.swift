import Domain
import ScriptSyntax

/// Code of the application that a migration calls: it is run as if it stood in the migration, where its text says all
/// that it does.
extension RailsRunner {
  /// Files of the application that may be open at once.
  static let codeLimit = 4

  /// Statements that code of the application may go through before it is left alone.
  private static let codeWork = 10_000

  /// A method that the application adds to all migrations; nil if there is none.
  mutating func helper(_ name: String, _ arguments: RailsArguments, _ range: ScriptRange) -> RailsValue? {
    guard codeDepth < Self.codeLimit, let method = library.code.helper(name) else { return nil }
    return run(method, arguments, range)
  }

  /// A method of a class or module of the application, if all that it does is understood; nil otherwise, with nothing
  /// done.
  mutating func code(_ name: String, of constant: String, _ call: ScriptCall) -> RailsValue? {
    guard codeDepth < Self.codeLimit else { return nil }
    if let method = library.code.method(name, of: constant, isStatic: true) {
      let outer = ownTable
      ownTable = library.models.table(of: constant)
      let value = attempt(method, arguments(of: call), call.range)
      ownTable = outer
      return value
    }
    // A job does its work now as far as the schema and the rows are concerned.
    guard Self.jobCalls.contains(name),
      let method = library.code.method("perform", of: constant, isStatic: false)
    else { return nil }
    return attempt(method, arguments(of: call), call.range)
  }

  /// A method of an object of such a class.
  mutating func code(_ name: String, ofObject constant: String, _ call: ScriptCall) -> RailsValue? {
    guard codeDepth < Self.codeLimit, let method = library.code.method(name, of: constant, isStatic: false)
    else { return nil }
    return attempt(method, arguments(of: call), call.range)
  }

  private static let jobCalls: Set<String> = [
    "perform_now", "perform_later", "perform_async", "perform_inline", "perform",
  ]

  /// The value of a constant that a file of the application defines: texts, numbers, lists and hashes of them.
  mutating func constantOfCode(_ name: String, _ range: ScriptRange) -> RailsValue? {
    guard codeDepth < Self.codeLimit, let found = library.code.constant(name) else { return nil }
    var runner = self
    runner.enter(found.entry, found.text, range)
    runner.declareBeside(found.siblings, but: found.value)
    let value = runner.evaluate(found.value)
    workLeft = runner.workLeft
    guard let plain = value.moved(to: range.start) else { return nil }
    if !files.contains(found.entry) { files.append(found.entry) }
    return plain
  }

  private mutating func attempt(_ method: RailsMethod, _ arguments: RailsArguments, _ range: ScriptRange)
    -> RailsValue?
  {
    var trial = self
    trial.workLeft = min(workLeft, Self.codeWork)
    trial.isTrial = true
    let start = trial.workLeft
    let value = trial.run(method, arguments, range)
    let used = start - trial.workLeft
    workLeft = max(1, workLeft - used)
    guard trial.troubles == troubles, trial.workLeft > 1 else { return nil }
    trial.workLeft = workLeft
    (trial.isTrial, trial.ownTable) = (isTrial, ownTable)
    self = trial
    return value
  }

  private mutating func run(_ method: RailsMethod, _ arguments: RailsArguments, _ range: ScriptRange)
    -> RailsValue
  {
    let outer = (file, content, entryPoint, codeDepth)
    let (methods, constants) = (self.methods, self.constants)
    enter(method.entry, method.text, range)
    declareBeside(method.siblings, but: nil)
    let value = run(method: method.function, arguments)
    (file, content, entryPoint, codeDepth) = outer
    (self.methods, self.constants) = (methods, constants)
    return value
  }

  private mutating func enter(_ entry: FileEntry, _ text: SourceText, _ range: ScriptRange) {
    entryPoint = place(range)
    (file, content) = (text, entry.contentID)
    codeDepth += 1
    if !files.contains(entry) { files.append(entry) }
  }

  /// Takes up the methods and constants beside a method.
  mutating func declareBeside(_ statements: [ScriptStatement], but value: ScriptNode?) {
    for statement in ScriptStatement.flattened(statements) {
      switch statement {
      case .function(let function): methods[function.name] = function
      case .assignment(let assignment):
        if let own = assignment.value?.range, own == value?.range { continue }
        if case .name(let name)? = assignment.targets.first, EnglishWords.isConstant(name.text) {
          assign(assignment)
        }
      default: break
      }
    }
  }
}

extension RailsValue {
  /// A constant as it stands at a place of another file; nil for what is none.
  fileprivate func moved(to place: Int32) -> RailsValue? {
    switch self {
    case .text(let text): return .text(ScriptText(text.string, at: place))
    case .number, .boolean, .null: return self
    case .list(let values):
      let moved = values.compactMap { $0.moved(to: place) }
      return moved.count == values.count ? .list(moved) : nil
    case .map(let entries):
      let moved = entries.compactMap { entry in
        entry.value.moved(to: place).map { RailsEntry(key: entry.key, value: $0) }
      }
      return moved.count == entries.count ? .map(moved) : nil
    default: return nil
    }
  }
}
