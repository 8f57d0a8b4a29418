/// The id of a commit.
package struct CommitID: Hashable, Sendable {
  let objectID: ObjectID

  init(_ objectID: ObjectID) {
    self.objectID = objectID
  }

  /// 40 hexadecimal digits, as reports print it.
  package var hex: String { objectID.hex }
  /// The first 10 digits, for people.
  package var shortHex: String { String(objectID.hex.prefix(10)) }
}

/// A commit together with the name it was asked for by.
package struct Revision: Hashable, Sendable {
  /// The name as given: a branch, a tag, an id, `HEAD~2`.
  package var name: String
  /// The commit that it names.
  package var commitID: CommitID
}
