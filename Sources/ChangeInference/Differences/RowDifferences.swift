import Domain

/// Rows that the branch deletes, or leaves behind when it copies a table.
struct RowDifferences {
  private let comparison: SchemaComparison
  private let tables: TableOutcome
  private let baseNames: [ObjectID: String]

  /// Columns of filters are named as at base, through the outcome of pairing.
  init(_ comparison: SchemaComparison, tables: TableOutcome, columns: ColumnOutcome) {
    self.comparison = comparison
    self.tables = tables
    baseNames = Dictionary(columns.matches.map { ($0.head.id, $0.base.name) }) { _, last in last }
  }

  /// The changes of all carried-on tables, in no order.
  func drafts() -> [ChangeDraft] {
    tables.matches.flatMap { deletions($0) + leftBehind($0) }
  }

  private func deletions(_ match: TableMatch) -> [ChangeDraft] {
    let (base, head) = (match.base.id, match.head.id)
    return (base == head ? [base] : [min(base, head), max(base, head)]).flatMap { id in
      comparison.trail.operations(on: id).compactMap { operation -> ChangeDraft? in
        switch operation.operation.kind {
        case .deleteRows: deletion(match, operation)
        case .truncate: draft(match, [], "all rows are deleted", operation.operation.location)
        default: nil
        }
      }
    }
  }

  private func deletion(_ match: TableMatch, _ operation: ReplayedOperation) -> ChangeDraft {
    let written = conditions(operation)
    let filter = terms(RowCondition(written))
    let shown = written.prefix(4).map(\.summary).joined(separator: " and ")
    let text = written.isEmpty ? "all rows are deleted" : "rows are deleted where \(shown)"
    return draft(match, filter, text, operation.operation.location)
  }

  /// Resolved conditions, or those as written where replay kept none.
  private func conditions(_ operation: ReplayedOperation) -> [Expression] {
    if !operation.conditions.isEmpty { return operation.conditions }
    if case .deleteRows(_, _, _, let conditions) = operation.operation.kind { return conditions }
    return []
  }

  /// A copy with a filter: the rows that it does not take are lost.
  private func leftBehind(_ match: TableMatch) -> [ChangeDraft] {
    guard match.basis == .inferred || match.basis == .recreated, !match.rowFlows.contains(where: \.isComplete)
    else {
      return []
    }
    return match.rowFlows.filter { !$0.isEarlier }.compactMap { flow in
      let condition = RowCondition(flow.conditions)
      guard !condition.isEmpty else { return nil }
      let shown = flow.conditions.prefix(4).map(\.summary).joined(separator: " and ")
      return draft(match, terms(condition), "only rows where \(shown) are copied", flow.location)
    }
  }

  private func terms(_ condition: RowCondition) -> [FilterTerm] {
    condition.terms.map { term in
      FilterTerm(
        column: term.column.column.flatMap(baseName) ?? term.column.name,
        values: term.values.compactMap(\.text))
    }
  }

  private func baseName(_ column: ObjectID) -> String? {
    comparison.base.columns[column]?.name ?? baseNames[column]
  }

  private func draft(
    _ match: TableMatch, _ filter: [FilterTerm], _ text: String, _ location: SourceLocation
  ) -> ChangeDraft {
    let change = Change(
      kind: .rowsDeleted, table: match.base.name, to: ChangeTarget(tables: [match.head.name]), filter: filter,
      confidence: match.confidence, evidence: [Evidence(.statement, text, location: location)])
    return ChangeDraft(change, subjects: [match.base.id, match.head.id], fallback: location)
  }
}
