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

  /// Joins on all columns of what is no longer unique: each row of the other side may come several times.
  mutating func judgeRepeats(of asset: Asset, in query: QueryLineage, into state: inout State) {
    var joined: [RepeatedKey: Set<String>] = [:]
    for use in query.uses where use.clause == .join {
      for taint in states[use.input.asset]?.columns[use.input.column] ?? [] {
        guard case .keyLoosened(let count) = taint.value, count > 0 else { continue }
        let key = RepeatedKey(asset: use.input.asset, change: taint.change)
        guard joined[key, default: []].insert(use.input.column).inserted, joined[key]?.count == count else {
          continue
        }
        let text = "joins on \"\(use.input.column)\", which is no longer unique"
        note(asset, .wrongValue, taint, Evidence(.use, text, location: use.location))
        state.rows.append(derived(taint, .wrongValue, by: asset))
      }
    }
  }

  /// What was unique in one input before a change.
  private struct RepeatedKey: Hashable {
    let asset: AssetID
    let change: ChangeID
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
