/// How a reader has work done by several threads; who starts it decides what a thread is.
package struct ReadingThreads: Sendable {
  /// Threads that work at a time, the caller's included.
  package var count: Int
  /// Scripts below which one thread reads them all: starting others and opening the repository again has its price.
  package var leastScripts: Int
  /// The same for programs, whose reading costs more and is only the parsing.
  package var leastPrograms: Int
  /// Does all of it at the same time: the last on the caller's thread, each other one on a thread of its own.
  package var run: @Sendable (_ others: [@Sendable () -> Void], _ own: () -> Void) -> Void
  /// Takes over what is no longer needed, where freeing it piece by piece would take time that nobody has.
  package var leave: @Sendable (Any) -> Void

  /// A way to have work done.
  package init(
    count: Int, leastScripts: Int = 1000, leastPrograms: Int = 200,
    leave: @escaping @Sendable (Any) -> Void = { _ in },
    run: @escaping @Sendable (_ others: [@Sendable () -> Void], _ own: () -> Void) -> Void
  ) {
    self.count = count
    self.leastScripts = leastScripts
    self.leastPrograms = leastPrograms
    self.leave = leave
    self.run = run
  }
}
