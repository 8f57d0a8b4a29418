import Domain
import ScriptSyntax

/// Operations that depend on settings: `if not settings.SKIP_HEAVY_MIGRATIONS: operations.append(...)`.
enum DjangoChoice {
  /// What the lists have in common at their beginnings and ends as it is, what differs as one part in between.
  static func parts(of lists: [FoldedValue], at range: ScriptRange) -> [FoldedValue] {
    let all = lists.map { $0.elements ?? [] }
    guard let first = all.first else { return [] }
    let shortest = all.map(\.count).min() ?? 0
    var before = 0
    while before < shortest, all.allSatisfy({ $0[before].isSame(as: first[before]) }) { before += 1 }
    var after = 0
    while after < shortest - before,
      all.allSatisfy({ $0[$0.count - 1 - after].isSame(as: first[first.count - 1 - after]) })
    {
      after += 1
    }
    let rests = all.map { FoldedValue(.list(Array($0[before..<($0.count - after)])), at: range) }
    return Array(first[..<before]) + [FoldedValue(.either(rests), at: range)]
      + Array(first[(first.count - after)...])
  }

  /// The lists of which one is run: such a part, or `*operations_by_settings()`.
  static func lists(of value: FoldedValue) -> [FoldedValue]? {
    if case .element(let element) = value.content { return element.receiver.alternatives }
    return value.alternatives
  }
}

extension DjangoReplay {
  /// Runs the one list that does something to the database, if that only adds or tightens; what takes away under a
  /// condition, and which of several lists is run, nobody knows.
  mutating func applyOne(of lists: [FoldedValue], at range: ScriptRange) {
    depth += 1
    defer { depth -= 1 }
    let (done, told) = (result.operations.count, result.diagnostics.count)
    var effects: [DjangoReplay] = []
    for list in lists {
      var copy = self
      for operation in list.elements ?? [] { copy.apply(operation) }
      let news = copy.result.operations.dropFirst(done).map(\.kind)
      let isIdle = news.isEmpty && copy.result.diagnostics.count == told
      let isKnown = effects.contains { $0.result.operations.dropFirst(done).map(\.kind) == news }
      if !isIdle, !isKnown { effects.append(copy) }
    }
    if effects.count == 1, var only = effects.first,
      only.result.operations.dropFirst(done).allSatisfy(\.kind.takesNothingAway)
    {
      for index in only.result.operations.indices.dropFirst(done) {
        only.result.operations[index].isConditional = true
      }
      only.depth = depth
      self = only
    } else if !effects.isEmpty {
      report(
        "undecided-condition", "which operations run here depends on a condition that is not known",
        at: range, .mayChangeSchema)
    }
  }
}

extension OperationKind {
  /// Whether everything is where it was afterwards, under its name.
  fileprivate var takesNothingAway: Bool {
    switch self {
    case .createSchema, .setSearchPath, .createTable, .createTableFromQuery, .addColumn, .alterColumnType,
      .setNullability, .setDefault, .setGeneration, .redefineColumn, .addConstraint, .dropConstraint,
      .renameConstraint, .createIndex, .dropIndex, .renameIndex, .createEnum, .addEnumLabel, .createDomain,
      .addDomainConstraint, .dropDomainConstraint, .setDomainNullability, .createOtherType, .createView,
      .updateRows, .insertFromQuery, .insertRows:
      true
    case .dropSchema, .renameSchema, .dropTable, .renameTable, .setTableSchema, .setPartition, .dropColumn,
      .renameColumn, .dropPrimaryKey, .renameEnumLabel, .renameType, .dropType, .dropView, .deleteRows,
      .truncate:
      false
    }
  }
}
