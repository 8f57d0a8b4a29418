import Domain

/// Programs of a long history that other threads work on ahead of their turn while the own one goes through them in
/// order.
///
/// What comes of a program goes by it and by the files of its tree alone, so it does not depend on the threads.
final class AheadPrograms<Value: Sendable> {
  /// What the other threads do.
  let others: [@Sendable () -> Void]
  private let queue: SharedQueue<FileEntry, (entry: FileEntry, value: Value)>
  private let own: (FileEntry) -> Value
  private var values: [FileEntry: Value] = [:]

  /// Nil where it does not pay, or only one thread can read.
  init?(
    _ entries: [FileEntry], _ source: FileSource, _ threads: ReadingThreads,
    _ prepare: @escaping @Sendable (FileSource) -> (FileEntry) -> Value
  ) {
    guard threads.count > 1, entries.count >= threads.leastPrograms, let reopen = source.tree.reopen else {
      return nil
    }
    let queue = SharedQueue<FileEntry, (entry: FileEntry, value: Value)>(entries, portion: 16)
    let listed = source.tree.entries
    let other = { @Sendable () -> Void in
      guard let tree = reopen() else { return }
      let work = prepare(FileSource(tree.listing(listed)))
      while let entries = queue.next() { queue.add(entries.map { ($0, work($0)) }) }
      threads.leave(work)
    }
    others = Array(repeating: other, count: threads.count - 1)
    self.queue = queue
    own = prepare(source)
  }

  /// What came of a program, once; nil where another thread is at it still, or for what is none of the programs.
  func value(of entry: FileEntry) -> Value? {
    queue.supply { entries in
      entries.map { ($0, own($0)) }
    } keep: { outcome in
      values[outcome.entry] = outcome.value
    } until: {
      values[entry] != nil
    }
    return values.removeValue(forKey: entry)
  }
}
