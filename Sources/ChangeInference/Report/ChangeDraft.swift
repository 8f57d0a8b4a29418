import Domain

/// A change before it has its place in the report, with the identities that it is about.
struct ChangeDraft: Sendable {
  /// The change; id and history are set at the end.
  var change: Change
  /// Tables or columns whose difference it reports.
  var subjects: [ObjectID]
  /// Statements to list beside those of the evidence.
  private var places: [SourceLocation]

  /// A draft; `places` are further statements that belong to it, `fallback` stands when no statement is known.
  init(
    _ change: Change, subjects: [ObjectID], places: [SourceLocation] = [], fallback: SourceLocation
  ) {
    self.change = change
    self.subjects = subjects
    self.places = places
    if self.change.evidence.isEmpty {
      self.change.evidence = [Evidence(.statement, change.kind.plainText, location: places.first ?? fallback)]
    }
    if !self.change.evidence.contains(where: { $0.location != nil }), var first = self.change.evidence.first {
      first.location = places.first ?? fallback
      self.change.evidence[0] = first
    }
    let all = places + self.change.evidence.compactMap(\.location)
    self.change.locations = Set(all.isEmpty ? [fallback] : all).sorted()
  }

  /// Adds evidence, and its place to the places.
  mutating func add(_ evidence: Evidence) {
    guard !change.evidence.contains(evidence) else { return }
    change.evidence.append(evidence)
    if let location = evidence.location { change.locations = Set(change.locations + [location]).sorted() }
  }
}

extension ChangeKind {
  /// What happened, as the least that evidence can say.
  fileprivate var plainText: String {
    switch self {
    case .tableCreated, .viewCreated: "it is created"
    case .tableDropped, .viewDropped, .columnDropped, .schemaDropped: "it is dropped"
    case .tableRenamed, .columnRenamed: "it is renamed"
    case .tableRecreated, .columnRecreated: "it is dropped and created again under the same name"
    case .tableSplit, .columnSplit: "it is split"
    case .tablesMerged, .columnsMerged: "it is merged with others"
    case .tableMoved, .columnMoved: "it is moved"
    case .viewChanged, .definitionChanged: "its definition is changed"
    case .columnAdded: "it is added"
    case .columnRetyped: "its type is changed"
    case .nullabilityTightened: "NULL is no longer allowed"
    case .nullabilityLoosened: "NULL is allowed"
    case .defaultChanged: "its default is changed"
    case .generationChanged: "the way it fills itself is changed"
    case .collationChanged: "its collation or time zone is changed"
    case .keyChanged: "the key is changed"
    case .grainChanged: "one row stands for something else"
    case .foreignKeyChanged: "the foreign key points elsewhere"
    case .enumValueAdded, .enumValueRemoved, .enumValueRenamed: "the listed values are changed"
    case .valuesRemapped, .valuesRescaled: "values are changed"
    case .nullsBackfilled: "NULLs get a value"
    case .rowsDeleted: "rows are deleted"
    case .softDeleteIntroduced: "rows can be marked as deleted"
    }
  }
}
