import Domain
import ScriptSyntax

extension FoldedValue {
  /// The digits, if it is a number.
  var number: String? {
    if case .number(let digits) = content { digits } else { nil }
  }

  /// The truth value, if it is one.
  var truth: Bool? {
    if case .boolean(let value) = content { value } else { nil }
  }

  /// Whether it is `None`.
  var isNone: Bool {
    if case .null = content { true } else { false }
  }

  /// The value of a text key of a map.
  subscript(key: String) -> FoldedValue? { entries?.last { $0.key.text == key }?.value }

  /// The last part of a dotted name.
  var lastName: String? {
    switch content {
    case .reference(let reference): reference.name
    case .member(let member): member.name
    default: nil
    }
  }

  /// The constant; nil for what is none.
  var literal: Literal? {
    switch content {
    case .string(let text): .string(text.string)
    case .number(let digits): .number(digits)
    case .boolean(let value): .boolean(value)
    case .null: .null
    default: nil
    }
  }
}

extension FoldedCall {
  /// Whether a keyword argument is given as true.
  func flag(_ name: String) -> Bool { keyword(name)?.truth == true }
}
