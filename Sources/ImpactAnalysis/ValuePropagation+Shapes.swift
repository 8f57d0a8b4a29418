import Domain

extension ValuePropagation {
  /// Reads that count on one row per old key.
  mutating func judgeGrain(of asset: Asset, in query: QueryLineage, into state: inout State) {
    for read in query.reads {
      for (taint, key) in states[read.asset]?.grain ?? [] {
        let isKeyed = !key.isEmpty && key.contains { read.keyedBy.contains($0) }
        guard !read.isAggregated, !isKeyed else { continue }
        let text = "reads rows without aggregate or key filter here"
        note(asset, .wrongValue, taint, Evidence(.use, text, location: read.location))
        state.rows.append(derived(taint, .wrongValue, by: asset))
      }
    }
  }

  /// A star brings new columns along, which an enforced contract or a strict incremental table refuses.
  mutating func judgeAddedColumns(of asset: Asset, in query: QueryLineage, into state: inout State) {
    for star in query.stars {
      for (taint, column) in states[star.asset]?.added ?? [] where query.outputs.contains(where: \.isFromStar)
      {
        let text = "a star brings \"\(column)\" along here"
        let evidence = Evidence(.use, text, location: star.location)
        if asset.isContractEnforced {
          note(asset, .contractViolated, taint, evidence)
        } else if asset.materialization == "incremental", asset.onSchemaChange == "fail" {
          note(asset, .broken, taint, evidence)
        }
        state.added.append((extended(taint, by: asset), column))
      }
    }
  }

  /// An enforced contract that names the type of a column refuses another one.
  mutating func judgeContract(of asset: Asset, on column: String, _ taint: Taint) {
    guard asset.isContractEnforced, !taint.isCast, case .retyped(let type) = taint.value,
      let declared = asset.columns.first(where: { $0.name.lowercased() == column }),
      let written = declared.type, type.breaks(declared: written)
    else { return }
    let text = "the enforced contract of \"\(asset.name)\" says \"\(column)\" is \"\(written)\""
    note(
      asset, .contractViolated, taint, Evidence(.declaration, text, location: declared.location),
      isLoss: true)
  }
}
