import Glibc

/// The library behind this target, for callers that know early that it will be needed.
package enum GitLibrary {
  /// Starts the library on another thread: its start reads the system's certificates, which costs milliseconds.
  ///
  /// The first real use waits for the end of it. Where no thread can be had, the first use starts it as always.
  package static func startEarly() {
    var thread = pthread_t()
    let isRunning = pthread_create(
      &thread, nil,
      { _ in
        // An error is told by the first real use.
        try? LibGit2.start()
        return nil
      }, nil)
    if isRunning == 0 { pthread_detach(thread) }
  }
}
