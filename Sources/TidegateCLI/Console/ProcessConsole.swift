import Glibc

/// The process as commands see it: streams, environment, clock. The only place that touches them.
struct ProcessConsole: Sendable {
  /// A stream of the process.
  enum Stream: Int32, Sendable {
    /// Results.
    case output = 1
    /// Messages and progress.
    case error = 2
  }

  /// Writes all bytes; false when the stream or disk does not take them.
  func write(_ bytes: [UInt8], to stream: Stream) -> Bool {
    Self.writeAll(bytes, to: stream.rawValue)
  }

  /// Writes a text.
  @discardableResult
  func write(_ text: String, to stream: Stream) -> Bool {
    write(Array(text.utf8), to: stream)
  }

  /// Whether a person sees the stream.
  func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

  /// Whether colour may be used: on a terminal that can, and never with NO_COLOR.
  func usesColour(_ stream: Stream) -> Bool {
    isTerminal(stream) && (variable("NO_COLOR") ?? "").isEmpty && variable("TERM") != "dumb"
  }

  /// The width of the terminal, 100 where there is none.
  func width(_ stream: Stream) -> Int {
    var size = winsize()
    guard isTerminal(stream), ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else {
      return 100
    }
    return Int(size.ws_col)
  }

  /// An environment variable.
  func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The variables of these names that are set.
  func variables(_ names: [String]) -> [String: String] {
    var found: [String: String] = [:]
    for name in names { found[name] = variable(name) }
    return found
  }

  /// Milliseconds of a clock that only runs forward, for progress.
  func milliseconds() -> Int {
    var now = timespec()
    guard clock_gettime(CLOCK_MONOTONIC, &now) == 0 else { return 0 }
    return Int(now.tv_sec) &* 1000 &+ Int(now.tv_nsec) / 1_000_000
  }

  /// Year, month and day of today in UTC.
  func today() -> (year: Int, month: Int, day: Int) {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    return (Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday))
  }

  /// Creates or replaces a file; gives the reason when that fails.
  func writeFile(_ bytes: [UInt8], at path: String) -> String? {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return Self.reason() }
    let isWritten = Self.writeAll(bytes, to: descriptor)
    let writeReason = isWritten ? nil : Self.reason()
    let isClosed = close(descriptor) == 0
    return writeReason ?? (isClosed ? nil : Self.reason())
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }

  private static func reason() -> String {
    strerror(errno).map { String(cString: $0).lowercased() } ?? "error \(errno)"
  }
}
