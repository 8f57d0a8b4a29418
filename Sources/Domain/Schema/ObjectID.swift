/// The identity of a table, column, view or type across renames, and across base and head.
///
/// Equal ids at base and head mean "the same thing, whatever its name"; given by replay only.
public struct ObjectID: Hashable, Comparable, Sendable {
  /// A number without meaning.
  public let number: Int

  /// An identity.
  public init(_ number: Int) {
    self.number = number
  }

  /// Order of creation.
  public static func < (left: ObjectID, right: ObjectID) -> Bool { left.number < right.number }
}
