import Domain

/// Says in one clause how far a change reaches: `breaks 1 model, starves 7 models, 15 exposures`.
struct Reach {
  /// The clause with its leading separator; empty when nothing is reached.
  let text: String

  /// Counts the impacts of a change by effect and kind of asset.
  init(_ context: RuleContext) {
    var worst: [AssetID: EffectKind] = [:]
    for impact in context.impacts where impact.effect != .unaffected {
      worst[impact.asset] = min(worst[impact.asset] ?? impact.effect, impact.effect)
    }
    let clauses = EffectKind.allCases.compactMap { effect -> String? in
      let hit = worst.filter { $0.value == effect }.keys.compactMap { context.assets[$0]?.kind }
      let counts = AssetKind.allCases.compactMap { kind -> String? in
        let number = hit.count { $0 == kind }
        return number == 0 ? nil : Self.counted(number, kind)
      }
      return counts.isEmpty ? nil : Self.verb(effect) + " " + counts.joined(separator: ", ")
    }
    text = clauses.isEmpty ? "" : ": " + clauses.joined(separator: "; ")
  }

  private static func verb(_ effect: EffectKind) -> String {
    switch effect {
    case .broken: "breaks"
    case .starved: "starves"
    case .contractViolated: "violates the contract of"
    case .frozen: "freezes"
    case .testFails: "fails"
    case .nullOnward: "leaves NULL in"
    case .wrongValue: "makes values wrong in"
    case .unknown: "may affect"
    case .unaffected: "leaves"
    }
  }

  /// `1 model`, `7 models`.
  static func counted(_ number: Int, _ kind: AssetKind) -> String {
    let noun: String =
      switch kind {
      case .unitTest: "unit test"
      case .query: number == 1 ? "query" : "querie"
      default: kind.rawValue
      }
    return "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
