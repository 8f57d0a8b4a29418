/// How the process ends; product.md, "Exit status", and BSD's sysexits for 64 and 70.
package enum ExitStatus: Int32, Sendable {
  /// Pass, or done.
  case success = 0
  /// Blocked; for `diff --exit-code`, there are changes.
  case blocked = 1
  /// Could not check, so it fails closed.
  case undetermined = 2
  /// The command line does not fit.
  case usage = 64
  /// Something that should work did not: a report that could not be written, a fault of the tool.
  case internalError = 70
}

/// A command cannot go on; what, where, next step in one sentence.
package struct CommandFailure: Error {
  /// The sentence: lower case, no final stop.
  var message: String
  /// How the process ends.
  var status: ExitStatus

  /// A failure; undetermined unless said otherwise.
  init(_ message: String, status: ExitStatus = .undetermined) {
    self.message = message
    self.status = status
  }
}
