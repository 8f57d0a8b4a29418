import Domain

/// Gives out identities such that the same creation at base and head gets the same one.
///
/// A migration that both sides have creates the same thing on both where it creates the same name: what stands before
/// it may keep it from creating something on one side only. Everything else is new.
struct IdentityLedger {
  private enum Key: Hashable {
    case common(migration: Int, name: String, occurrence: Int)
    case edited(migration: String, name: String, occurrence: Int)
    case assumed(name: String, occurrence: Int)
  }

  /// How the migration that is being replayed stands to the other side.
  enum Origin {
    /// Replayed once for both sides.
    case shared
    /// Replayed on both sides with the same contents; the number is the same on both.
    case common(Int)
    /// Both sides have it, with other contents.
    case edited(String)
    /// Only this side has it.
    case alone
  }

  private var known: [Key: ObjectID] = [:]
  private var next = 1
  private var origin = Origin.shared
  private var occurrences: [String: Int] = [:]
  /// Ids that were given out for things that only one side creates, with the name at creation.
  private(set) var lone: [ObjectID: String] = [:]

  /// Starts a migration: what is created from here on belongs to it.
  mutating func begin(_ origin: Origin) {
    self.origin = origin
    occurrences = [:]
  }

  /// The identity of something that is created now; `name` is its full name, kind included. Most creations are
  /// shared, and need none.
  mutating func identity(for name: @autoclosure () -> String) -> ObjectID {
    switch origin {
    case .shared:
      return fresh()
    case .common(let migration):
      let (name, occurrence) = counted(name())
      return interned(.common(migration: migration, name: name, occurrence: occurrence))
    case .edited(let migration):
      let (name, occurrence) = counted(name())
      let key = Key.edited(migration: migration, name: name, occurrence: occurrence)
      let isKnown = known[key] != nil
      let id = interned(key)
      lone[id] = isKnown ? nil : name
      return id
    case .alone:
      let id = fresh()
      lone[id] = name()
      return id
    }
  }

  /// The identity of something that no migration creates, met for the first time: what both sides assume under one name
  /// is one thing, whichever migration comes upon it first. `occurrence` counts what the side assumed of that name.
  mutating func identity(assumed name: String, occurrence: Int) -> ObjectID {
    if case .shared = origin { return fresh() }
    let key = Key.assumed(name: name, occurrence: occurrence)
    let isKnown = known[key] != nil
    let id = interned(key)
    lone[id] = isKnown ? nil : name
    return id
  }

  /// A name, and how often the migration created it before.
  private mutating func counted(_ name: String) -> (name: String, occurrence: Int) {
    let occurrence = occurrences[name, default: 0]
    occurrences[name] = occurrence + 1
    return (name, occurrence)
  }

  private mutating func interned(_ key: Key) -> ObjectID {
    if let id = known[key] { return id }
    let id = fresh()
    known[key] = id
    return id
  }

  private mutating func fresh() -> ObjectID {
    defer { next += 1 }
    return ObjectID(next)
  }
}
