import Domain

/// Who is hit and who answers for it.
enum EffectsMarkdown {
  /// A table of owners, then every asset behind a fold.
  static func write(_ report: ImpactReport, _ lookup: AssetLookup, to page: inout MarkdownPage) {
    let hit = report.effects.filter { $0.effect != .unaffected }
    guard !hit.isEmpty else { return }
    page.heading("Who is hit")
    let groups = EffectGroups(hit).groups
    page.table(
      ["what", "number", "effect"],
      groups.map { group in
        [
          EffectWords.noun(group.kind, group.members.count), "\(group.members.count)",
          EffectWords.state(group.effect, group.kind),
        ]
      })
    writeOwners(hit, lookup, to: &page)
    for group in groups {
      let summary =
        EffectWords.counted(group.members.count, group.kind) + ": "
        + EffectWords.state(group.effect, group.kind)
      page.folded(summary, [MarkdownPage.list(group.members.map { line($0, lookup) })])
    }
    let masked = MaskedEntry.all(in: hit).map { entry in
      let why = Places.telling(entry.masked.evidence)
      return "\(MarkdownText.code(lookup.name(entry.asset))) \(EffectWords.outlook(entry.masked.effect))"
        + " (\(entry.masked.change.display))" + because(why)
    }
    page.folded(
      "Behind them, once they are built again: \(masked.count)",
      masked.isEmpty ? [] : [MarkdownPage.list(masked)])
  }

  private static func writeOwners(
    _ hit: [AssetEffect], _ lookup: AssetLookup, to page: inout MarkdownPage
  ) {
    let owned = Ownership.all(of: hit).filter { !$0.owner.isEmpty }
    guard !owned.isEmpty else { return }
    page.heading("Who owns what")
    page.table(
      ["owner", "contact", "assets"],
      owned.map { entry in
        let names = entry.assets.prefix(20).map { MarkdownText.code(lookup.name($0.asset)) }
        let rest = entry.assets.count > 20 ? ", and \(entry.assets.count - 20) more" : ""
        return [
          MarkdownText.inline(entry.owner),
          entry.emails.filter { $0 != entry.owner }.map { MarkdownText.code($0) }.joined(separator: ", "),
          names.joined(separator: ", ") + rest,
        ]
      })
  }

  private static func line(_ effect: AssetEffect, _ lookup: AssetLookup) -> String {
    let why = Places.telling(effect.evidence)
    let others = Places.others(effect.evidence, beside: why)
    let place = why?.location == nil ? lookup.place(effect.asset).map { " in " + MarkdownText.code($0) } : nil
    return MarkdownText.code(lookup.name(effect.asset)) + (effect.isCertain ? "" : " (possibly)")
      + (place ?? "") + because(why) + (others.isEmpty ? "" : " " + others)
  }

  private static func because(_ why: Evidence?) -> String {
    guard let why else { return "" }
    let place = why.location.map { " at " + MarkdownText.code(Places.text($0)) } ?? ""
    return ": " + MarkdownText.inline(why.text) + place
  }
}
