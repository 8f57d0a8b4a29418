/// Something that was not read or not understood: a blind spot. Collected, located, listed, never thrown.
public struct Diagnostic: Hashable, Sendable {
  /// What an unread part could have done, so that the verdict can follow (product.md, "Default severities").
  public enum Reach: String, Hashable, Sendable, CaseIterable {
    /// It may create, change or drop tables and columns.
    case mayChangeSchema
    /// It can only insert, update or delete rows.
    case mayChangeRows
    /// It is part of the registry: a model, test or definition whose uses are not known.
    case registryUnknown
    /// A registry file that may declare anything could not be read: sources and uses may be missing.
    case registryUnreadable
    /// It cannot matter for the verdict (a comment that is cut off, an unknown session setting).
    case harmless
  }

  /// A stable name of the kind of trouble, such as `sql-syntax` or `dynamic-sql`.
  public var id: String
  /// One line: lower case, names quoted, no final stop.
  public var summary: String
  /// Where it is.
  public var location: SourceLocation
  /// Length in bytes of the part that was not understood, from the location on; zero if unknown.
  public var byteCount: Int
  /// What the unread part could have done.
  public var reach: Reach
  /// Tables that are known to be touched by the unread part; empty means "any table".
  public var tables: [TableName]

  /// A blind spot.
  public init(
    id: String, summary: String, location: SourceLocation, byteCount: Int = 0, reach: Reach,
    tables: [TableName] = []
  ) {
    self.id = id
    self.summary = summary
    self.location = location
    self.byteCount = byteCount
    self.reach = reach
    self.tables = tables
  }
}

extension Diagnostic {
  /// The same blind spot where it cannot matter for the verdict.
  public var madeHarmless: Diagnostic {
    var copy = self
    copy.reach = .harmless
    return copy
  }
}
