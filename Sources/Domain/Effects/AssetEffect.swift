/// What happens to an asset, the worst first. Raw values are the report's words.
public enum EffectKind: String, Hashable, Comparable, Sendable, CaseIterable {
  /// It names something that is gone: the next run fails there.
  case broken
  /// It stands below something broken: it is not built.
  case starved
  /// A contract on it no longer holds.
  case contractViolated
  /// It gets no new rows.
  case frozen
  /// A test fails.
  case testFails
  /// A column is NULL from now on.
  case nullOnward
  /// It runs, and says something else.
  case wrongValue
  /// It could not be told.
  case unknown
  /// Nothing happens to it.
  case unaffected

  private var rank: Int { EffectKind.allCases.firstIndex(of: self) ?? EffectKind.allCases.count }

  /// The worse effect is smaller.
  public static func < (left: EffectKind, right: EffectKind) -> Bool { left.rank < right.rank }
}

/// An effect that hides behind a worse one.
public struct MaskedEffect: Hashable, Sendable {
  /// What would happen once the worse one is cured.
  public var effect: EffectKind
  /// The change that causes it.
  public var change: ChangeID
  /// Why.
  public var evidence: [Evidence]

  /// A masked effect.
  public init(effect: EffectKind, change: ChangeID, evidence: [Evidence]) {
    self.effect = effect
    self.change = change
    self.evidence = evidence
  }
}

/// The effect on one asset: one per asset, the worst.
public struct AssetEffect: Hashable, Sendable {
  /// The asset.
  public var asset: AssetID
  /// Its kind.
  public var kind: AssetKind
  /// The worst that happens.
  public var effect: EffectKind
  /// How sure that is: false where a use is only possible (an opaque macro, an unresolved star).
  public var isCertain: Bool
  /// Whether findings through it are capped at review (ambiguous binding, test of severity warn, added values).
  public var isReviewOnly: Bool
  /// What hides behind it.
  public var masked: [MaskedEffect]
  /// Changes that cause `effect`, sorted.
  public var changes: [ChangeID]
  /// The chain from the source to the asset, both included.
  public var path: [AssetID]
  /// The broken asset that it hangs on; itself when it is broken.
  public var root: AssetID?
  /// Who answers for it.
  public var owners: [Owner]
  /// Address of a dashboard.
  public var url: String?
  /// Where and why.
  public var evidence: [Evidence]

  /// An effect.
  public init(
    asset: AssetID, kind: AssetKind, effect: EffectKind, isCertain: Bool = true, isReviewOnly: Bool = false,
    masked: [MaskedEffect] = [], changes: [ChangeID], path: [AssetID] = [], root: AssetID? = nil,
    owners: [Owner] = [], url: String? = nil, evidence: [Evidence] = []
  ) {
    self.asset = asset
    self.kind = kind
    self.effect = effect
    self.isCertain = isCertain
    self.isReviewOnly = isReviewOnly
    self.masked = masked
    self.changes = changes
    self.path = path
    self.root = root
    self.owners = owners
    self.url = url
    self.evidence = evidence
  }
}

/// What one change does to one asset, before the worst is taken: the unit that rules judge.
public struct ChangeImpact: Hashable, Sendable {
  /// The change.
  public var change: ChangeID
  /// The asset.
  public var asset: AssetID
  /// What it does.
  public var effect: EffectKind
  /// See `AssetEffect.isCertain`.
  public var isCertain: Bool
  /// See `AssetEffect.isReviewOnly`.
  public var isReviewOnly: Bool
  /// Whether a literal or test names the lost or changed value, or a filter names the deleted rows.
  public var namesValue: Bool
  /// Where and why.
  public var evidence: [Evidence]
  /// The chain from the source to the asset.
  public var path: [AssetID]

  /// One impact.
  public init(
    change: ChangeID, asset: AssetID, effect: EffectKind, isCertain: Bool = true, isReviewOnly: Bool = false,
    namesValue: Bool = false, evidence: [Evidence] = [], path: [AssetID] = []
  ) {
    self.change = change
    self.asset = asset
    self.effect = effect
    self.isCertain = isCertain
    self.isReviewOnly = isReviewOnly
    self.namesValue = namesValue
    self.evidence = evidence
    self.path = path
  }
}
