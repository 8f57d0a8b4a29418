/// Finds a merge base in a shallow clone, which libgit2 1.5 cannot: it looks for parents that are not there.
struct ShallowHistory {
  private let repository: GitRepository
  private let ends: Set<ObjectID>

  /// Reads where the clone's history ends.
  init(_ repository: GitRepository) throws(GitError) {
    self.repository = repository
    let path = repository.commonDirectory + "/shallow"
    switch LocalFile.read(Array(path.utf8), limit: 64 << 20) {
    case .success(let bytes):
      ends = Set(bytes.split(separator: UInt8(ascii: "\n")).compactMap(Self.objectID))
    case .failure(let trouble):
      throw GitError(
        .corrupt, "\"\(path)\" could not be read (\(trouble.words)); run \"git fetch --unshallow\"")
    }
  }

  /// The best common ancestor within the clone.
  func mergeBase(_ left: Revision, _ right: Revision) throws(GitError) -> CommitID {
    var known: [ObjectID: CommitHeader] = [:]
    let ofLeft = try ancestors([left.commitID.objectID], &known)
    let ofRight = try ancestors([right.commitID.objectID], &known)
    let common = ofLeft.intersection(ofRight)
    guard !common.isEmpty else {
      let isCut = !ends.isDisjoint(with: ofLeft) || !ends.isDisjoint(with: ofRight)
      throw isCut
        ? tooShallow(left, right, depth: max(ofLeft.count, ofRight.count)) : repository.unrelated(left, right)
    }
    let older = try ancestors(common.flatMap { parents($0, known) }, &known)
    let best = common.subtracting(older).max { one, two in
      (known[one]?.time ?? 0, two.hex) < (known[two]?.time ?? 0, one.hex)
    }
    guard let best else { throw repository.unrelated(left, right) }
    return CommitID(best)
  }

  private func parents(_ id: ObjectID, _ known: [ObjectID: CommitHeader]) -> [ObjectID] {
    ends.contains(id) ? [] : known[id]?.parents ?? []
  }

  private func ancestors(
    _ starts: [ObjectID], _ known: inout [ObjectID: CommitHeader]
  ) throws(GitError) -> Set<ObjectID> {
    var seen = Set(starts)
    var waiting = Array(seen)
    while let id = waiting.popLast() {
      if known[id] == nil { known[id] = try repository.header(of: id) }
      for parent in parents(id, known) where seen.insert(parent).inserted { waiting.append(parent) }
    }
    return seen
  }

  private func tooShallow(_ left: Revision, _ right: Revision, depth: Int) -> GitError {
    GitError(
      .shallow,
      "the merge base of \"\(left.name)\" and \"\(right.name)\" lies before the \(depth) "
        + "\(depth == 1 ? "commit" : "commits") that this shallow clone has; "
        + "run \"git fetch --deepen=\(max(100, depth))\" (again until it is reached) or \"git fetch --unshallow\", "
        + "or set \"fetch-depth: 0\" in GitHub Actions, \"GIT_DEPTH: 0\" in GitLab CI")
  }

  private static func objectID(_ line: ArraySlice<UInt8>) -> ObjectID? {
    let digits = line.prefix(2 * ObjectID.byteCount).compactMap {
      Character(Unicode.Scalar($0)).hexDigitValue
    }
    guard digits.count == 2 * ObjectID.byteCount else { return nil }
    let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    return bytes.withUnsafeBytes { ObjectID($0) }
  }
}
