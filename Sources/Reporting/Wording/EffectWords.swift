import Domain

/// Says in plain text what happens to which kind of asset.
enum EffectWords {
  /// `model`, `models`; an exposure is called a dashboard, as the people who look at it do.
  static func noun(_ kind: AssetKind, _ number: Int) -> String {
    switch kind {
    case .source, .column, .model, .seed, .snapshot, .test, .metric, .contract, .template, .view:
      number == 1 ? kind.rawValue : kind.rawValue + "s"
    case .unitTest: number == 1 ? "unit test" : "unit tests"
    case .exposure: number == 1 ? "dashboard" : "dashboards"
    case .query: number == 1 ? "query" : "queries"
    }
  }

  /// `7 models`.
  static func counted(_ number: Int, _ kind: AssetKind) -> String { "\(number) \(noun(kind, number))" }

  /// The effect as a state: `broken`, `dark`, `not run`.
  static func state(_ effect: EffectKind, _ kind: AssetKind) -> String {
    let isTest = kind == .test || kind == .unitTest
    switch effect {
    case .broken: return kind == .exposure ? "dark" : isTest ? "failing" : "broken"
    case .starved: return kind == .exposure ? "dark" : isTest ? "not run" : "starved"
    case .contractViolated: return "contract violated"
    case .frozen: return "frozen"
    case .testFails: return "failing"
    case .nullOnward: return "NULL from now on"
    case .wrongValue: return "wrong values"
    case .unknown: return "unknown"
    case .unaffected: return "unaffected"
    }
  }

  /// What would happen next, of an effect that hides behind a worse one.
  static func outlook(_ effect: EffectKind) -> String {
    switch effect {
    case .broken: "would break"
    case .starved: "would not be built"
    case .contractViolated: "would violate its contract"
    case .frozen: "would get no new rows"
    case .testFails: "would fail"
    case .nullOnward: "would see NULL"
    case .wrongValue: "would say something wrong"
    case .unknown: "may change"
    case .unaffected: "would be healthy"
    }
  }
}
