import ScriptSyntax

extension ScriptOperator {
  /// The sign of a calculation in SQL; nil for other operators.
  var calculation: String? {
    switch self {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    default: nil
    }
  }
}
