import ScriptSyntax

/// Follows a method of C# that may name classes of other files.
protocol CSharpProgram: FunctionProgram {
  /// Classes that are named in the place of values and are not known.
  var unknown: Set<String> { get set }

  init(run: ScriptRun, output: ProgramOutput, library: CSharpLibrary)

  /// Runs a method of a migration, or the one that it has from a class above it.
  mutating func perform(_ name: String, of type: ScriptClass)
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

  /// A name; classes in its place are kept to be read.
  mutating func text(_ value: FoldedValue?) -> String? {
    if let text = value?.text { return text }
    note(value)
    return nil
  }

  /// `new[] { "A", "B" }`, or one name.
  mutating func names(_ value: FoldedValue?) -> [String]? {
    if let text = value?.text { return [text] }
    guard let elements = value?.elements else {
      note(value)
      return nil
    }
    var names: [String] = []
    for element in elements {
      guard let name = text(element) else { return nil }
      names.append(name)
    }
    return names.isEmpty ? nil : names
  }

  /// The columns that `t => t.A` or `t => new { t.A, t.B }` names, by what members of the table are called.
  func columns(_ value: FoldedValue?, _ members: [String: String]) -> [String]? {
    guard case .closure(let body)? = value?.content else { return nil }
    let handle = "(row)"
    let reference = FoldedReference(written: handle, resolved: handle)
    let row = FoldedArgument(FoldedValue(.reference(reference), at: body.function.range))
    guard let result = run.calls(in: body, arguments: [row]).result else { return nil }
    let values = result.entries?.map(\.value) ?? [result]
    let names = values.compactMap { value -> String? in
      guard let path = value.resolved, path.hasPrefix(handle + ".") else { return nil }
      let member = String(path.dropFirst(handle.count + 1))
      return members[member] ?? member
    }
    return names.count == values.count && !names.isEmpty ? names : nil
  }
}
