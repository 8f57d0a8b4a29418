import ScriptSyntax

/// Follows a method of C# that may name classes of other files.
protocol CSharpProgram: FunctionProgram {
  /// Classes that are named in the place of values and are not known.
  var unknown: Set<String> { get set }
}

extension CSharpProgram {
  /// Keeps the classes that a value which is not known names.
  mutating func note(_ value: FoldedValue?, level: Int = 0) {
    guard let value, level < 8 else { return }
    switch value.content {
    case .reference(let reference):
      for part in reference.resolved.split(separator: ".").dropLast().suffix(2) {
        unknown.insert(String(part))
      }
    case .joined(let parts): for part in parts { note(part, level: level + 1) }
    case .operation(let operation): for part in operation.operands { note(part, level: level + 1) }
    case .call(let call): note(call.callee, level: level + 1)
    default: break
    }
  }
}
