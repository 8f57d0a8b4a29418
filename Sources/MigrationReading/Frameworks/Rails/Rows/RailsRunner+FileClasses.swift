import Domain
import ScriptSyntax

/// Classes that the file of the migration defines itself: objects that do its work, and models with methods of their
/// own. What their methods do is done where it stands.
extension RailsRunner {
  /// A method of such a class by its constant; nil if the file has no such class, or it is a model.
  mutating func ofFileClass(_ name: String, _ constant: String, _ call: ScriptCall) -> RailsValue? {
    let last = constant.split(separator: ".").last.map(String.init) ?? constant
    guard let type = classes[constant] ?? classes[last], models[type.name] == nil else { return nil }
    if let method = Self.method(name, of: type, isStatic: true) { return run(method, of: type, call) }
    guard name == "new" else { return nil }
    if let setup = Self.method("initialize", of: type, isStatic: false) {
      _ = run(setup, of: type, call)
    } else {
      _ = arguments(of: call)
    }
    return .object(type.name)
  }

  /// A method of an object of such a class; nil if the class does not define it.
  mutating func ofFileObject(_ name: String, _ constant: String, _ call: ScriptCall) -> RailsValue? {
    guard let type = classes[constant], let method = Self.method(name, of: type, isStatic: false) else {
      return nil
    }
    return run(method, of: type, call)
  }

  /// A method of a model that the file defines, by its table, or of a row of it; nil if there is none.
  mutating func ofFileModel(_ name: String, _ table: TableName, row: Int?, _ call: ScriptCall) -> RailsValue?
  {
    for constant in classes.keys.sorted() where models[constant] == table {
      guard let type = classes[constant], let method = Self.method(name, of: type, isStatic: row == nil)
      else {
        continue
      }
      return run(method, of: type, row: row, call)
    }
    return nil
  }

  private static func method(_ name: String, of type: ScriptClass, isStatic: Bool) -> ScriptFunction? {
    for case .function(let function) in ScriptStatement.flattened(type.body)
    where function.name == name && function.isStatic == isStatic { return function }
    return nil
  }

  private mutating func run(
    _ method: ScriptFunction, of type: ScriptClass, row: Int? = nil, _ call: ScriptCall
  ) -> RailsValue {
    let given = arguments(of: call)
    let outer = (methods, constants, ownTable, ownRow, isInFileClass)
    declareBeside(type.body, but: nil)
    (ownTable, ownRow, isInFileClass) = (models[type.name], row, true)
    let value = run(method: method, given)
    (methods, constants, ownTable, ownRow, isInFileClass) = outer
    return value
  }
}
