import Synchronization

/// Files that several threads take from, and what came of them.
final class SharedQueue<Part: Sendable, Outcome: Sendable>: Sendable {
  private let parts: [Part]
  /// Files that a thread takes at a time.
  private let portion: Int
  private let taken = Atomic<Int>(0)
  private let outcomes = Mutex<[Outcome]>([])

  init(_ parts: [Part], portion: Int = 32) {
    self.parts = parts
    self.portion = max(1, portion)
  }

  /// The next files, in their order; nil at the end.
  func next() -> ArraySlice<Part>? {
    let start = taken.add(portion, ordering: .relaxed).oldValue
    return start < parts.count ? parts[start..<min(start + portion, parts.count)] : nil
  }

  func add(_ new: [Outcome]) {
    outcomes.withLock { $0 += new }
  }

  /// Hands over what the others finished until there is what is wanted; as long as nothing is finished, works itself.
  /// With nothing left to take, another thread is at it: to do it anew takes no longer than to wait.
  func supply(
    _ work: (ArraySlice<Part>) -> [Outcome], keep: (Outcome) -> Void, until isThere: () -> Bool
  ) {
    while !isThere() {
      var outcomes = finished()
      if outcomes.isEmpty {
        guard let parts = next() else { return }
        outcomes = work(parts)
      }
      outcomes.forEach(keep)
    }
  }

  /// Takes out what was added since the last time.
  private func finished() -> [Outcome] {
    outcomes.withLock { list in
      let taken = list
      list = []
      return taken
    }
  }
}
