import Domain

/// Says where in the registry a fix belongs: `, in models/stg_users.sql:7`.
enum Places {
  /// The first queries on the way from the source that the change reaches; empty when none has a place.
  static func queries(_ context: RuleContext) -> String {
    text(context) { [.model, .snapshot, .view, .query, .template].contains($0.kind) }
  }

  /// The tests that the change reaches.
  static func tests(_ context: RuleContext) -> String {
    text(context) { [.test, .unitTest, .contract].contains($0.kind) }
  }

  /// Where sources declare what the change takes away.
  static func declarations(_ context: RuleContext) -> String {
    text(context) { $0.kind == .source }
  }

  private struct Line: Hashable, Comparable {
    var file: String
    var number: Int

    static func < (left: Line, right: Line) -> Bool { (left.file, left.number) < (right.file, right.number) }
  }

  private static func text(_ context: RuleContext, _ isWanted: (Asset) -> Bool) -> String {
    let direct = context.impacts.filter { impact in
      impact.effect != .unaffected && impact.effect != .starved
        && (context.assets[impact.asset].map(isWanted) ?? false)
    }
    guard let nearest = direct.map(\.path.count).min() else { return "" }
    let evidence = direct.filter { $0.path.count == nearest }.flatMap(\.evidence)
    let places = evidence.compactMap { item -> SourceLocation? in
      item.location?.repository == .registry ? item.location : nil
    }
    let lines = Set(places.map { Line(file: $0.file, number: $0.position.line) }).sorted()
    guard !lines.isEmpty else { return "" }
    let shown = lines.prefix(3).map { "\($0.file):\($0.number)" }.joined(separator: ", ")
    return ", in " + shown + (lines.count > 3 ? " and \(lines.count - 3) more places" : "")
  }
}
