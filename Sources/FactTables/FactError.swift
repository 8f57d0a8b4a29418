package import Documents
package import Domain

/// A table of facts or a rule's page that cannot be read: nothing is judged by half a table.
package struct FactError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's path below the rules folder: `loaders.yml`.
  package var file: String
  /// Where in the file.
  package var position: TextPosition
  /// What is wrong: lower case, names quoted, no final stop.
  package var message: String
  /// What to do; lower case, no final stop.
  package var nextStep: String

  /// An error at a place of a file.
  package init(file: String, position: TextPosition = .start, message: String, nextStep: String) {
    self.file = file
    self.position = position
    self.message = message
    self.nextStep = nextStep
  }

  /// An error of a document, with the file it is in.
  package init(file: String, _ error: DocumentError) {
    self.init(file: file, position: error.position, message: error.message, nextStep: error.nextStep)
  }

  /// `rules/loaders.yml:3:7: message; next step`.
  package var description: String {
    "rules/\(file):\(position.line):\(position.column): \(message); \(nextStep)"
  }
}
