import Domain

/// Turns changes into what the linked sources see, through each link's loader.
struct SourceEvents {
  private let input: ImpactInput
  private let supply: HeadSupply
  private let keys: [TableName: Set<String>]
  private let baseColumns: [TableName: [String]]
  /// Events in the order of changes and links.
  private(set) var events: [SourceEvent] = []

  /// Works out all events.
  init(_ input: ImpactInput) {
    self.input = input
    supply = HeadSupply(input)
    let links = Dictionary(grouping: input.bindings.linked, by: \.table)
    keys = Dictionary(
      input.base.flatMap(\.tables).filter { links[$0.name] != nil }.map { ($0.name, Set($0.primaryKey)) },
      uniquingKeysWith: { first, _ in first })
    baseColumns = Dictionary(
      input.base.flatMap { schema in
        schema.tables.filter { links[$0.name] != nil }.map { ($0.name, $0.columns.map(\.name)) }
          + schema.views.filter { links[$0.name] != nil }
          .map { ($0.name, ($0.columns ?? []).map(\.name)) }
      }, uniquingKeysWith: { first, _ in first })
    let readers = ViewReaders(input, linked: Set(links.keys))
    for change in input.changes {
      for seen in [change] + readers.echoes(of: change) {
        for table in tables(of: seen) {
          for link in links[table] ?? [] { add(seen, table: table, link: link) }
        }
      }
    }
    SharedSources(input).settle(&events)
  }

  /// The base tables that a change touches.
  private func tables(of change: Change) -> [TableName] {
    guard let table = change.table else {
      return change.kind == .columnAdded ? change.to?.tables ?? [] : []
    }
    guard change.kind == .schemaDropped else { return [table] }
    let schema = table.schema ?? table.name
    return input.bindings.linked.map(\.table).filter { $0.schema == schema }.unique
  }

  private mutating func add(_ change: Change, table: TableName, link: LinkedTable) {
    let loader = input.loaders.loader(id: link.loader.id) ?? input.loaders.unknown
    if change.servedBy != nil, loader.readsThroughViews { return }
    switch change.kind {
    case .tableDropped, .viewDropped:
      addTableLoss(change, link, loader, .tableDrop)
    case .tableRenamed, .tableMoved, .tableSplit, .tablesMerged:
      addTableLoss(change, link, loader, .tableRename)
    case .schemaDropped:
      if !supply.hasTable(table) { addTableLoss(change, link, loader, .tableDrop) }
    case .tableRecreated:
      for column in link.columns.values.sorted() { addEvent(change, link, .column(column, .otherColumn)) }
    case .columnDropped:
      addColumnLosses(change, table, link, loader, .columnDrop)
    case .columnRenamed, .columnSplit, .columnsMerged, .columnMoved:
      addColumnLosses(change, table, link, loader, .columnRename)
    case .viewChanged:
      addColumnLosses(change, table, link, loader, .columnDrop)
    case .columnRecreated:
      for column in change.columns { addEvent(change, link, .column(link.source(column), .otherColumn)) }
    case .columnRetyped:
      addRetype(change, link, loader)
    case .columnAdded:
      for column in change.to?.columns ?? [] { addEvent(change, link, .columnAdded(link.source(column))) }
    case .keyChanged, .grainChanged, .foreignKeyChanged:
      addKeyChange(change, table, link)
    case .nullabilityLoosened:
      addForColumns(change, link, .mayBeNull)
    case .collationChanged:
      addForColumns(change, link, .collated)
    case .enumValueAdded:
      addForColumns(change, link, .added(Set(change.values.compactMap(\.to))))
    case .enumValueRemoved, .enumValueRenamed, .valuesRemapped:
      addForColumns(change, link, change.valueChange)
    case .valuesRescaled:
      addForColumns(change, link, .rescaled)
    case .rowsDeleted:
      for term in change.filter {
        addEvent(change, link, .column(link.source(term.column), .rowsGone(Set(term.values))))
      }
    case .tableCreated, .viewCreated, .nullabilityTightened, .defaultChanged, .generationChanged,
      .nullsBackfilled, .softDeleteIntroduced, .definitionChanged:
      break
    }
  }

  private mutating func addForColumns(_ change: Change, _ link: LinkedTable, _ value: ValueChange) {
    for column in change.columns { addEvent(change, link, .column(link.source(column), value)) }
  }

  private mutating func addTableLoss(
    _ change: Change, _ link: LinkedTable, _ loader: LoaderFacts, _ kind: LoaderChange
  ) {
    if supply.feedsOtherwise(link) { return }
    if loader.readsThroughViews, supply.hasTable(link.table) { return addStandIn(change, link, loader) }
    let outcome = input.loaders.outcome(of: kind, loader: loader.id)
    let evidence = outcome.evidence(of: link)
    switch outcome.effect {
    case .errorNow: addEvent(change, link, .tableGone, evidence)
    case .frozenTable, .refused, .syncPaused, .typeForked, .nullOnward:
      addEvent(change, link, .tableFrozen, evidence)
    case .valueDrift, .renamedOK: break
    }
  }

  /// Another table or view has the name of the lost one, and gives only some of its columns as they were.
  private mutating func addStandIn(_ change: Change, _ link: LinkedTable, _ loader: LoaderFacts) {
    let judged = Set(
      input.changes.filter { $0.table == link.table && $0.id != change.id }.flatMap(\.columns))
    let given = supply.columns(of: link)
    let base = baseColumns[link.table] ?? link.columns.keys.sorted()
    for column in base where !judged.contains(column) && !change.servedColumns.contains(column) {
      let name = link.source(column)
      guard let given, !given.contains(name) else {
        addEvent(change, link, .column(name, .otherColumn))
        continue
      }
      let outcome = input.loaders.outcome(of: .columnDrop, loader: loader.id)
      addEvent(change, link, .columnGone(name), outcome.evidence(of: link))
    }
  }

  private mutating func addColumnLosses(
    _ change: Change, _ table: TableName, _ link: LinkedTable, _ loader: LoaderFacts, _ kind: LoaderChange
  ) {
    for column in change.columns {
      let name = link.source(column)
      let isStillThere = supply.columns(of: link)?.contains(name) ?? false
      if isStillThere {
        if supply.isSameTable(link), change.kind != .viewChanged {
          addEvent(change, link, .column(name, .otherColumn))
        }
        continue
      }
      if change.kind == .viewChanged, change.to?.columns.contains(column) ?? false { continue }
      var outcome = input.loaders.outcome(of: kind, loader: loader.id)
      if keys[table]?.contains(column) ?? false, !loader.readsThroughViews {
        let asKey = input.loaders.outcome(of: .keyChange, loader: loader.id)
        if asKey.effect < outcome.effect { outcome = asKey }
      }
      let evidence = outcome.evidence(of: link)
      switch outcome.effect {
      case .errorNow: addEvent(change, link, .columnGone(name), evidence)
      case .refused, .syncPaused, .frozenTable: addEvent(change, link, .tableFrozen, evidence)
      case .nullOnward, .typeForked: addEvent(change, link, .columnNull(name), evidence)
      case .valueDrift, .renamedOK: break
      }
    }
  }

  private mutating func addRetype(_ change: Change, _ link: LinkedTable, _ loader: LoaderFacts) {
    let type = change.type ?? TypeChange(from: "", to: "", step: .incompatible)
    let isHarmless = type.step == .wider || type.step == .constraintOnly
    let outcome = input.loaders.outcome(of: .typeChange, loader: loader.id)
    for column in change.columns {
      let name = link.source(column)
      switch outcome.effect {
      case .errorNow, .valueDrift, .renamedOK:
        addEvent(change, link, .column(name, .retyped(type)), outcome.evidence(of: link))
      case .typeForked, .nullOnward:
        addEvent(
          change, link, isHarmless ? .column(name, .retyped(type)) : .columnNull(name),
          outcome.evidence(of: link))
      case .refused, .syncPaused, .frozenTable:
        addEvent(
          change, link, isHarmless ? .column(name, .retyped(type)) : .tableFrozen, outcome.evidence(of: link))
      }
    }
  }

  private mutating func addKeyChange(_ change: Change, _ table: TableName, _ link: LinkedTable) {
    guard change.kind != .foreignKeyChanged else { return addForColumns(change, link, .refersElsewhere) }
    let old = change.key?.from ?? change.columns
    let new = (change.key?.to ?? []).map(link.source)
    // What was unique beside the primary key: the table has the rows that it had.
    let isBeside = keys[table].map { !$0.isEmpty && $0 != Set(old) } ?? false
    for column in old {
      addEvent(
        change, link, .column(link.source(column), .keyLoosened(beside: isBeside ? old.count : 0)))
    }
    addEvent(change, link, isBeside ? .repeats(new) : .grain(new))
  }

  private mutating func addEvent(
    _ change: Change, _ link: LinkedTable, _ kind: SourceEvent.Kind, _ loaderEvidence: Evidence? = nil
  ) {
    events.append(
      SourceEvent(
        change: change, table: link.table, source: link.asset, kind: kind, isReviewOnly: link.isAmbiguous,
        loaderEvidence: loaderEvidence))
  }
}

extension LinkedTable {
  /// The source's name of a backend column, in lower case.
  func source(_ column: String) -> String { (columns[column] ?? column).lowercased() }
}

extension LoaderOutcome {
  /// What the loader does, as evidence.
  fileprivate func evidence(of link: LinkedTable) -> Evidence? {
    guard !text.isEmpty else { return nil }
    let name = link.loader.isAssumed ? "loader unknown, worst case assumed" : "loader \"\(link.loader.id)\""
    return Evidence(.loader, name + ": " + text)
  }
}

extension Change {
  /// What happened to the values, by the pairs of the change.
  fileprivate var valueChange: ValueChange {
    if let rewrite { return .rewrittenTo(rewrite) }
    return values.contains { $0.from != nil || $0.to != nil } ? .replaced(ReplacedValues(values)) : .rewritten
  }
}

extension Array where Element: Hashable {
  /// The elements without repeats, in order.
  var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
