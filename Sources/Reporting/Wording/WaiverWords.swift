import Domain

/// When a waiver counts.
enum WaiverWords {
  /// `until 2026-12-31`, or both ends.
  static func period(_ waiver: Waiver) -> String {
    guard let first = waiver.notBefore else { return "until \(waiver.expires.display)" }
    return "\(first.display) to \(waiver.expires.display)"
  }
}
