/// Why a folder could not be read at all: one sentence with the place and the next step.
package struct FolderError: Error, Hashable, Sendable {
  /// What, where, next step: lower case, names quoted, no final stop.
  package var message: String

  /// An error with its sentence.
  package init(_ message: String) {
    self.message = message
  }
}
