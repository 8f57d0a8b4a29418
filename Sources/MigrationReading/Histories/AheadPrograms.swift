import Domain

/// Programs of a long history that other threads parse while the own one runs them in order.
///
/// A program is parsed by itself, so what comes out does not depend on the threads.
struct AheadPrograms {
  /// What the other threads do.
  let others: [@Sendable () -> Void]
  /// Sees to it that the cache has what a file was read as; where the file is not among the programs, it stays out.
  let supply: (ScriptCache.FileKey) -> Void

  /// Nil where it does not pay, or only one thread can read.
  init?<Value: Sendable>(
    _ entries: [FileEntry], as kind: String, _ source: FileSource, _ cache: ScriptCache,
    _ threads: ReadingThreads, _ read: @escaping @Sendable (FileEntry, FileSource) -> Value
  ) {
    guard threads.count > 1, entries.count >= threads.leastPrograms, let reopen = source.tree.reopen else {
      return nil
    }
    let unread = entries.filter { cache.files[ScriptCache.FileKey(entry: $0, kind: kind)] == nil }
    guard unread.count >= threads.leastPrograms else { return nil }
    let queue = SharedQueue<FileEntry, (entry: FileEntry, value: Value)>(unread, portion: 16)
    let other = { @Sendable () -> Void in
      guard let tree = reopen() else { return }
      let source = FileSource(tree)
      while let entries = queue.next() { queue.add(entries.map { ($0, read($0, source)) }) }
    }
    others = Array(repeating: other, count: threads.count - 1)
    supply = { key in
      queue.supply { entries in
        entries.map { ($0, read($0, source)) }
      } keep: { outcome in
        cache.files[ScriptCache.FileKey(entry: outcome.entry, kind: kind)] = outcome.value
      } until: {
        cache.files[key] != nil
      }
    }
  }
}
