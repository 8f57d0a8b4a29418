import Domain

/// When a waiver counts.
enum WaiverWords {
  /// `until 2026-12-31`, `from 2026-12-01`, both ends, or `without end`.
  static func period(_ waiver: Waiver) -> String {
    switch (waiver.notBefore, waiver.expires) {
    case (let first?, let last?): "\(first.display) to \(last.display)"
    case (nil, let last?): "until \(last.display)"
    case (let first?, nil): "from \(first.display)"
    case (nil, nil): "without end"
    }
  }
}
