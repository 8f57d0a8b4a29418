/// Which of the two sides a file belongs to.
public enum RepositoryRole: String, Hashable, Comparable, Sendable, CaseIterable {
  /// The repository under review.
  case backend
  /// The data team's files.
  case registry

  /// Sorting order of lists and reports.
  public static func < (left: RepositoryRole, right: RepositoryRole) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// A place in a text: line and column count from 1, the column in bytes.
public struct TextPosition: Hashable, Comparable, Sendable {
  /// Line, from 1.
  public var line: Int
  /// Column in bytes, from 1.
  public var column: Int

  /// A position; both parts count from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The first byte of a file.
  public static let start = TextPosition(line: 1, column: 1)

  /// Sorting order of lists and reports.
  public static func < (left: TextPosition, right: TextPosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A place in a file of one of the two repositories.
public struct SourceLocation: Hashable, Comparable, Sendable {
  /// The side the file belongs to.
  public var repository: RepositoryRole
  /// The path for people (`TreePath.display`), relative to the repository or registry root.
  public var file: String
  /// Line and column, from 1.
  public var position: TextPosition

  /// A place in a file.
  public init(repository: RepositoryRole, file: String, position: TextPosition = .start) {
    self.repository = repository
    self.file = file
    self.position = position
  }

  /// Sorting order of lists and reports.
  public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.repository, left.file, left.position) < (right.repository, right.file, right.position)
  }
}
