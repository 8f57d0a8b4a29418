import Documents
import Domain

/// Reads `loaders.yml`; its format stands at its top.
enum LoaderTableReader {
  static func table(_ node: DocumentNode) throws(DocumentError) -> LoaderTable {
    let root = try node.requireMapping("loaders.yml", keys: ["version", "loaders"])
    try TableVersion.require(root, of: node)
    guard let list = root["loaders"] else {
      throw node.failure("the table has no \"loaders\"", nextStep: "add them below \"loaders:\"")
    }
    var loaders: [LoaderFacts] = []
    for entry in try list.requireEntries("loaders") {
      loaders.append(try loader(entry.name ?? "", entry))
    }
    guard !loaders.isEmpty else {
      throw list.failure("\"loaders\" is empty", nextStep: "leave the file out to use the built-in table")
    }
    return LoaderTable(loaders)
  }

  private static func loader(_ id: String, _ entry: DocumentEntry) throws(DocumentError) -> LoaderFacts {
    if id == LoaderTable.unknownID {
      throw entry.key.failure(
        "the loader \"\(id)\" is worked out from the others", nextStep: "give this one another name")
    }
    let keys = ["title", "matches", "reads-through-views", "naming", "own-columns", "changes"]
    let fields = try entry.value.requireMapping(id, keys: keys)
    guard let changes = fields["changes"] else {
      throw entry.key.failure(
        "the loader \"\(id)\" has no \"changes\"", nextStep: "say what it does with each change")
    }
    var outcomes: [LoaderChange: LoaderOutcome] = [:]
    let known = try changes.requireMapping("changes", keys: LoaderChange.allCases.map(\.rawValue))
    for change in LoaderChange.allCases {
      guard let value = known[change.rawValue] else {
        throw changes.failure(
          "\"\(id)\" does not say what happens on \"\(change.rawValue)\"", nextStep: "add the key")
      }
      outcomes[change] = try outcome(change.rawValue, value)
    }
    return LoaderFacts(
      id: id, title: try fields["title"]?.requireText("title") ?? id,
      patterns: try fields["matches"]?.requireTexts("matches").map { $0.lowercased() } ?? [],
      readsThroughViews: try fields["reads-through-views"]?.requireBool("reads-through-views") ?? false,
      naming: try fields["naming"].map { value throws(DocumentError) in try naming(value) } ?? LoaderNaming(),
      ownColumns: try fields["own-columns"]?.requireTexts("own-columns").map { $0.lowercased() } ?? [],
      outcomes: outcomes)
  }

  private static func naming(_ node: DocumentNode) throws(DocumentError) -> LoaderNaming {
    let fields = try node.requireMapping("naming", keys: ["letters", "table"])
    let pattern = try fields["table"]?.requireText("table") ?? "{table}"
    if let table = fields["table"], !pattern.holds("{table}") {
      throw table.failure("the pattern \"\(pattern)\" has no \"{table}\"", nextStep: "put \"{table}\" in it")
    }
    return LoaderNaming(
      letters: try fields["letters"]?.requireWord("letters", of: LoaderNaming.Letters.self) ?? .keep,
      tablePattern: pattern)
  }

  private static func outcome(_ change: String, _ node: DocumentNode) throws(DocumentError) -> LoaderOutcome {
    let fields = try node.requireMapping(change, keys: ["effect", "new-arrives", "text", "source"])
    guard let effect = fields["effect"], let text = fields["text"], let source = fields["source"] else {
      throw node.failure(
        "\"\(change)\" needs \"effect\", \"text\" and \"source\"", nextStep: "add the key that is missing")
    }
    return LoaderOutcome(
      effect: try effect.requireWord("effect", of: LoaderEffect.self),
      newArrives: try fields["new-arrives"]?.requireBool("new-arrives") ?? false,
      text: try text.requireText("text"), source: try source.requireText("source"))
  }
}
