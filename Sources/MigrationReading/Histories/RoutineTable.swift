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

  private var routines: [String: Routine] = [:]

  /// The routine of a name; a schema before it is passed over, as is overloading: the last definition counts.
  func routine(named name: String) -> Routine? { routines[name] }

  /// What a name stands for.
  func identity(of name: String) -> Identity? { routines[name]?.identity }

  /// Makes a change.
  mutating func apply(_ change: Change) {
    switch change {
    case .define(let name, let routine): routines[name] = routine
    case .drop(let name): routines[name] = nil
    }
  }
}
