extension Parser {
  /// `[CONSTRAINT] TRIGGER name ...`, after CREATE.
  mutating func parseCreateTrigger(_ prefix: CreatePrefix) throws(SyntaxTrouble) -> CreateTrigger {
    let isConstraint = accept(.constraint)
    try expect(.trigger)
    let name = try parseIdentifier()
    let timing = try parseTriggerTiming()
    var columns: [Identifier] = []
    let events = try parseTriggerEvents(&columns)
    try expect(.on)
    let table = try parseQualifiedName()
    var trigger = CreateTrigger(
      name: name, table: table, timing: timing, events: events, function: QualifiedName(parts: []))
    trigger.orReplace = prefix.orReplace
    trigger.isConstraint = isConstraint
    trigger.columns = columns
    try parseTriggerTail(&trigger)
    return trigger
  }

  private mutating func parseTriggerTiming() throws(SyntaxTrouble) -> String {
    if accept(.before) { return "before" }
    if accept(.after) { return "after" }
    try expect(.instead)
    try expect(.of)
    return "instead of"
  }

  private mutating func parseTriggerEvents(_ columns: inout [Identifier]) throws(SyntaxTrouble) -> [String] {
    var events: [String] = []
    repeat {
      events.append(text(current).lowercased())
      if accept(.update) {
        if accept(.of) {
          repeat { columns.append(try parseIdentifier()) } while accept(.comma)
        }
      } else if !(accept(.insert) || accept(.delete) || accept(.truncate)) {
        throw unexpected("an event")
      }
    } while accept(.or)
    return events
  }

  private mutating func parseTriggerTail(_ trigger: inout CreateTrigger) throws(SyntaxTrouble) {
    if accept(.from) { _ = try parseQualifiedName() }
    var timing = ConstraintTiming()
    parseConstraintTiming(&timing)
    if accept(.referencing) {
      while at(.old) || at(.new) {
        advance()
        guard accept(.table) || accept(.row) else { throw unexpected("\"table\"") }
        _ = accept(.as)
        _ = try parseIdentifier()
      }
    }
    if accept(.for) {
      _ = accept(.each)
      guard accept(.row) || accept(.statement) else { throw unexpected("\"row\" or \"statement\"") }
    }
    if accept(.when) { trigger.condition = try parseParenthesizedValue() }
    try expect(.execute)
    guard accept(.function) || accept(.procedure) else { throw unexpected("\"function\"") }
    trigger.function = try parseQualifiedName(.function)
    guard at(.leftParen) else { throw unexpected("\"(\"") }
    skipBalanced()
  }

  /// `POLICY name ON table ...`, after CREATE or ALTER; a rename is read elsewhere.
  mutating func parsePolicy(alters: Bool) throws(SyntaxTrouble) -> PolicyDefinition {
    try expect(.policy)
    let name = try parseIdentifier()
    try expect(.on)
    var policy = PolicyDefinition(name: name, table: try parseQualifiedName(), alters: alters)
    if !alters, accept(.as) { _ = try parseIdentifier(.label) }
    if !alters, accept(.for) { advance() }
    if accept(.to) {
      repeat { _ = try parseRole() } while accept(.comma)
    }
    if accept(.using) { policy.usingExpression = try parseParenthesizedValue() }
    if accept(.with) {
      try expect(.check)
      policy.checkExpression = try parseParenthesizedValue()
    }
    return policy
  }
}
