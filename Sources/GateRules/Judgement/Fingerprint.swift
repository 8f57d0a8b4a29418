import Domain

/// Names a finding or blind spot across rebases: 16 hexadecimal digits of a SHA-256.
///
/// No file, line, commit or wording goes in; every part is preceded by its length, so that no two lists read the same.
enum Fingerprint {
  /// The fingerprint of a rule's finding on a change.
  static func of(_ change: Change, rule: String, assets: [AssetID], backend: String) -> String {
    var parts = [backend, rule, change.kind.rawValue, change.table?.display ?? ""]
    parts += ["columns"] + change.columns
    parts += ["to"] + (change.to?.tables.map(\.display) ?? []) + ["columns"] + (change.to?.columns ?? [])
    parts += ["values"] + change.values.sorted().flatMap { [$0.from ?? "\0", $0.to ?? "\0"] }
    parts += ["type", change.type?.from ?? "", change.type?.to ?? "", change.factor ?? ""]
    parts += ["key"] + (change.key?.from ?? []) + ["to"] + (change.key?.to ?? [])
    parts += ["filter"] + change.filter.flatMap { [$0.column] + $0.values }
    parts += ["assets"] + assets.map(\.text)
    return digest(parts)
  }

  /// The fingerprint of an observation.
  static func of(_ observation: GateObservation, backend: String) -> String {
    let subject: [String] =
      switch observation.kind {
      case .migrationEdited(let migration): [migration]
      case .configurationEdited(let edit): [edit.rawValue, observation.location.file]
      case .declarationRemoved(let asset): [asset.text]
      }
    return digest([backend, observation.ruleID] + subject)
  }

  /// The fingerprint of a blind spot: what kind of trouble, in which file, about what.
  static func of(_ diagnostic: Diagnostic, backend: String) -> String {
    digest([backend, "blind-spot", diagnostic.id, diagnostic.location.file, diagnostic.summary])
  }

  private static func digest(_ parts: [String]) -> String {
    var bytes: [UInt8] = []
    for part in parts {
      bytes += Array(String(part.utf8.count).utf8) + [UInt8(ascii: ":")] + Array(part.utf8)
    }
    return SHA256.hash(bytes).prefix(8).map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
