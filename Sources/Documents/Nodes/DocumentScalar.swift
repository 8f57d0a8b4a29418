/// One value of a document: its text after unquoting, how it was written, and what it means.
package struct DocumentScalar: Hashable, Sendable {
  /// How a scalar was written.
  package enum Style: Hashable, Sendable {
    /// Without quotes; numbers and words of JSON are plain too.
    case plain
    /// In single quotes.
    case singleQuoted
    /// In double quotes.
    case doubleQuoted
    /// A block after `|`.
    case literal
    /// A block after `>`.
    case folded
  }

  /// What a scalar means by the rules of its format.
  package enum Value: Hashable, Sendable {
    /// `null`, `~` or nothing.
    case null
    /// A truth value; in YAML also `yes`, `no`, `on`, `off`.
    case bool(Bool)
    /// A whole number that fits.
    case int(Int)
    /// Any other number.
    case float(Double)
    /// Text, dates included.
    case string
  }

  /// The text after unquoting, unescaping and folding.
  package var text: String
  /// How it was written.
  package var style: Style
  /// What it means.
  package var value: Value

  /// A scalar as its reader resolved it.
  package init(text: String, style: Style, value: Value) {
    self.text = text
    self.style = style
    self.value = value
  }
}
