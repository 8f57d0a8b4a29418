package import Domain

/// Effects as the text report and `impact` print them.
package enum EffectsText {
  /// How many names of a kind stand in a list before it is shortened.
  private static let listed = 12

  /// A row for each kind and effect; broken assets one by one with the place where they break.
  package static func text(
    of effects: [AssetEffect], names: [AssetID: String], locations: [AssetID: SourceLocation],
    options: RenderOptions
  ) -> String {
    var page = TextPage(options)
    let lookup = AssetLookup(names: names, locations: locations)
    if !effects.contains(where: { $0.effect != .unaffected }) {
      page.row([.init("nothing depends on it")])
    }
    write(effects, lookup, full: true, to: &page)
    return page.output
  }

  /// Rows by kind; with `full`, no list is shortened.
  static func write(
    _ effects: [AssetEffect], _ lookup: AssetLookup, full: Bool = false, to page: inout TextPage
  ) {
    var previous: AssetKind?
    let groups = EffectGroups(effects).groups
    let counts = groups.map { "\($0.members.count) \(EffectWords.state($0.effect, $0.kind))" }
    let countWidth = max(14, (counts.map(\.count).max() ?? 0) + 2)
    for (group, count) in zip(groups, counts) {
      let noun = group.kind == previous ? "" : EffectWords.noun(group.kind, 2)
      previous = group.kind
      let lead: [TextPage.Piece] = [
        .init(noun, pad: 12), .init(count, role(of: group.effect), pad: countWidth),
      ]
      if group.kind == .exposure {
        writeOwned(group, lead: lead, lookup, to: &page)
      } else if isShownOneByOne(group) {
        writeOneByOne(group, lead: lead, lookup, full: full, to: &page)
      } else {
        let limit = full ? group.members.count : (isTest(group.kind) ? 3 : listed)
        page.row(lead: lead, [.init(names(group.members, lookup, limit: limit))])
      }
    }
    writeMasked(effects, lookup, full: full, to: &page)
  }

  private static func writeOneByOne(
    _ group: EffectGroups.Group, lead: [TextPage.Piece], _ lookup: AssetLookup, full: Bool,
    to page: inout TextPage
  ) {
    let shown = group.members.prefix(full ? group.members.count : 8)
    for (number, member) in shown.enumerated() {
      let why = Places.telling(member.evidence)
      let place = why?.location.map(Places.text) ?? lookup.place(member.asset)
      page.row(
        lead: number == 0 ? lead : lead.map { .init("", pad: $0.pad) },
        [
          .init(lookup.name(member.asset), .strong), .init(member.isCertain ? "" : "(possibly)", .doubtful),
          .init(place ?? "", .faint), .init(why.map { "- " + $0.text } ?? ""),
          .init(Places.others(member.evidence, beside: why), .faint),
        ])
    }
    let rest = group.members.count - shown.count
    if rest > 0 {
      page.row(lead: lead.map { .init("", pad: $0.pad) }, [.init("and \(rest) more (--report json)", .faint)])
    }
  }

  private static func writeOwned(
    _ group: EffectGroups.Group, lead: [TextPage.Piece], _ lookup: AssetLookup, to page: inout TextPage
  ) {
    for (number, owned) in Ownership.all(of: group.members).prefix(24).enumerated() {
      let owner = owned.owner.isEmpty ? "no owner" : owned.owner
      page.row(
        lead: number == 0 ? lead : lead.map { .init("", pad: $0.pad) },
        [.init(owner + ":", .strong), .init(names(owned.assets, lookup, limit: listed))])
    }
  }

  private static func writeMasked(
    _ effects: [AssetEffect], _ lookup: AssetLookup, full: Bool, to page: inout TextPage
  ) {
    let entries = MaskedEntry.all(in: effects).filter { $0.masked.effect != .unaffected }
    guard !entries.isEmpty else { return }
    page.row([.init("behind them, once they are built again:", .doubtful)])
    let telling = entries.filter { ![.broken, .starved].contains($0.masked.effect) }
    let groups = MaskedGroup.all(of: telling.isEmpty ? entries : telling)
    let shown = groups.prefix(full ? groups.count : 8)
    for group in shown {
      let why = group.telling
      page.row(
        indent: 4, lead: [.init(group.counts, .strong)],
        [
          .init(EffectWords.outlook(group.effect)), .init("(\(group.change.display)):", .faint),
          .init(why?.text ?? ""), .init(why?.location.map { "at " + Places.text($0) } ?? "", .faint),
        ])
    }
    let rest = groups.count - shown.count
    if rest > 0 { page.row(indent: 4, [.init("and \(rest) more (--report json)", .faint)]) }
  }

  private static func names(_ members: [AssetEffect], _ lookup: AssetLookup, limit: Int) -> String {
    let shown = members.prefix(limit).map { member in
      lookup.name(member.asset) + (member.isCertain ? "" : " (possibly)")
    }
    let rest = members.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? ", and \(rest) more (--report json)" : "")
  }

  private static func isTest(_ kind: AssetKind) -> Bool { kind == .test || kind == .unitTest }

  private static func isShownOneByOne(_ group: EffectGroups.Group) -> Bool {
    guard !isTest(group.kind) else { return false }
    switch group.effect {
    case .broken, .contractViolated, .nullOnward, .wrongValue, .unknown: return true
    case .starved, .frozen, .testFails, .unaffected: return false
    }
  }

  private static func role(of effect: EffectKind) -> TextPage.Role {
    switch effect {
    case .broken, .starved, .contractViolated, .frozen, .testFails: .bad
    case .nullOnward, .wrongValue, .unknown: .doubtful
    case .unaffected: .plain
    }
  }
}
