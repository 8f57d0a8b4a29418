package import Domain

/// Why a text could not be read as a document: what, where, and what to do about it.
package struct DocumentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong: lower case, names quoted, no final stop.
  package var message: String
  /// Where, counted from 1, the column in bytes.
  package var position: TextPosition
  /// The same place as an offset in bytes from the start of the text.
  package var byteOffset: Int
  /// What the reader of the message can do; lower case, no final stop.
  package var nextStep: String

  /// An error with its place and next step.
  package init(_ message: String, position: TextPosition, byteOffset: Int, nextStep: String) {
    self.message = message
    self.position = position
    self.byteOffset = byteOffset
    self.nextStep = nextStep
  }

  /// `line 3, column 7: message; next step`.
  package var description: String {
    "line \(position.line), column \(position.column): \(message); \(nextStep)"
  }
}

extension DocumentError {
  /// The text is larger than the limit: nothing was read.
  static func tooLarge(byteCount: Int, limit: Int) -> DocumentError {
    DocumentError(
      "the file has \(byteCount) bytes, more than the limit of \(limit)", position: .start, byteOffset: 0,
      nextStep: "split the file, or leave it out of the paths that are read")
  }
}
