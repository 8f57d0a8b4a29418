import Domain
import SQLSyntax

extension StatementFrame {
  /// The queries of loops whose rows go into these expressions, as inputs: what a loop does with each row, a statement
  /// does with the rows of its query.
  func loopInputs(_ expressions: [NeutralExpression]) -> [QueryInput] {
    guard !loops.isEmpty else { return [] }
    let columns = expressions.flatMap(\.columns)
    return loops.compactMap { loop in
      let isUsed = columns.contains { column in
        guard let qualifier = column.qualifier else { return loop.targets.contains(column.name) }
        return loop.targets == [qualifier]
      }
      return isUsed ? input(loop) : nil
    }
  }

  /// The frame of a statement that is run for each row of its loops.
  func inEachRound() -> StatementFrame {
    var frame = self
    frame.isConditional = isConditionalInRound
    return frame
  }

  private func input(_ loop: LoopQuery) -> QueryInput {
    var query = SyntaxTranslator(bytes: loop.text).shape(of: loop.query)
    let alias = loop.targets.count == 1 ? loop.targets[0] : "(loop)"
    guard query.outputs.count == loop.targets.count else { return QueryInput(.query(query), alias: alias) }
    // Values by their own names: `FOR an_id, a_name IN SELECT id, name ...`.
    for (place, target) in loop.targets.enumerated() where loop.targets.count > 1 {
      guard case .expression(let value, _) = query.outputs[place] else { continue }
      query.outputs[place] = .expression(value, name: target)
    }
    return QueryInput(.query(query), alias: alias)
  }
}
