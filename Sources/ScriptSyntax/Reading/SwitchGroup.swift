/// The cases of a `switch` that share a body, with what each compares.
struct SwitchGroup {
  var tests: [ScriptNode] = []
  /// `default` is one of them.
  var isRest = false
  var body: [ScriptStatement] = []
  var range: ScriptRange

  /// Groups whose bodies may fall through into the next.
  private static let fallLimit = 100

  /// A `switch` as branches.
  static func branches(_ groups: [SwitchGroup], _ range: ScriptRange) -> ScriptStatement {
    var branches: [ScriptBranches.Branch] = []
    var otherwise: [ScriptStatement] = []
    for group in groups {
      if group.isRest { otherwise = group.body }
      guard !group.isRest, let first = group.tests.first else { continue }
      let either = ScriptOperation(operation: .or, operands: group.tests, range: group.range)
      let condition: ScriptNode = group.tests.count == 1 ? first : .operation(either)
      branches.append(ScriptBranches.Branch(condition: condition, body: group.body, range: group.range))
    }
    return .branches(ScriptBranches(branches: branches, otherwise: otherwise, range: range))
  }

  /// Groups whose bodies run on into the next unless they end.
  static func fallingThrough(_ groups: [SwitchGroup]) -> [SwitchGroup] {
    var groups = groups
    let falls = groups.count <= fallLimit
    for index in groups.indices.reversed() {
      if !ends(&groups[index].body), falls, groups.indices.contains(index + 1) {
        groups[index].body += groups[index + 1].body
      }
    }
    return groups
  }

  /// Whether a body ends its group; a `break` at its end is taken away, since branches need none.
  private static func ends(_ body: inout [ScriptStatement]) -> Bool {
    switch body.last {
    case .breaking?:
      body.removeLast()
      return true
    case .block(var inner, let range)?:
      let isEnd = ends(&inner)
      body[body.count - 1] = .block(inner, range)
      return isEnd
    case .returning?, .raising?, .continuing?: return true
    default: return false
    }
  }
}
