import Domain
import ScriptSyntax

/// `revert`: what a block or another migration does, backward.
extension RailsRunner {
  mutating func revert(_ arguments: RailsArguments, _ range: ScriptRange) {
    embedded.questions?.addUnchecked()
    if let block = arguments.block { undo(range) { $0.run(block, []) } }
    for value in arguments.values {
      guard let name = Self.className(value), let other = library.migration(named: name) else {
        report("revert", "the migration that \"revert\" names is not read", range, .mayChangeSchema)
        continue
      }
      files.append(other.entry)
      guard var runner = other.runner(like: self) else {
        report("revert", "the migration that \"revert\" names is not read", range, .mayChangeSchema)
        continue
      }
      runner.isReverting = !isReverting
      if runner.methods["change"] == nil, runner.methods["down"] != nil {
        runner.runFirst(["down"])
        adopt(runner, runner.operations, range)
      } else {
        runner.runFirst(["change"])
        adopt(runner, nil, range)
      }
    }
  }

  /// `run Other` runs it forward.
  mutating func runOther(_ arguments: RailsArguments, _ range: ScriptRange) -> RailsValue {
    embedded.questions?.addUnchecked()
    for value in arguments.values {
      guard let name = Self.className(value), let other = library.migration(named: name),
        var runner = other.runner(like: self)
      else {
        report("revert", "the migration that \"run\" names is not read", range, .mayChangeSchema)
        continue
      }
      files.append(other.entry)
      runner.runFirst(["change", "up"])
      adopt(runner, runner.operations, range)
    }
    return .null
  }

  private static func className(_ value: RailsValue) -> String? {
    switch value {
    case .constant(let name): name.split(separator: ".").last.map(String.init)
    default: nil
    }
  }

  /// Keeps what another migration did, or the opposite of it; places are those of the call.
  private mutating func adopt(_ runner: RailsRunner, _ forward: [Operation]?, _ range: ScriptRange) {
    for diagnostic in runner.diagnostics where !diagnostics.contains(diagnostic) {
      diagnostics.append(diagnostic)
    }
    for operation in forward ?? [] { emit(operation.kind, range) }
    if forward == nil { emitOpposites(of: runner.operations, range) }
  }

  private mutating func undo(_ range: ScriptRange, _ body: (inout RailsRunner) -> Void) {
    let start = operations.count
    let before = indexes
    isReverting.toggle()
    body(&self)
    isReverting.toggle()
    let done = Array(operations[min(start, operations.count)...])
    operations.removeLast(operations.count - min(start, operations.count))
    indexes = before
    emitOpposites(of: done, range)
  }

  private mutating func emitOpposites(of done: [Operation], _ range: ScriptRange) {
    for operation in done.reversed() {
      if let opposite = operation.kind.opposite {
        emit(opposite, range)
      } else if operation.kind.changesSchema {
        report("revert", "what \"revert\" undoes here is not read", range, .mayChangeSchema)
      }
    }
  }
}

extension OperationKind {
  /// What undoes it; nil if that cannot be said. What is there under another name, or no more, is no trouble.
  fileprivate var opposite: OperationKind? {
    switch self {
    case .addConstraint(let table, let constraint, _):
      .dropConstraint(table, name: constraint.name ?? "", onlyIfPresent: true, cascade: false)
    case .renameIndex(let name, let new): .renameIndex(TableName(schema: name.schema, new), to: name.name)
    case .createEnum(let name, _, _): .dropType(name, onlyIfPresent: true, cascade: false)
    case .createSchema(let name): .dropSchema(name, cascade: true)
    case .createTableFromQuery, .renameConstraint, .renameSchema: nil
    default: inverse
    }
  }
}
