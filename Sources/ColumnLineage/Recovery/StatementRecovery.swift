import SQLSyntax

/// Reads a statement that the grammar does not know in full, by masking the smallest parts that are in the way.
///
/// From the place of the trouble outwards, the element of a list, the operand of a clause or the content of the
/// brackets is masked, until the statement reads or the trouble has moved on behind the mask.
struct StatementRecovery {
  /// Larger statements are not tried.
  private static let sizeLimit = 256 << 10
  /// How often a statement is read again at most.
  private static let attemptLimit = 60

  private let limit: Int
  private let range: ByteRange
  private let dialect: Dialect
  private let outline: StatementOutline
  private var bytes: [UInt8]
  /// How often it was read again.
  private(set) var attempts = 0
  private(set) var masks: [TextMask] = []

  /// A recovery for a statement of a text that may read so many bytes again; nil if that is too few.
  init?(_ bytes: [UInt8], _ range: ByteRange, _ dialect: Dialect, budget: Int) {
    limit = min(Self.attemptLimit, budget / max(1, range.count))
    guard range.count <= Self.sizeLimit, limit > 0 else { return nil }
    self.bytes = bytes
    self.range = range
    self.dialect = dialect
    outline = StatementOutline(bytes, range, dialect)
  }

  /// The statement with masks, nil if none help; `troubles` gets what was in the way.
  mutating func read(_ first: SyntaxTrouble, _ troubles: inout [SyntaxTrouble]) -> Statement? {
    var trouble = first
    while attempts < limit {
      troubles.append(trouble)
      switch step(past: trouble) {
      case .read(let statement): return statement
      case .further(let next): trouble = next
      case .stuck: return nil
      }
    }
    return nil
  }

  private enum Step {
    case read(Statement)
    case further(SyntaxTrouble)
    case stuck
  }

  private mutating func step(past trouble: SyntaxTrouble) -> Step {
    for mask in outline.masks(around: trouble.range.start) where mask.fits {
      attempts += 1
      if attempts > limit { return .stuck }
      let trial = mask.applied(to: bytes)
      var reader = StatementReader(trial, range: range, dialect: dialect)
      guard let located = reader.next() else { continue }
      if case .unparsed(let next) = located.statement {
        // Trouble with the very next word comes from the mask: it was too small.
        guard next.range.start > outline.end(ofTokenAfter: mask.range.end) else { continue }
        take(mask, trial)
        return .further(next)
      }
      take(mask, trial)
      return .read(located.statement)
    }
    return .stuck
  }

  /// Keeps a mask; smaller ones inside of it are no longer there.
  private mutating func take(_ mask: TextMask, _ trial: [UInt8]) {
    masks.removeAll { $0.range.start >= mask.range.start && $0.range.end <= mask.range.end }
    masks.append(mask)
    bytes = trial
  }
}
