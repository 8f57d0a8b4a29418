import Documents
import Domain

/// Reads a rule's page: front matter by the strict rules of configuration, the rest as text.
enum RulePageReader {
  static func page(_ file: String, _ content: [UInt8]) throws(FactError) -> RulePage {
    let id = String(file.dropLast(3))
    let bytes = content.filter { $0 != UInt8(ascii: "\r") }
    do throws(DocumentError) {
      let parts = try split(bytes)
      let node = try YAMLReader.document(of: Array(bytes[..<parts.frontEnd]))
      return RulePage(
        id: id, defaults: try defaults(id, node), body: parts.body, bodyLine: parts.bodyLine)
    } catch {
      throw FactError(file: file, error)
    }
  }

  /// The front matter keeps its opening line, which YAML reads as the start of a document: places stay true.
  private static func split(
    _ bytes: [UInt8]
  ) throws(DocumentError) -> (frontEnd: Int, body: String, bodyLine: Int) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DocumentError(
        "bytes that are not UTF-8", position: .start, byteOffset: 0, nextStep: "save the page as UTF-8")
    }
    let marker = Array("---".utf8)
    guard lines.first?.elementsEqual(marker) == true,
      let closing = lines.dropFirst().firstIndex(where: { $0.elementsEqual(marker) })
    else {
      throw DocumentError(
        "the page has no front matter", position: .start, byteOffset: 0,
        nextStep: "start it with \"---\", the keys, and \"---\" again")
    }
    var first = closing + 1
    while first < lines.count, lines[first].isEmpty { first += 1 }
    let bodyStart = first < lines.count ? lines[first].startIndex : bytes.count
    return (lines[closing].startIndex, String(decoding: text.utf8.dropFirst(bodyStart), as: UTF8.self), first)
  }

  private static func defaults(_ id: String, _ node: DocumentNode) throws(DocumentError) -> RuleDefaults {
    let root = try node.requireMapping("front matter", keys: ["summary", "kinds", "defaults", "situations"])
    guard let summary = root["summary"], let levels = root["defaults"] else {
      throw node.failure(
        "the front matter needs \"summary\" and \"defaults\"", nextStep: "add the key that is missing")
    }
    var kinds: [ChangeKind] = []
    for item in try root["kinds"]?.requireSequence("kinds") ?? [] {
      kinds.append(try item.requireWord("kinds", of: ChangeKind.self))
    }
    var byEffect: [EffectKind: RuleDefaults.Level] = [:]
    let known = try levels.requireMapping(
      "defaults", keys: EffectKind.allCases.map(\.rawValue) + ["otherwise"])
    for effect in EffectKind.allCases {
      byEffect[effect] = try known[effect.rawValue]?.requireWord(effect.rawValue, of: RuleDefaults.Level.self)
    }
    var bySituation: [String: RuleDefaults.Level] = [:]
    for entry in try root["situations"]?.requireEntries("situations") ?? [] {
      let name = entry.name ?? ""
      bySituation[name] = try entry.value.requireWord(name, of: RuleDefaults.Level.self)
    }
    return RuleDefaults(
      rule: id, summary: try summary.requireText("summary"), kinds: kinds, byEffect: byEffect,
      bySituation: bySituation,
      otherwise: try known["otherwise"]?.requireWord("otherwise", of: RuleDefaults.Level.self) ?? .notice)
  }
}
