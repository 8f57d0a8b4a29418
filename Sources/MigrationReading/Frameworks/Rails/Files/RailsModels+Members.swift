import Domain
import ScriptSyntax

/// What the classes of models say of the methods of their rows.
extension RailsModels {
  /// The column that `order.shipped!` sets by `enum :status, [:open, :shipped]` of the model of a table, as far as it
  /// was asked for.
  func enumeration(_ member: String, of table: TableName) -> String? {
    for body in bodies(of: table) {
      for case .expression(.call(let call)) in body where call.name == "enum" && call.receiver == nil {
        let first = call.positional.first?.plainName
        for argument in call.arguments {
          if argument.kind == .keyword, let first, argument.name == member { return first }
          let column = argument.kind == .keyword ? first ?? argument.name : first
          if let column, Self.members(argument.value, body).contains(member) { return column }
          guard case .map(let map) = argument.value, first == nil else { continue }
          for entry in map.entries where Self.members(entry.value, body).contains(member) {
            return entry.key?.plainName
          }
        }
      }
    }
    return nil
  }

  /// Whether the model of a table calls something in its class: `rolify`.
  func calls(_ name: String, of table: TableName) -> Bool {
    bodies(of: table).joined().contains { statement in
      switch statement {
      case .expression(.call(let call)): call.name == name && call.receiver == nil
      case .expression(.name(let word)): word.text == name
      default: false
      }
    }
  }

  /// The classes of the table's rows, and those that they are built on.
  private func bodies(of table: TableName) -> [[ScriptStatement]] {
    var constants: [String] = []
    for constant in asked.sorted() {
      var next: String? = constant
      while let one = next, !constants.contains(one), self.table(of: one, level: 1) == table {
        constants.append(one)
        next = definition(of: one)?.bases.first?.dottedName
      }
    }
    return constants.compactMap { definition(of: $0).map { ScriptStatement.flattened($0.body) } }
  }

  /// The names in a list or hash, or in the constant of the class that holds one.
  private static func members(_ node: ScriptNode, _ body: [ScriptStatement], _ level: Int = 0) -> [String] {
    guard level < 4 else { return [] }
    switch node {
    case .map(let map): return map.entries.compactMap { $0.key?.plainName }
    case .list(let list): return list.elements.compactMap(\.plainName)
    case .call(let call): return call.receiver.map { members($0, body, level + 1) } ?? []
    case .attribute(let attribute): return members(attribute.receiver, body, level + 1)
    case .name(let name):
      for case .assignment(let assignment) in body {
        guard case .name(let target)? = assignment.targets.first, target.text == name.text,
          let value = assignment.value
        else { continue }
        return members(value, body, level + 1)
      }
      return []
    default: return []
    }
  }
}

extension ScriptNode {
  /// The text of a symbol or string.
  fileprivate var plainName: String? {
    if case .symbol(let name) = self { name.text } else { stringText }
  }
}
