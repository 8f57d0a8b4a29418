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
    let sure = Set(context.impacts.filter { $0.isCertain && $0.effect == worst[$0.asset] }.map(\.asset))
    let clauses = EffectKind.allCases.flatMap { effect -> [String] in
      let hit = worst.filter { $0.value == effect }.keys
      guard effect == .testFails else { return [Self.clause(Self.verb(effect), hit, context)] }
      return [
        Self.clause("fails", hit.filter(sure.contains), context),
        Self.clause("may fail", hit.filter { !sure.contains($0) }, context),
      ]
    }.filter { !$0.isEmpty }
    text = clauses.isEmpty ? "" : ": " + clauses.joined(separator: "; ")
  }

  /// Assets counted by kind behind a verb; empty without any.
  private static func clause(
    _ verb: String, _ hit: some Sequence<AssetID>, _ context: RuleContext
  ) -> String {
    let kinds = hit.compactMap { context.assets[$0]?.kind }
    let counts = AssetKind.allCases.compactMap { kind -> String? in
      let number = kinds.count { $0 == kind }
      return number == 0 ? nil : counted(number, kind)
    }
    return counts.isEmpty ? "" : verb + " " + counts.joined(separator: ", ")
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
