import Domain

/// Applies the data team's waivers on one day.
struct WaiverMatch {
  /// All waivers of the policy.
  let waivers: [Waiver]
  /// The day.
  let date: CalendarDate

  /// Marks what is waived and says what became of each waiver.
  func apply(to findings: inout [Finding], and spots: inout [BlindSpot]) -> WaiverSummary {
    var summary = WaiverSummary()
    for waiver in waivers {
      guard isInForce(waiver) else {
        summary.expired.append(waiver)
        continue
      }
      var matched = false
      for index in findings.indices where findings[index].fingerprint == waiver.fingerprint {
        findings[index].waiver = findings[index].waiver ?? waiver
        matched = true
      }
      for index in spots.indices where spots[index].fingerprint == waiver.fingerprint {
        spots[index].waiver = spots[index].waiver ?? waiver
        matched = true
      }
      if matched { summary.applied.append(waiver) } else { summary.unused.append(waiver) }
    }
    return summary
  }

  private func isInForce(_ waiver: Waiver) -> Bool {
    (waiver.expires.map { date <= $0 } ?? true) && (waiver.notBefore.map { $0 <= date } ?? true)
  }
}
