extension Parser {
  /// An action of ALTER TABLE that changes neither columns nor values.
  mutating func parseTableSetting() throws(SyntaxTrouble) -> TableSetting {
    switch current.keyword {
    case .owner:
      advance()
      try expect(.to)
      return TableSetting(kind: .owner, name: try parseRole())
    case .enable, .disable: return try parseSwitchSetting()
    case .force:
      advance()
      return try parseRowSecurity(.forceRowSecurity)
    case .no where peek().keyword == .force:
      advance()
      advance()
      return try parseRowSecurity(.noForceRowSecurity)
    case .replica: return try parseReplicaIdentity()
    case .cluster:
      advance()
      try expect(.on)
      return TableSetting(kind: .clusterOn, name: try parseIdentifier())
    case .set:
      advance()
      return try parseSetSetting()
    case .reset:
      advance()
      _ = try parseDefinitionOptions()
      return TableSetting(kind: .resetOptions)
    case .options:
      advance()
      _ = try parseDefinitionOptions()
      return TableSetting(kind: .foreignOptions)
    case .depends, .no:
      _ = accept(.no)
      try expect(.depends)
      try expect(.on)
      try expect(.extension)
      return TableSetting(kind: .dependsOnExtension, name: try parseIdentifier())
    default: throw unexpected("what to alter")
    }
  }

  private mutating func parseSetSetting() throws(SyntaxTrouble) -> TableSetting {
    if at(.leftParen) {
      _ = try parseDefinitionOptions()
      return TableSetting(kind: .setOptions)
    }
    if accept(.logged) { return TableSetting(kind: .logged) }
    if accept(.unlogged) { return TableSetting(kind: .unlogged) }
    if accept(.without, .cluster) { return TableSetting(kind: .withoutCluster) }
    if accept(.without, .oids) { return TableSetting(kind: .withoutOids) }
    if accept(.access, .method) {
      return TableSetting(kind: .accessMethod, name: try parseIdentifier(.label))
    }
    try expect(.tablespace)
    let name = try parseIdentifier()
    _ = accept(.nowait)
    return TableSetting(kind: .tablespace, name: name)
  }

  private mutating func parseSwitchSetting() throws(SyntaxTrouble) -> TableSetting {
    let enables = at(.enable)
    advance()
    if at(.row) { return try parseRowSecurity(enables ? .enableRowSecurity : .disableRowSecurity) }
    if !accept(.always) { _ = accept(.replica) }
    if accept(.rule) {
      return TableSetting(kind: enables ? .enableRule : .disableRule, name: try parseIdentifier())
    }
    try expect(.trigger)
    // ALL and USER are reserved words.
    return TableSetting(kind: enables ? .enableTrigger : .disableTrigger, name: try parseIdentifier(.label))
  }

  private mutating func parseRowSecurity(_ kind: TableSetting.Kind) throws(SyntaxTrouble) -> TableSetting {
    try expect(.row)
    try expect(.level)
    try expect(.security)
    return TableSetting(kind: kind)
  }

  private mutating func parseReplicaIdentity() throws(SyntaxTrouble) -> TableSetting {
    try expect(.replica)
    try expect(.identity)
    if accept(.using, .index) { return TableSetting(kind: .replicaIdentity, name: try parseIdentifier()) }
    guard accept(.full) || accept(.nothing) || accept(.default) else {
      throw unexpected("a replica identity")
    }
    return TableSetting(kind: .replicaIdentity)
  }
}
