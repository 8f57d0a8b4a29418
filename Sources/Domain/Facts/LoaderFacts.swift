/// How a loader writes the backend's names.
public struct LoaderNaming: Hashable, Sendable {
  /// What becomes of the letters of a name.
  public enum Letters: String, Hashable, Sendable, CaseIterable {
    /// As in the backend.
    case keep
    /// In lower case.
    case lower
    /// In snake_case: split at case changes, everything else an underscore.
    case snake
  }

  /// What becomes of the letters of a name.
  public var letters: Letters
  /// How the name of a table is made; placeholders `{schema}` and `{table}`.
  public var tablePattern: String

  /// A way of naming; by default names stay as they are.
  public init(letters: Letters = .keep, tablePattern: String = "{table}") {
    self.letters = letters
    self.tablePattern = tablePattern
  }
}

/// What is known of one loader: from `rules/loaders.yml`.
public struct LoaderFacts: Hashable, Sendable {
  /// Its id, as in bindings: `fivetran`.
  public var id: String
  /// Its name for people.
  public var title: String
  /// Words by which it appears in dbt's free-text `loader`, in lower case.
  public var patterns: [String]
  /// Whether it reads the database as it is at query time, so that a view under the old name serves it.
  public var readsThroughViews: Bool
  /// How it writes names.
  public var naming: LoaderNaming
  /// Columns that it adds itself, in lower case; a `*` at the end stands for any rest.
  public var ownColumns: [String]
  /// What it does with each kind of change.
  public var outcomes: [LoaderChange: LoaderOutcome]

  /// A loader.
  public init(
    id: String, title: String, patterns: [String] = [], readsThroughViews: Bool = false,
    naming: LoaderNaming = LoaderNaming(), ownColumns: [String] = [],
    outcomes: [LoaderChange: LoaderOutcome]
  ) {
    self.id = id
    self.title = title
    self.patterns = patterns
    self.readsThroughViews = readsThroughViews
    self.naming = naming
    self.ownColumns = ownColumns
    self.outcomes = outcomes
  }

  /// Whether a column of the source comes from the loader, not from the backend; case does not matter.
  public func isOwnColumn(_ name: String) -> Bool {
    let lower = name.lowercased()
    return ownColumns.contains { pattern in
      pattern.hasSuffix("*") ? lower.hasPrefix(String(pattern.dropLast())) : lower == pattern
    }
  }
}

/// All loaders that are known.
public struct LoaderTable: Hashable, Sendable {
  /// The id that stands for a loader that nobody named.
  public static let unknownID = "unknown"

  /// The loaders, sorted by id.
  public let loaders: [LoaderFacts]
  /// The loader that nobody named: of each change the worst that any loader makes of it.
  public let unknown: LoaderFacts

  /// A table of loaders; works out the worst case of them all.
  public init(_ loaders: [LoaderFacts]) {
    let sorted = loaders.sorted { $0.id < $1.id }
    self.loaders = sorted
    var worst: [LoaderChange: LoaderOutcome] = [:]
    for loader in sorted {
      for (change, outcome) in loader.outcomes {
        if let known = worst[change], known.effect <= outcome.effect { continue }
        worst[change] = LoaderOutcome(
          effect: outcome.effect, newArrives: false, text: outcome.text + " (as \(loader.title) does)",
          source: outcome.source)
      }
    }
    unknown = LoaderFacts(
      id: Self.unknownID, title: "unknown loader",
      ownColumns: Array(Set(sorted.flatMap(\.ownColumns))).sorted(),
      outcomes: worst)
  }

  /// The loader of an id; `unknown` is one of them. Nil for an id that the table does not have.
  public func loader(id: String) -> LoaderFacts? {
    id == Self.unknownID ? unknown : loaders.first { $0.id == id }
  }

  /// The loader that a free text names (`Fivetran`, `airbyte-cloud`); nil when none or more than one fits.
  ///
  /// An id or pattern fits as a whole word; case, spaces, dashes and underscores do not matter. Of several
  /// fitting patterns the longest wins, so that `debezium sqlserver` is not taken for `debezium`.
  public func loader(named text: String) -> LoaderFacts? {
    let words = Self.words(text)
    var best: (length: Int, loaders: [LoaderFacts]) = (0, [])
    for loader in loaders {
      let length =
        ([loader.id] + loader.patterns).map { Self.words($0) }
        .filter { Self.contains(words, $0) }
        .map { pattern in pattern.reduce(0) { $0 + $1.utf8.count } }
        .max() ?? 0
      if length > best.length {
        best = (length, [loader])
      } else if length == best.length, length > 0 {
        best.loaders.append(loader)
      }
    }
    return best.loaders.count == 1 ? best.loaders.first : nil
  }

  /// What a loader does with a change; the worst case of all where its own entry says nothing.
  public func outcome(of change: LoaderChange, loader id: String) -> LoaderOutcome {
    loader(id: id)?.outcomes[change] ?? unknown.outcomes[change]
      ?? LoaderOutcome(
        effect: .errorNow, newArrives: false, text: "nothing is known of it; the worst is assumed", source: ""
      )
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.map(String.init)
  }

  private static func contains(_ words: [String], _ pattern: [String]) -> Bool {
    guard !pattern.isEmpty, words.count >= pattern.count else { return false }
    return (0...(words.count - pattern.count)).contains { words[$0...].starts(with: pattern) }
  }
}
