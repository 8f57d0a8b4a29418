import Glibc
import Synchronization

/// Two pieces of work at the same time: one on a thread of its own, one on the caller's.
enum ParallelWork {
  /// Does both and gives both results; where no thread can be had, one after the other.
  static func both<First: Sendable, Second>(
    _ first: @escaping @Sendable () -> First, _ second: () -> Second
  ) -> (First, Second) {
    let slot = Slot<First>()
    let body = ThreadBody { slot.put(first()) }
    let thread = start(body)
    let result = second()
    if let thread { pthread_join(thread, nil) }
    return (slot.take() ?? first(), result)
  }

  private static func start(_ body: ThreadBody) -> pthread_t? {
    let context = Unmanaged.passRetained(body)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
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
