import CommandLineKit
import Domain
import GitAccess
import Reporting

extension ProcessConsole {
  /// Prints a result.
  func print(_ text: String) throws(CommandFailure) {
    guard write(text, to: .output) else {
      throw CommandFailure("standard output could not be written", status: .internalError)
    }
  }

  /// Tells what was not understood, by place.
  func tell(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics.sorted(by: { $0.location < $1.location }) {
      let place = "\(diagnostic.location.file):\(diagnostic.location.position.line)"
      write("tidegate: \(place): \(diagnostic.summary)\n", to: .error)
    }
  }

  /// Colour and width for standard output.
  func renderOptions(_ invocation: ParsedInvocation) -> RenderOptions {
    RenderOptions(
      usesColour: invocation.flag("color") ?? usesColour(.output), width: min(width(.output), 120))
  }

  /// Git's own variables, as a hook sets them.
  var gitEnvironment: GitEnvironment { GitEnvironment(variables(GitEnvironment.names)) }
}
