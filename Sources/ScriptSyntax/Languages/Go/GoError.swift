/// Errors as Go handles them: `if err != nil { return err }`.
enum GoError {
  enum Test { case isError, isNone }

  /// What a condition asks of an error; nil for other conditions.
  static func test(_ condition: ScriptNode?) -> Test? {
    guard case .operation(let operation)? = condition, operation.operands.count == 2,
      case .null = operation.operands[1], let name = name(operation.operands[0])?.lowercased(),
      name.hasSuffix("err") || name.hasSuffix("error") || name.hasPrefix("err")
    else { return nil }
    switch operation.operation {
    case .notEqual: return .isError
    case .equal: return .isNone
    default: return nil
    }
  }

  private static func name(_ node: ScriptNode) -> String? {
    switch node {
    case .name(let name): name.text
    case .attribute(let attribute): attribute.name
    default: nil
    }
  }

  private static let fatal: Set<String> = ["panic", "Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Exit"]

  /// Whether a block ends the program, or its function with an error.
  static func ends(_ body: [ScriptStatement]) -> Bool {
    switch body.last {
    case .returning(let value?, _)?:
      switch value {
      case .null: return false
      case .tuple(let list): if case .null? = list.elements.last { return false } else { return true }
      default: return true
      }
    case .expression(.call(let call))?: return call.name.map(fatal.contains) ?? false
    default: return false
    }
  }
}
