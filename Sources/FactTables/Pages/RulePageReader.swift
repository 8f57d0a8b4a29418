import Documents
import Domain

/// Reads a rule's page: front matter by the strict rules of configuration, the rest as text.
enum RulePageReader {
  static func page(_ file: String, _ content: [UInt8]) throws(FactError) -> RulePage {
    let id = String(file.dropLast(3))
    let bytes = content.contains(UInt8(ascii: "\r")) ? content.filter { $0 != UInt8(ascii: "\r") } : content
    do throws(DocumentError) {
      let parts = try split(bytes)
      let node = try YAMLReader.document(of: Array(bytes[..<parts.frontEnd]))
      return RulePage(
        id: id, defaults: try defaults(id, node), bytes: bytes, bodyStart: parts.bodyStart,
        bodyLine: parts.bodyLine)
    } catch {
      throw FactError(file: file, error)
    }
  }

  /// The front matter keeps its opening line, which YAML reads as the start of a document: places stay true.
  private static func split(
    _ bytes: [UInt8]
  ) throws(DocumentError) -> (frontEnd: Int, bodyStart: Int, bodyLine: Int) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw DocumentError(
        "bytes that are not UTF-8", position: .start, byteOffset: 0, nextStep: "save the page as UTF-8")
    }
    let marker = Array("---".utf8)
    var start = 0
    var line = 0
    var frontEnd: Int?
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      if let frontEnd {
        if end > start { return (frontEnd, start, line) }
      } else if bytes[start..<end].elementsEqual(marker) {
        if line > 0 { frontEnd = start }
      } else if line == 0 {
        break
      }
      start = end + 1
      line += 1
    }
    guard let frontEnd else {
      throw DocumentError(
        "the page has no front matter", position: .start, byteOffset: 0,
        nextStep: "start it with \"---\", the keys, and \"---\" again")
    }
    return (frontEnd, bytes.count, line)
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
