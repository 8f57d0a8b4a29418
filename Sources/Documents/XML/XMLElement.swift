package import Domain

/// One element of an XML document with its place. Names lose their prefix; comments and instructions are left out.
package struct XMLElement: Sendable {
  /// What stands between the tags of an element.
  package enum Content: Sendable {
    /// An element inside.
    case element(XMLElement)
    /// Text, without markup; white space included.
    case text(XMLText)
  }

  /// An attribute; its place is that of its element.
  package struct Attribute: Sendable {
    /// The name without prefix.
    package var name: String
    /// The value with references resolved.
    package var value: String
  }

  /// The name without prefix.
  package var name: String
  /// The attributes in the order written.
  package var attributes: [Attribute]
  /// Texts and elements inside, in order.
  package var content: [Content] = []
  /// Where its start tag begins: line and column from 1, the column in bytes.
  package var position: TextPosition
  /// The same place as an offset in bytes from the start of the text.
  package var byteOffset: Int
  /// The offset past its end tag.
  package var endOffset: Int

  /// The elements inside.
  package var elements: [XMLElement] {
    content.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// The pieces of text right inside, in order.
  package var texts: [XMLText] {
    content.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  /// The value of an attribute.
  package subscript(_ name: String) -> String? { attributes.last { $0.name == name }?.value }
}

/// A run of text of an XML document.
package struct XMLText: Sendable {
  /// The text with references resolved.
  package var string: String
  /// Offset in bytes of the run, or of the reference that stands for it.
  package var byteOffset: Int
  /// Whether it is in the file byte for byte.
  package var isVerbatim: Bool
}
