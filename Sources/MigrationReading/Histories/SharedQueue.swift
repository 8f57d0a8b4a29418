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

  /// Takes out what was added since the last time.
  func finished() -> [Outcome] {
    outcomes.withLock { list in
      let taken = list
      list = []
      return taken
    }
  }
}
