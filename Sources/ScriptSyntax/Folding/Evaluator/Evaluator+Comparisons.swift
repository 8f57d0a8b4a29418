extension Evaluator {
  /// Whether two values are equal, names of the database compared by meaning.
  func equality(_ left: FoldedValue, _ right: FoldedValue) -> Bool? {
    if let dialect {
      if let text = right.nameText, DialectCondition.isDialectName(left) {
        return DialectCondition.normal(text) == dialect
      }
      if let text = left.nameText, DialectCondition.isDialectName(right) {
        return DialectCondition.normal(text) == dialect
      }
    }
    return left.equals(right)
  }

  /// Whether a list, map or text contains a value; nil if that is not known.
  func containment(_ element: FoldedValue, _ whole: FoldedValue) -> Bool? {
    if let part = element.nameText, let dialect, DialectCondition.isDialectName(whole) {
      return DialectCondition.normal(part) == dialect || !ScriptText(dialect).offsets(of: part).isEmpty
    }
    if let values = whole.elements ?? whole.entries?.map(\.key) {
      var isKnown = true
      for value in values {
        switch equality(element, value) {
        case true?: return true
        case false?: continue
        case nil: isKnown = false
        }
      }
      return isKnown ? false : nil
    }
    if let part = element.text, let text = whole.located {
      return part.isEmpty || !text.offsets(of: part).isEmpty
    }
    return nil
  }
}
