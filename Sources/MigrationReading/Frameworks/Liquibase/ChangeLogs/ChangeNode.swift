import Domain
import ScriptSyntax

/// One element of a changelog, the same for XML, YAML and JSON: `<createTable tableName="a">`, `createTable: {...}`.
struct ChangeNode {
  /// The element's name, or the key.
  var name: String
  /// Attributes, or the scalar entries of a mapping.
  var attributes: [String: ScriptText] = [:]
  /// Elements inside, in order. Lists that only wrap elements (`changes`, `columns`) are left out.
  var children: [ChangeNode] = []
  /// The text of the element.
  var text: ScriptText?
  /// Offset of its first byte in the file.
  var offset: Int
  /// Offset past its last byte; that of the next sibling in YAML and JSON.
  var endOffset: Int

  /// An attribute, or the text of an element of that name.
  func value(_ name: String) -> ScriptText? {
    attributes[name] ?? children.first { $0.name == name }?.text
  }

  /// The text of an attribute, without white space around it; nil when empty.
  func string(_ name: String) -> String? {
    guard let text = value(name)?.trimmed().string, !text.isEmpty else { return nil }
    return text
  }

  /// An attribute that is true or false.
  func flag(_ name: String) -> Bool? {
    switch string(name)?.lowercased() {
    case "true", "1", "yes": true
    case "false", "0", "no": false
    default: nil
    }
  }

  /// The names of a list: `a, b`.
  func names(_ name: String) -> [String] {
    (string(name) ?? "").split(separator: ",").map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }.filter { !$0.isEmpty }
  }

  /// The elements of a name.
  func children(named name: String) -> [ChangeNode] { children.filter { $0.name == name } }

  /// The first element of a name.
  func child(_ name: String) -> ChangeNode? { children.first { $0.name == name } }

  /// An attribute, of this element or one inside, that still names a property. Values and remarks may hold any text.
  var unknownProperty: String? {
    let named = attributes.filter { key, _ in !Self.contents.contains { key.hasPrefix($0) } }
    let texts = named.map { key, value in
      // How long a value may be says nothing of what the type is.
      Self.types.contains(key) ? String(value.string.prefix { $0 != "(" }) : value.string
    }
    if let text = texts.sorted().first(where: { $0.contains(text: "${") }) { return text }
    return children.lazy.compactMap(\.unknownProperty).first
  }

  /// Attributes that hold types.
  private static let types: Set<String> = ["columnDataType", "newDataType", "type"]

  /// How attributes begin that hold data, not names.
  private static let contents = ["value", "defaultValue", "remarks", "where", "text", "selectQuery"]

  /// The node with the texts that a substitution gives.
  func mapped(_ change: (ScriptText) -> ScriptText) -> ChangeNode {
    var node = self
    node.attributes = attributes.mapValues(change)
    node.text = text.map(change)
    node.children = children.map { $0.mapped(change) }
    return node
  }
}
