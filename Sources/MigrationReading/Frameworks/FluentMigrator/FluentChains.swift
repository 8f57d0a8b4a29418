import ScriptSyntax

/// Expressions that make wide tables have more links than are folded: they are taken apart into several, each of which
/// begins as the first does and goes on where the one before ends.
enum FluentChains {
  /// Stands behind the beginning of an expression that goes on; no program can write it.
  private static let mark = "(more)"
  /// Links of one expression.
  private static let limit = 24
  private static let depthLimit = 12

  /// A class with its methods' long expressions taken apart.
  static func divided(_ type: ScriptClass) -> ScriptClass {
    var type = type
    type.body = type.body.map { statement in
      guard case .function(var function) = statement else { return statement }
      function.body = divided(function.body, 0)
      return .function(function)
    }
    return type
  }

  private static func divided(_ statements: [ScriptStatement], _ level: Int) -> [ScriptStatement] {
    guard level < depthLimit else { return statements }
    return statements.flatMap { statement -> [ScriptStatement] in
      switch statement {
      case .expression(let node), .returning(.some(let node), _):
        return parts(of: node).map { .expression($0) }
      case .block(let body, let range): return [.block(divided(body, level + 1), range)]
      case .branches(var branches):
        for place in branches.branches.indices {
          branches.branches[place].body = divided(branches.branches[place].body, level + 1)
        }
        branches.otherwise = divided(branches.otherwise, level + 1)
        return [.branches(branches)]
      default: return [statement]
      }
    }
  }

  /// The expressions that one stands for, itself if it is short.
  private static func parts(of node: ScriptNode) -> [ScriptNode] {
    var links: [(call: ScriptCall, attribute: ScriptAttribute)] = []
    var rest = node
    while case .call(let call) = rest, case .attribute(let attribute) = call.callee {
      links.append((call, attribute))
      rest = attribute.receiver
    }
    links.reverse()
    guard links.count > limit, let first = links.first, ["Table", "IntoTable"].contains(first.attribute.name)
    else {
      return [node]
    }
    var found: [ScriptNode] = []
    let head = ScriptNode.call(first.call)
    var current = head
    var count = 0
    for link in links.dropFirst() {
      if count >= limit, ["WithColumn", "Row"].contains(link.attribute.name) {
        found.append(current)
        current = marked(head, first.attribute, at: link.attribute.nameRange)
        count = 0
      }
      var (call, attribute) = link
      attribute.receiver = current
      call.callee = .attribute(attribute)
      current = .call(call)
      count += 1
    }
    return found + [current]
  }

  /// The calls with those put together that were taken apart.
  static func joined(_ calls: [ExecutedCall]) -> [ExecutedCall] {
    var found: [ExecutedCall] = []
    for executed in calls {
      let chain = executed.call.chain
      guard chain.count > 2, chain[1].name == mark, let last = found.last,
        isSame(last.call.chain.first, chain[0])
      else {
        found.append(executed)
        continue
      }
      found[found.count - 1].call = chain[2...].reduce(last.call) { before, link in
        guard case .member(var member) = link.callee.content else { return link }
        var link = link
        member.receiver = FoldedValue(.call(before), at: before.range)
        link.callee = FoldedValue(.member(member), at: link.callee.range)
        return link
      }
    }
    return found
  }

  /// Whether two expressions begin alike; extension methods of other files move the places of what they are given.
  private static func isSame(_ one: FoldedCall?, _ other: FoldedCall) -> Bool {
    one?.name == other.name && one?.positional.first?.text == other.positional.first?.text
  }

  private static func marked(
    _ head: ScriptNode, _ first: ScriptAttribute, at place: ScriptRange
  ) -> ScriptNode {
    var attribute = first
    (attribute.receiver, attribute.name) = (head, mark)
    (attribute.range, attribute.nameRange) = (place, place)
    return .call(ScriptCall(of: .attribute(attribute)))
  }
}
