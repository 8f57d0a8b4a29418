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
  init?(_ units: ArraySlice<SQLUnit>, _ session: ScriptSession, _ threads: ReadingThreads) {
    guard session.dialect != nil, threads.count > 1 else { return nil }
    var parts: [SQLPart] = []
    parts.reserveCapacity(units.count)
    for place in units.indices {
      parts += units[place].up
      parts += units[place].down
    }
    guard parts.count >= threads.leastScripts,
      let reopen = session.source.tree.reopen
    else { return nil }
    let wanted =
      session.cache.isEmpty ? parts : parts.filter { session.cache.reading(session.key($0)) == nil }
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
    var reading: ScriptReading?
    queue.supply {
      session.readAhead($0)
    } keep: {
      session.cache.keep($0.reading, $0.key)
    } until: {
      reading = session.cache.reading(key)
      return reading != nil
    }
    return reading
  }
}

/// A script's reading and what it is kept under.
typealias KeyedReading = (key: ScriptCache.Key, reading: ScriptReading)
