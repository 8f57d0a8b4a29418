import Foundation

/// A program that a test runs to its end.
package struct Command {
  /// What the program left behind.
  package struct Outcome: Sendable {
    package var status: Int32
    package var output: [UInt8]
    package var errors: String
    /// The output as text, without white space at its ends.
    package var text: String {
      String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// A program that failed although it should not.
  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  /// Runs a program found on PATH. Input and output go through files, because pipes would be inherited by
  /// programs that other tests start at the same time.
  package static func run(
    _ arguments: [String], in folder: String, environment: [String: String]? = nil, input: [UInt8] = []
  ) throws -> Outcome {
    let files = try ScratchFolder()
    try files.write("in", input)
    try files.write("out", [])
    try files.write("err", [])
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    if let environment { process.environment = environment }
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: files.path("in")))
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: files.path("out")))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: files.path("err")))
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try files.read("out"),
      errors: String(decoding: try files.read("err"), as: UTF8.self))
  }
}
