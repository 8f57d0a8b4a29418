import Glibc
import Synchronization

/// What another thread is at.
package final class PendingWork<Value: Sendable> {
  private var thread: pthread_t?
  private let result: () -> Value

  fileprivate init(thread: pthread_t?, result: @escaping () -> Value) {
    self.thread = thread
    self.result = result
  }

  deinit { join() }

  /// Waits for the result; where no thread could be had, the work is done now.
  func value() -> Value {
    join()
    return result()
  }

  private func join() {
    if let thread { pthread_join(thread, nil) }
    thread = nil
  }
}

/// Pieces of work at the same time: one on the caller's thread, each other one on a thread of its own.
enum ParallelWork {
  /// Does both and gives both results; where no thread can be had, one after the other.
  static func both<First: Sendable, Second>(
    _ first: @escaping @Sendable () -> First, _ second: () -> Second
  ) -> (First, Second) {
    let pending = begin(first)
    let result = second()
    return (pending.value(), result)
  }

  /// Begins with something on a thread of its own.
  static func begin<Value: Sendable>(_ work: @escaping @Sendable () -> Value) -> PendingWork<Value> {
    let slot = Slot<Value>()
    return PendingWork(thread: start(ThreadBody { slot.put(work()) })) { slot.take() ?? work() }
  }

  /// Does all of it, the last on the caller's thread; where a thread cannot be had, its work is done there too.
  static func all(_ others: [@Sendable () -> Void], _ own: () -> Void) {
    let threads = others.map { work in (work: work, thread: start(ThreadBody(work))) }
    own()
    for entry in threads {
      if let thread = entry.thread { pthread_join(thread, nil) } else { entry.work() }
    }
  }

  /// Processors that this process may use, at most as many as pay.
  static var processorCount: Int { min(8, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Stack of a thread in bytes, as that of the main one usually is: limits of nesting count on it.
  private static let stackSize = 8 << 20

  private static func start(_ body: ThreadBody) -> pthread_t? {
    let context = Unmanaged.passRetained(body)
    var thread = pthread_t()
    let code = withUnsafeTemporaryAllocation(of: pthread_attr_t.self, capacity: 1) { memory -> Int32 in
      guard let attributes = memory.baseAddress else { return EAGAIN }
      pthread_attr_init(attributes)
      defer { pthread_attr_destroy(attributes) }
      pthread_attr_setstacksize(attributes, stackSize)
      return pthread_create(
        &thread, attributes,
        { context in
          guard let context else { return nil }
          Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
          return nil
        }, context.toOpaque())
    }
    guard code == 0 else {
      context.release()
      return nil
    }
    return thread
  }

  /// What the thread runs.
  private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
      self.run = run
    }
  }

  /// Where the thread leaves its result.
  private final class Slot<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    func put(_ new: Value) {
      value.withLock { $0 = new }
    }

    func take() -> Value? {
      value.withLock { $0 }
    }
  }
}
