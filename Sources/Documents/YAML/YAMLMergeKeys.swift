import Domain

/// The merge key `<<` of YAML 1.1: takes over the entries of other mappings; own entries win, earlier mappings win.
enum YAMLMergeKeys {
  /// The entries with every merge key replaced by what it stands for.
  static func merged(_ entries: [DocumentEntry]) throws(DocumentError) -> [DocumentEntry] {
    guard entries.contains(where: isMerge) else { return entries }
    var own: [DocumentEntry] = []
    var sources: [DocumentMapping] = []
    for entry in entries {
      guard isMerge(entry) else {
        own.append(entry)
        continue
      }
      if let mapping = entry.value.mapping {
        sources.append(mapping)
      } else if let items = entry.value.sequence {
        for item in items {
          guard let mapping = item.mapping else { throw refused(entry) }
          sources.append(mapping)
        }
      } else {
        throw refused(entry)
      }
    }
    var seen = Set(own.compactMap(\.name))
    var taken: [DocumentEntry] = []
    for source in sources {
      // A repeated key of the source stands with its last value, as the source itself reads.
      for entry in source where entry.name.map({ seen.insert($0).inserted }) ?? true {
        taken.append(entry.name.flatMap { source.entry($0) } ?? entry)
      }
    }
    return taken + own
  }

  private static func isMerge(_ entry: DocumentEntry) -> Bool {
    guard let key = entry.key.scalar else { return false }
    return key.style == .plain && key.text == "<<"
  }

  private static func refused(_ entry: DocumentEntry) -> DocumentError {
    DocumentError(
      "the merge key \"<<\" needs a mapping or a list of mappings, not \(entry.value.kindName)",
      position: entry.key.position, byteOffset: entry.key.byteOffset,
      nextStep: "let it name an anchor of a mapping, such as \"<<: *defaults\"")
  }
}
