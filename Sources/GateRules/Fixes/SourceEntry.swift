import Domain

/// The data team's declarations for a table under its new name.
enum SourceEntry {
  /// A source table that reads the new table; nil when nothing is linked.
  static func fix(for context: RuleContext) -> Fix? {
    guard let old = context.change.table, let new = context.headName,
      let link = context.links.first, let asset = context.assets[link.asset]
    else { return nil }
    let identifier = asset.relation?.identifier ?? asset.tableName ?? asset.name
    let landed = replacing(old.name, by: new.name, in: identifier) ?? new.name
    let recovery = context.tableChanges.filter { $0.kind == .columnRenamed }
    var columns: [String] = []
    for change in recovery {
      guard let column = change.columns.first, let now = change.to?.columns.first,
        let source = link.columns[column], source != column
      else { continue }
      columns.append("\(YAMLText.scalar(now)): \(YAMLText.scalar(source))")
    }
    let mapping = columns.isEmpty ? "" : ", columns: {\(columns.joined(separator: ", "))}"
    let name = asset.tableName ?? asset.name
    let entry =
      "# tables of the source, in \(fileName(asset))\n- name: \(YAMLText.scalar(name))\n"
      + "  identifier: \(YAMLText.scalar(landed))\n"
    let text =
      (landed == identifier ? "" : entry) + "# tables of the backend, in tidegate.yml\n"
      + "\(YAMLText.scalar(Names.shown(new))): {table: \(YAMLText.scalar(name))\(mapping)}"
    let title = "bind the source to \"\(Names.shown(new))\" before the merge" + Places.declarations(context)
    return Fix(side: .registry, title: title, text: text)
  }

  /// Questions on the old source.
  static func questions(for context: RuleContext) -> [String] {
    guard let link = context.links.first, let new = context.headName else { return [] }
    let name = context.assets[link.asset]?.name ?? link.asset.text
    return [
      "under which name does \"\(Names.shown(new))\" arrive in the warehouse?",
      "keep or drop what source \"\(name)\" has loaded so far?",
    ]
  }

  /// A comment must stay on its line.
  private static func fileName(_ asset: Asset) -> String {
    let file = asset.location.file
    return file.unicodeScalars.contains { $0.value < 0x20 } ? "its file" : file
  }

  /// The text with the first place of a word put in new; nil when it does not stand there.
  private static func replacing(_ word: String, by new: String, in text: String) -> String? {
    let (old, whole) = (Array(word.utf8), Array(text.utf8))
    guard !old.isEmpty, old.count <= whole.count, old.count <= 256, whole.count <= 1024 else { return nil }
    for start in 0...(whole.count - old.count)
    where whole[start..<(start + old.count)].elementsEqual(old) {
      let before = String(decoding: whole[..<start], as: UTF8.self)
      return before + new + String(decoding: whole[(start + old.count)...], as: UTF8.self)
    }
    return nil
  }
}
