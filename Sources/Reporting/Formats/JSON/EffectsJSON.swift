package import Documents
package import Domain

/// Effects as the JSON report and `impact` print them (product.md, "The report").
package enum EffectsJSON {
  /// One object an asset, in the order given; `name` and `location` are null where they are not known.
  package static func value(
    of effects: [AssetEffect], names: [AssetID: String] = [:], locations: [AssetID: SourceLocation] = [:]
  ) -> JSONValue {
    .array(effects.map { object($0, name: names[$0.asset], location: locations[$0.asset]) })
  }

  private static func object(_ effect: AssetEffect, name: String?, location: SourceLocation?) -> JSONValue {
    [
      "asset": .string(effect.asset.text), "name": .optional(name), "kind": .string(effect.kind.rawValue),
      "effect": .string(effect.effect.rawValue), "certain": .bool(effect.isCertain),
      "reviewOnly": .bool(effect.isReviewOnly), "masked": .array(effect.masked.map(masked)),
      "changes": .strings(effect.changes.map(\.display)), "path": CommonJSON.assets(effect.path),
      "root": .optional(effect.root?.text), "owners": .array(effect.owners.map(owner)),
      "url": .optional(effect.url), "location": location.map(CommonJSON.location) ?? .null,
      "evidence": CommonJSON.evidence(effect.evidence),
    ]
  }

  private static func masked(_ masked: MaskedEffect) -> JSONValue {
    [
      "effect": .string(masked.effect.rawValue), "change": .string(masked.change.display),
      "evidence": CommonJSON.evidence(masked.evidence),
    ]
  }

  private static func owner(_ owner: Owner) -> JSONValue {
    ["name": .optional(owner.name), "emails": .strings(owner.emails)]
  }
}
