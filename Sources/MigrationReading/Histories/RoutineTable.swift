import Domain
import SQLSyntax

/// The functions and procedures that a history has defined so far, by name.
struct RoutineTable {
  /// Where a routine was defined: equal identities mean the same body.
  struct Identity: Hashable {
    var content: ContentID
    var offset: Int
  }

  /// A routine with the text that its places point into.
  struct Routine {
    var definition: CreateRoutine
    /// The text that the definition's ranges point into.
    var text: SourceText
    /// From that text to the file.
    var positions: SyntaxPositions
    /// The file.
    var file: SourceText
    var identity: Identity
  }

  /// A definition or a removal.
  enum Change {
    case define(String, Routine)
    case drop(String)
  }

  /// What scripts before the running one left; shared with copies of the table, so the running one leaves it alone.
  private var settled: [String: Routine] = [:]
  /// What the running script changed, by name.
  private var changes: [String: Change] = [:]

  /// The routine of a name; a schema before it is passed over, as is overloading: the last definition counts.
  func routine(named name: String) -> Routine? {
    switch changes[name] {
    case .define(_, let routine): routine
    case .drop: nil
    case nil: settled[name]
    }
  }

  /// What a name stands for.
  func identity(of name: String) -> Identity? { routine(named: name)?.identity }

  /// What the running script changed.
  var ownChanges: [Change] { changes.isEmpty ? [] : Array(changes.values) }

  /// Makes a change within a script.
  mutating func apply(_ change: Change) {
    switch change {
    case .define(let name, _), .drop(let name): changes[name] = change
    }
  }

  /// Takes over a change of a script that has ended.
  mutating func settle(_ change: Change) {
    switch change {
    case .define(let name, let routine): settled[name] = routine
    case .drop(let name): settled[name] = nil
    }
  }
}
