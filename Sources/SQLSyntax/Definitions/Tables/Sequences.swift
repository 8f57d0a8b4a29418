/// `CREATE [TEMP] SEQUENCE [IF NOT EXISTS] name options`.
package struct CreateSequence: Hashable, Sendable {
  package var name: QualifiedName
  package var persistence: Persistence = .permanent
  package var ifNotExists = false
  package var options: [SequenceOption] = []
}

/// `ALTER SEQUENCE [IF EXISTS] name options`.
package struct AlterSequence: Hashable, Sendable {
  package var name: QualifiedName
  package var ifExists = false
  package var options: [SequenceOption] = []
}

/// One option of a sequence or identity column; numbers as written, with their sign.
package enum SequenceOption: Hashable, Sendable {
  case type(TypeName)
  case increment(String)
  case minimum(String?)
  case maximum(String?)
  case start(String)
  case restart(String?)
  case cache(String)
  case cycle(Bool)
  /// `OWNED BY table.column`; nil for `OWNED BY NONE`.
  case ownedBy(QualifiedName?)
  /// `SEQUENCE NAME name`, inside identity columns of dumps.
  case name(QualifiedName)
  case logged(Bool)
}
