/// Puts colour and weight on text by the sequences of ECMA-48, or leaves it alone when switched off.
package struct TextStyler: Hashable, Sendable {
  /// One property of text; raw values are the parameters of "select graphic rendition".
  package enum Style: Int, Hashable, Sendable, CaseIterable {
    case bold = 1
    case dim = 2
    case underline = 4
    case red = 31
    case green = 32
    case yellow = 33
    case blue = 34
    case magenta = 35
    case cyan = 36
  }

  /// Whether anything is put on.
  package var isEnabled: Bool

  /// A styler.
  package init(isEnabled: Bool) {
    self.isEnabled = isEnabled
  }

  /// The text with styles on; as it is when switched off, without styles, or when empty.
  package func apply(_ text: String, _ styles: Style...) -> String {
    guard isEnabled, !styles.isEmpty, !text.isEmpty else { return text }
    let parameters = styles.map { String($0.rawValue) }.joined(separator: ";")
    return "\u{1B}[\(parameters)m\(text)\u{1B}[0m"
  }
}
