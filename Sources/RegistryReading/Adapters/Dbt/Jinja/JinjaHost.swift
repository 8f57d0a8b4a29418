/// The arguments of a call, evaluated.
struct JinjaCall {
  var positional: [JinjaValue] = []
  var named: [(name: String, value: JinjaValue)] = []
  /// Byte of the file to which the call's output is mapped.
  var offset = 0

  /// The argument of this name, or at this place.
  func argument(_ index: Int, _ name: String) -> JinjaValue? {
    if let found = named.first(where: { $0.name == name }) { return found.value }
    return index < positional.count ? positional[index] : nil
  }

  /// The text of an argument, if it is a string.
  func text(_ index: Int, _ name: String) -> String? { argument(index, name)?.text }

  /// All values, those by name last.
  var all: [JinjaValue] { positional + named.map(\.value) }
}

/// What the names of a template stand for beyond its own variables.
protocol JinjaHost: AnyObject {
  /// The value of a name that no `set`, loop or parameter gave.
  func global(_ name: String) -> JinjaValue?
  /// An attribute of a built-in object.
  func attribute(_ name: String, of object: String) -> JinjaValue?
  /// Calls a built-in function; nil when there is none of this name.
  func call(_ function: String, _ call: JinjaCall, _ evaluator: JinjaEvaluator) -> JinjaValue?
  /// The macro of a dotted path that is no variable.
  func macro(_ path: String) -> JinjaMacro?
  /// Told when nothing has the name; gives the value that stands for the call.
  func unknownCall(_ path: String, _ call: JinjaCall, _ evaluator: JinjaEvaluator) -> JinjaValue
}
