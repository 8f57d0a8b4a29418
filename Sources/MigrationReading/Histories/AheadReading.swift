import Domain

/// The scripts of a long history, read on other threads while the own one goes through them in order.
///
/// Each script is read as if nothing was defined before it. The reading says which routines the script asked for, so
/// the cache gives it out only where the answer is the same; the few others are read again in their turn. So what comes
/// out does not depend on the threads. What cannot be read ahead is left to that turn too, with its trouble.
final class AheadReading {
  /// What the other threads do.
  let others: [@Sendable () -> Void]
  private let session: ScriptSession
  private let queue: SharedQueue<SQLPart, KeyedReading>

  /// Nil where it does not pay, or only one thread can read.
  init?(_ parts: [SQLPart], _ session: ScriptSession, _ threads: ReadingThreads) {
    guard session.dialect != nil, threads.count > 1, parts.count >= threads.leastScripts,
      let reopen = session.source.tree.reopen
    else { return nil }
    let wanted = parts.filter { session.cache.reading(session.key($0)) == nil }
    guard wanted.count >= threads.leastScripts else { return nil }
    session.cache.reserve(wanted.count)
    let queue = SharedQueue<SQLPart, KeyedReading>(wanted)
    let (dialect, dialectName, substitution) = (session.dialect, session.dialectName, session.substitution)
    let work = { @Sendable () -> Void in
      guard let tree = reopen() else { return }
      let other = ScriptSession(
        source: FileSource(tree), cache: ScriptCache(), dialect: dialect, dialectName: dialectName,
        substitution: substitution)
      while let parts = queue.next() { queue.add(other.readAhead(parts)) }
    }
    others = Array(repeating: work, count: threads.count - 1)
    self.session = session
    self.queue = queue
  }

  /// The reading of a script that the cache does not have, if there is one to be had: takes what the others finished,
  /// and as long as it is not among that, reads the next scripts itself. All of it goes into the cache.
  func supply(_ key: ScriptCache.Key) -> ScriptReading? {
    while true {
      var finished = queue.finished()
      if finished.isEmpty {
        // With nothing left to take, another thread is at it: to read it here takes no longer than to wait.
        guard let parts = queue.next() else { return nil }
        finished = session.readAhead(parts)
      }
      for (key, reading) in finished { session.cache.keep(reading, key) }
      if let reading = session.cache.reading(key) { return reading }
    }
  }
}

/// A script's reading and what it is kept under.
typealias KeyedReading = (key: ScriptCache.Key, reading: ScriptReading)
