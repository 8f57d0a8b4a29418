import Foundation

/// A new folder for one test, removed with everything in it when the last reference goes.
package final class ScratchFolder: Sendable {
  /// Absolute path without final slash and without links in it.
  package let path: String

  /// Creates the folder below the system's temporary folder.
  package init() throws {
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    path = base + "/tidegate-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The absolute path of something in the folder.
  package func path(_ relative: String) -> String { path + "/" + relative }

  /// Writes a file, with the folders above it.
  package func write(_ relative: String, _ bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: path(relative))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// Writes a text file, with the folders above it.
  package func write(_ relative: String, _ text: String) throws {
    try write(relative, Array(text.utf8))
  }

  /// Writes several text files.
  package func write(_ files: [String: String]) throws {
    for (path, text) in files { try write(path, text) }
  }

  /// The bytes of a file.
  package func read(_ relative: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path(relative))))
  }

  /// Removes a file or folder.
  package func remove(_ relative: String) throws {
    try FileManager.default.removeItem(atPath: path(relative))
  }

  /// Creates a symbolic link with this text as its target.
  package func link(_ relative: String, to target: String) throws {
    let place = path(relative)
    try FileManager.default.createDirectory(
      atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: target)
  }
}
