import Domain

extension ChangeKind {
  /// Whether it only adds something that nobody can read yet.
  var isAdditive: Bool { self == .tableCreated || self == .viewCreated || self == .columnAdded }
}
