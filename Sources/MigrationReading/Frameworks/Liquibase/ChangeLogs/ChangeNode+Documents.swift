import Documents
import Domain
import ScriptSyntax

extension ChangeNode {
  /// The root of a changelog in XML.
  init(_ element: XMLElement) {
    self.init(name: element.name, offset: element.byteOffset, endOffset: element.endOffset)
    for attribute in element.attributes {
      attributes[attribute.name] = ScriptText(
        attribute.value, at: Int32(truncatingIfNeeded: element.byteOffset))
    }
    children = element.elements.map { ChangeNode($0) }
    var text = ScriptText("")
    for run in element.texts {
      let part = ScriptText(
        run.string, at: Int32(truncatingIfNeeded: run.byteOffset), isVerbatim: run.isVerbatim)
      guard text.append(part) else { break }
    }
    self.text = text.trimmed().string.isEmpty ? nil : text
  }

  /// An entry of a changelog in YAML or JSON; `bytes` are the file's.
  init(name: String, _ node: DocumentNode, end: Int, bytes: [UInt8]) {
    self.init(name: name, offset: node.byteOffset, endOffset: end)
    switch node.content {
    case .scalar: text = Self.text(of: node, bytes)
    case .sequence(let items): add(items, end: end, bytes)
    case .mapping(let mapping): add(mapping, end: end, bytes)
    }
  }

  /// Lists whose items stand, in XML, right inside the element that has the list.
  private static let wrappers: Set<String> = ["changes", "columns", "databaseChangeLog", "whereParams"]

  private mutating func add(_ mapping: DocumentMapping, end: Int, _ bytes: [UInt8]) {
    let entries = Array(mapping)
    for (index, entry) in entries.enumerated() {
      guard let key = entry.key.string else { continue }
      let next = index + 1 < entries.count ? entries[index + 1].key.byteOffset : end
      switch entry.value.content {
      case .scalar:
        if let text = Self.text(of: entry.value, bytes) { attributes[key] = text }
      case .sequence(let items) where Self.wrappers.contains(key): add(items, end: next, bytes)
      // `changes:` of a single change.
      case .mapping(let item) where Self.wrappers.contains(key): addItem(item, end: next, bytes)
      case .sequence, .mapping:
        var child = ChangeNode(name: key, entry.value, end: next, bytes: bytes)
        child.offset = entry.key.byteOffset
        children.append(child)
      }
    }
  }

  /// Changes that may be a lone text: `- sql: drop table a`.
  private static let texts: Set<String> = ["sql", "stop", "customChange", "tagDatabase"]

  /// An item of a list; scalars in it belong to what has the list, as `- onFail: MARK_RAN` of preconditions.
  private mutating func addItem(_ mapping: DocumentMapping, end: Int, _ bytes: [UInt8]) {
    let entries = Array(mapping)
    if entries.count == 1, let key = entries[0].key.string, Self.texts.contains(key),
      case .scalar = entries[0].value.content
    {
      var child = ChangeNode(name: key, entries[0].value, end: end, bytes: bytes)
      child.offset = entries[0].key.byteOffset
      return children.append(child)
    }
    add(mapping, end: end, bytes)
  }

  private mutating func add(_ items: [DocumentNode], end: Int, _ bytes: [UInt8]) {
    for (index, item) in items.enumerated() {
      let next = index + 1 < items.count ? items[index + 1].byteOffset : end
      switch item.content {
      case .mapping(let mapping): addItem(mapping, end: next, bytes)
      case .sequence(let inner): add(inner, end: next, bytes)
      case .scalar:
        guard let text = Self.text(of: item, bytes) else { continue }
        children.append(
          ChangeNode(name: "", text: text, offset: item.byteOffset, endOffset: next))
      }
    }
  }

  /// A scalar with the places of its lines, as far as they stand in the file as they are.
  private static func text(of node: DocumentNode, _ bytes: [UInt8]) -> ScriptText? {
    guard let string = node.string else { return nil }
    var text = ScriptText("")
    var place = min(max(0, node.byteOffset), bytes.count)
    for (index, line) in string.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0, !text.append(ScriptText("\n", at: Int32(truncatingIfNeeded: place))) { return nil }
      guard !line.isEmpty else { continue }
      let wanted = Array(line.utf8)
      let found = ByteSearch.first(of: wanted, in: bytes, from: place, to: place + 4096)
      let part = ScriptText(
        String(line), at: Int32(truncatingIfNeeded: found ?? place), isVerbatim: found != nil)
      guard text.append(part) else { return nil }
      if let found { place = found + wanted.count }
    }
    return text
  }
}
