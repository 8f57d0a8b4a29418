import Domain

/// Which backend table feeds which source: those of changed tables one by one, the rest counted.
enum BindingsText {
  /// Links, what is ready, what points at nothing, what is unmapped.
  static func write(_ report: ImpactReport, _ lookup: AssetLookup, to page: inout TextPage) {
    let bindings = report.bindings
    let changed = Set(report.changes.compactMap(\.table))
    let shown =
      bindings.linked.count <= 6 ? bindings.linked : bindings.linked.filter { changed.contains($0.table) }
    guard !bindings.linked.isEmpty || !bindings.unmapped.isEmpty || !bindings.dangling.isEmpty else { return }
    page.heading("Links")
    for link in shown.prefix(12) { write(link, lookup, to: &page) }
    for link in bindings.ready.prefix(12) { write(link, lookup, isReady: true, to: &page) }
    for dangling in bindings.dangling.prefix(6) {
      page.row([
        .init("points at nothing:", .doubtful), .init(dangling.text),
        .init(Places.text(dangling.location), .faint),
      ])
    }
    let rest = bindings.linked.count - min(shown.count, 12)
    var counts: [String] = []
    if rest > 0 { counts.append("\(rest) more linked") }
    if !bindings.unmapped.isEmpty { counts.append(unmapped(bindings.unmapped, changed)) }
    if !counts.isEmpty { page.row([.init(counts.joined(separator: ", ") + " (--report json)", .faint)]) }
  }

  private static func write(
    _ link: LinkedTable, _ lookup: AssetLookup, isReady: Bool = false, to page: inout TextPage
  ) {
    let loader = link.loader.isAssumed ? "\(link.loader.id) loader, assumed" : "loader \(link.loader.id)"
    var text: [TextPage.Piece] = [
      .init("\(ChangeWords.name(link.table)) -> \(lookup.name(link.asset))", .strong, pad: 40),
      .init(link.how), .init("(\(loader))", .faint),
    ]
    if isReady { text.append(.init("ready", .good)) }
    if link.isAmbiguous { text.append(.init("one of several", .doubtful)) }
    page.row(text)
  }

  private static func unmapped(_ tables: [TableName], _ changed: Set<TableName>) -> String {
    let hit = tables.filter(changed.contains).prefix(6).map(ChangeWords.name)
    let names = hit.isEmpty ? "" : ", of changed tables: " + hit.joined(separator: ", ")
    return "\(VerdictWords.counted(tables.count, "table")) unmapped" + names
  }
}
