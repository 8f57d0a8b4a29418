import Domain

extension ValuePropagation {
  /// Literals that are compared with values that are gone or new.
  mutating func judgeLiterals(of asset: Asset, in query: QueryLineage, into state: inout State) {
    for literal in query.literals {
      for taint in states[literal.input.asset]?.columns[literal.input.column] ?? [] {
        guard let hit = judge.hit(of: literal, by: taint.value) else { continue }
        let text = literal.sentence
        note(
          asset, .wrongValue, taint, Evidence(.use, text, location: literal.location),
          isCertain: hit.isCertain,
          isReviewOnly: hit.isReviewOnly)
        let wrong = derived(taint, .wrongValue, by: asset)
        if literal.clause.decidesRows {
          state.rows.append(wrong)
        } else {
          for output in query.outputs
          where output.sources.contains(literal.input) && !output.passesOn.contains(literal.input) {
            state.columns[output.name, default: []].append(wrong)
          }
        }
      }
    }
  }

  /// Tests compare values with what they were told.
  mutating func judgeTest(_ asset: Asset) {
    for use in asset.uses {
      for taint in states[use.asset]?.columns[use.column.lowercased()] ?? [] {
        guard let failure = judge.failure(of: use, test: asset.test?.name ?? "", by: taint.value) else {
          continue
        }
        note(
          asset, .testFails, taint, Evidence(.use, failure.text, location: use.location),
          isCertain: failure.isCertain, isReviewOnly: failure.isReviewOnly)
      }
    }
    guard let query = lineage[asset.id] else { return }
    for literal in query.literals {
      for taint in states[literal.input.asset]?.columns[literal.input.column] ?? [] {
        guard let hit = judge.hit(of: literal, by: taint.value) else { continue }
        let text = literal.sentence
        note(
          asset, .testFails, taint, Evidence(.use, text, location: literal.location),
          isCertain: hit.isCertain, isReviewOnly: hit.isReviewOnly)
      }
    }
  }
}

extension LiteralUse {
  /// What the query does with it, for evidence.
  fileprivate var sentence: String {
    switch match {
    case .equal, .other, .prefix, .suffix, .contained:
      "\"\(input.column)\" is compared with \"\(value)\" here"
    case .like, .ilike, .similar, .regex, .iregex, .pattern:
      "\"\(input.column)\" is matched with the pattern \"\(value)\" here"
    }
  }
}
