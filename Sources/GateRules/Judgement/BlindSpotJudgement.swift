import Domain
import ImpactAnalysis

/// Judges what was not understood: product.md, "Default severities", the rows on blind spots.
struct BlindSpotJudgement {
  /// What is judged.
  let input: GateInput

  /// Blind spots worst first, and the number of those in files that the branch does not touch.
  func blindSpots() -> (listed: [BlindSpot], untouched: Int) {
    let linked = Set(input.bindings.linked.map(\.table))
    var listed: [BlindSpot] = []
    var untouched = 0
    for diagnostic in Set(input.diagnostics) {
      guard let level = level(of: diagnostic, linked: linked) else {
        untouched += 1
        continue
      }
      let fingerprint = Fingerprint.of(diagnostic, backend: input.backend)
      listed.append(BlindSpot(fingerprint: fingerprint, level: level, diagnostic: diagnostic))
    }
    listed.sort { left, right in
      (rank(left.level), left.diagnostic.location, left.diagnostic.id, left.diagnostic.summary)
        < (rank(right.level), right.diagnostic.location, right.diagnostic.id, right.diagnostic.summary)
    }
    return (listed, untouched)
  }

  /// The level of a diagnostic; nil for one that is only counted.
  private func level(of diagnostic: Diagnostic, linked: Set<TableName>) -> BlindSpot.Level? {
    switch diagnostic.reach {
    case .harmless:
      return nil
    case .registryUnreadable:
      return .undetermined
    case .registryUnknown:
      return reachesChange(diagnostic) ? .review : nil
    case .mayChangeSchema, .mayChangeRows:
      guard input.touchedFiles.contains(diagnostic.location.file) else { return nil }
      if !diagnostic.tables.isEmpty, !diagnostic.tables.contains(where: { isLinked($0, linked) }),
        !(diagnostic.id == "migration-left-out" && diagnostic.tables.contains(where: isNamed))
      {
        return .notice
      }
      return diagnostic.reach == .mayChangeSchema ? .undetermined : .review
    }
  }

  /// Whether a registry file that was not understood in full belongs to an asset that a change reaches.
  private func reachesChange(_ diagnostic: Diagnostic) -> Bool {
    let reached = Set(input.impact.effects.map(\.asset))
    return input.registry.assets.contains {
      $0.location.file == diagnostic.location.file && reached.contains($0.id)
    }
  }

  /// Whether a source of the registry has the name of a table, linked or not: nothing that is read may create it.
  private func isNamed(_ table: TableName) -> Bool {
    let name = table.name.lowercased()
    return input.registry.assets.contains {
      $0.kind == .source && ($0.tableName ?? $0.name).lowercased() == name
    }
  }

  private func isLinked(_ table: TableName, _ linked: Set<TableName>) -> Bool {
    linked.contains { $0.name == table.name && (table.schema == nil || $0.schema == table.schema) }
  }

  private func rank(_ level: BlindSpot.Level) -> Int {
    BlindSpot.Level.allCases.firstIndex(of: level) ?? BlindSpot.Level.allCases.count
  }
}
