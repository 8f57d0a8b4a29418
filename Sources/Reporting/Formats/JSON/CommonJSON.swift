import Documents
import Domain

/// Small values that stand in many places of the JSON report.
enum CommonJSON {
  /// `{repository, file, line, column}`.
  static func location(_ location: SourceLocation) -> JSONValue {
    [
      "repository": .string(location.repository.rawValue), "file": .string(location.file),
      "line": .int(location.position.line), "column": .int(location.position.column),
    ]
  }

  /// `{kind, text, location}`; the place is null where there is none.
  static func evidence(_ evidence: [Evidence]) -> JSONValue {
    .array(
      evidence.map { piece in
        [
          "kind": .string(piece.kind.rawValue), "text": .string(piece.text),
          "location": piece.location.map(location) ?? .null,
        ]
      })
  }

  /// `{fingerprint, reason, owner, notBefore, expires, location}`.
  static func waiver(_ waiver: Waiver) -> JSONValue {
    [
      "fingerprint": .string(waiver.fingerprint), "reason": .string(waiver.reason),
      "owner": .string(waiver.owner), "notBefore": .optional(waiver.notBefore?.display),
      "expires": .optional(waiver.expires?.display), "location": location(waiver.location),
    ]
  }

  /// `{revision, commit}`.
  static func revision(_ name: RevisionName) -> JSONValue {
    ["revision": .string(name.revision), "commit": .optional(name.commit)]
  }

  /// Ids as texts.
  static func assets(_ ids: [AssetID]) -> JSONValue { .strings(ids.map(\.text)) }
}
