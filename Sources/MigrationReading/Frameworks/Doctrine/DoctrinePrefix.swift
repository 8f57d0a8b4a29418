import Domain
import ScriptSyntax

/// Names with a prefix that each deployment chooses for its tables: `"{$this->prefix}users"`,
/// `$this->getPrefixedTableName("users")`. They are read without it, as where none is chosen.
extension FoldedValue {
  /// The value without such prefixes.
  var withoutTablePrefix: FoldedValue {
    switch content {
    case .joined(let parts):
      let kept = parts.filter { !$0.isTablePrefix }.map(\.withoutTablePrefix)
      guard let text = ScriptText.joined(kept.compactMap(\.located)), kept.allSatisfy({ $0.located != nil })
      else { return FoldedValue(.joined(kept), at: range) }
      return FoldedValue(.string(text), at: range)
    case .call(let call):
      guard call.givesTable, let name = call.positional.first else { return self }
      return name.withoutTablePrefix
    case .list(let elements): return FoldedValue(.list(elements.map(\.withoutTablePrefix)), at: range)
    default: return self
    }
  }

  /// Whether it is a name for a prefix, whose value is not known: `$this->prefix`, `MAUTIC_TABLE_PREFIX`.
  private var isTablePrefix: Bool {
    let name: String
    switch content {
    case .reference(let reference): name = reference.resolved
    case .member(let member): name = member.name
    case .call(let call): name = call.name
    case .operation(let operation) where operation.operation == .coalesce || operation.operation == .or:
      return operation.operands.first?.isTablePrefix ?? false
    default: return false
    }
    return name.lowercased().hasSuffix("prefix")
  }
}

extension FoldedCall {
  /// Whether it is a method of the migration's own that puts a prefix before a table's name:
  /// `$this->getPrefixedTableName("users")`, `$this->getTable("users")`.
  fileprivate var givesTable: Bool {
    if receiverCall != nil || resolved?.hasPrefix(DoctrineProgram.handle) == true { return false }
    return name.lowercased().contains(text: "prefixed") && positional.count == 1
      || ["getTable", "getTableName", "tableName"].contains(name)
  }
}
