import Domain

/// Effects by kind of asset, then by how bad they are.
struct EffectGroups {
  /// Assets of one kind with one effect, in the order given.
  struct Group {
    /// The kind.
    var kind: AssetKind
    /// The effect.
    var effect: EffectKind
    /// The assets.
    var members: [AssetEffect]
  }

  /// Kinds in the order of the data flow, effects worst first; no empty group.
  let groups: [Group]

  /// Groups effects.
  init(_ effects: [AssetEffect]) {
    var members: [AssetKind: [EffectKind: [AssetEffect]]] = [:]
    for effect in effects where effect.effect != .unaffected {
      members[effect.kind, default: [:]][effect.effect, default: []].append(effect)
    }
    groups = AssetKind.allCases.flatMap { kind in
      EffectKind.allCases.compactMap { effect in
        members[kind]?[effect].map { Group(kind: kind, effect: effect, members: $0) }
      }
    }
  }
}

/// Effects with what hides behind them.
struct MaskedEntry {
  /// The asset.
  var asset: AssetID
  /// Its kind.
  var kind: AssetKind
  /// What would come next.
  var masked: MaskedEffect

  /// All masked effects, the worst first, then by asset.
  static func all(in effects: [AssetEffect]) -> [MaskedEntry] {
    effects.flatMap { effect in
      effect.masked.map { MaskedEntry(asset: effect.asset, kind: effect.kind, masked: $0) }
    }
    .sorted { left, right in
      (left.masked.effect, left.asset, left.masked.change)
        < (right.masked.effect, right.asset, right.masked.change)
    }
  }
}

/// What would come next for many assets alike: one effect of one change.
struct MaskedGroup {
  /// The change behind it.
  var change: ChangeID
  /// What would come next.
  var effect: EffectKind
  /// The assets, in order of asset.
  var entries: [MaskedEntry]

  /// Entries by change and effect, in order of change, then the worst effect first.
  static func all(of entries: [MaskedEntry]) -> [MaskedGroup] {
    struct Key: Hashable {
      var change: ChangeID
      var effect: EffectKind
    }
    return Dictionary(grouping: entries) { Key(change: $0.masked.change, effect: $0.masked.effect) }
      .map { MaskedGroup(change: $0.key.change, effect: $0.key.effect, entries: $0.value) }
      .sorted { ($0.change, $0.effect) < ($1.change, $1.effect) }
  }

  /// `2 models, 4 dashboards`.
  var counts: String {
    AssetKind.allCases.compactMap { kind in
      let number = entries.count { $0.kind == kind }
      return number == 0 ? nil : EffectWords.counted(number, kind)
    }.joined(separator: ", ")
  }

  /// The evidence that says most: a compared literal before anything else.
  var telling: Evidence? {
    let all = entries.flatMap { $0.masked.evidence }
    return all.first { $0.kind == .use && $0.text.holds("is compared with") }
      ?? Places.telling(all)
  }
}

/// What one broken root would heal.
struct Healing {
  /// The root.
  var root: AssetID
  /// Models that its repair heals, itself included.
  var models: Int

  /// `fix 1 file, heal 8 models`, counted with a shim in place that gives back the old names and values.
  var text: String { "fix 1 file, heal \(EffectWords.counted(models, .model))" }

  /// All roots, the most rewarding first.
  static func all(in report: ImpactReport) -> [Healing] {
    report.heals.map { Healing(root: $0.key, models: $0.value) }
      .sorted { ($1.models, $0.root) < ($0.models, $1.root) }
  }
}

/// Who answers for which affected assets.
struct Ownership {
  /// The owner as displayed; empty for nobody.
  var owner: String
  /// Mail addresses as declared.
  var emails: [String]
  /// What they own, in the order given.
  var assets: [AssetEffect]

  /// Owners by name, nobody last; an asset with several owners stands with each.
  static func all(of effects: [AssetEffect]) -> [Ownership] {
    var byOwner: [String: Ownership] = [:]
    for effect in effects {
      let owners = effect.owners.filter { !$0.display.isEmpty }
      for owner in owners.isEmpty ? [Owner()] : owners {
        byOwner[owner.display, default: Ownership(owner: owner.display, emails: [], assets: [])].add(
          effect, owner.emails)
      }
    }
    return byOwner.values.sorted {
      ($0.owner.isEmpty ? 1 : 0, $0.owner) < ($1.owner.isEmpty ? 1 : 0, $1.owner)
    }
  }

  private mutating func add(_ effect: AssetEffect, _ addresses: [String]) {
    if assets.last?.asset != effect.asset { assets.append(effect) }
    for address in addresses where !emails.contains(address) { emails.append(address) }
    emails.sort()
  }
}
