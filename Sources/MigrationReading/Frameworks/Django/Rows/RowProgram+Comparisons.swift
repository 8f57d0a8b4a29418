import Domain
import ScriptSyntax

extension RowProgram {
  /// Whether constant texts are equal: `connection.vendor == "postgresql"`, `vendor in ("mysql", "sqlite")`.
  static func compared(_ operation: ScriptOperator, _ values: [RowValue]) -> Bool? {
    if operation == .and || operation == .or { return joined(operation, values) }
    guard values.count == 2, case .constant(let left) = values[0], let text = left.text else { return nil }
    switch operation {
    case .equal, .notEqual:
      guard case .constant(let right) = values[1], let other = right.text else { return nil }
      return (text == other) == (operation == .equal)
    case .contains, .notContains:
      let texts: [String?]
      switch values[1] {
      case .constant(let list): texts = (list.elements ?? []).map(\.text)
      case .list(let list): texts = list.map { if case .constant(let part) = $0 { part.text } else { nil } }
      default: return nil
      }
      guard !texts.isEmpty, texts.allSatisfy({ $0 != nil }) else { return nil }
      return texts.contains(text) == (operation == .contains)
    default: return nil
    }
  }

  /// What known conditions say together.
  private static func joined(_ operation: ScriptOperator, _ values: [RowValue]) -> Bool? {
    let decisive = operation == .or
    let known = values.map { value -> Bool? in
      guard case .constant(let constant) = value, case .boolean(let holds) = constant.content else {
        return nil
      }
      return holds
    }
    if known.contains(decisive) { return decisive }
    return known.contains(nil) ? nil : !decisive
  }
}
