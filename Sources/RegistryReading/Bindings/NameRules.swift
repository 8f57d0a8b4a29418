import Domain

/// Links by name alone: exact, case, snake_case, known prefixes and suffixes, singular and plural.
struct NameRules {
  /// How two names were found equal; the surest first.
  enum Rule: Int, Comparable, CaseIterable {
    case exact, letterCase, snakeCase, affixes, number

    /// For people.
    var title: String {
      switch self {
      case .exact: return "exact"
      case .letterCase: return "case"
      case .snakeCase: return "snake_case"
      case .affixes: return "prefix and suffix"
      case .number: return "singular and plural"
      }
    }

    static func < (left: Rule, right: Rule) -> Bool { left.rawValue < right.rawValue }
  }

  /// One source that a table's name fits.
  struct Match {
    /// Index into the sources.
    var source: Int
    var rule: Rule
  }

  private let extra: [String]
  /// Rules that may be used: a backend with a `table-pattern` has said how its names differ.
  private let rules: [Rule]
  /// Sources by the form of their names that a rule compares.
  private var index: [String: [Match]] = [:]
  private var columns: [[String]] = []
  /// A source that nothing declares, by how a query wrote it.
  private struct WrittenName {
    var source: Int
    var identifier: String
    /// In lower case.
    var schema: String?
  }
  private var written: [String: [WrittenName]] = [:]

  init(_ sources: [Asset], backend: String?, isLimited: Bool) {
    rules = isLimited ? [.exact, .letterCase, .snakeCase] : Rule.allCases
    extra = backend.map { [NameForms.snake($0)] } ?? []
    columns = sources.map { source in source.columns.map { NameForms.snake($0.name) } }
    for (place, source) in sources.enumerated() {
      if source.isImplicit, let relation = source.relation {
        written[relation.identifier.lowercased(), default: []].append(
          WrittenName(
            source: place, identifier: relation.identifier, schema: relation.schema?.lowercased()))
        continue
      }
      for name in BindingLinking.names(of: source) {
        let words =
          extra + [source.sourceName, source.relation?.schema].compactMap { $0.map(NameForms.snake) }
        var forms = Forms(name, words)
        for rule in rules {
          index[forms.key(rule), default: []].append(Match(source: place, rule: rule))
        }
      }
    }
  }

  /// A name as the rules compare it; each form is made from the one before, when it is asked for.
  private struct Forms {
    private let name: String
    private let extra: [String]
    private lazy var snake = NameForms.snake(name)
    private lazy var stripped = NameForms.stripped(snake, extra: extra)

    init(_ name: String, _ extra: [String]) {
      self.name = name
      self.extra = extra
    }

    mutating func key(_ rule: Rule) -> String {
      switch rule {
      case .exact: return name
      case .letterCase: return name.lowercased()
      case .snakeCase: return snake
      case .affixes: return stripped
      case .number: return NameForms.singular(stripped)
      }
    }
  }

  /// The sources that fit a table by the surest rule that finds any; and those that queries name so.
  func matches(_ table: TableName, columns own: () -> [String]) -> [Match] {
    let declared = declaredMatches(table, own)
    return written.isEmpty ? declared : declared + writtenMatches(table)
  }

  private func declaredMatches(_ table: TableName, _ own: () -> [String]) -> [Match] {
    let words = extra + [table.schema].compactMap { $0.map(NameForms.snake) }
    var snaked: Set<String>?
    var forms = Forms(table.name, words)
    var known: (key: String, matches: [Match]) = ("", [])
    for rule in rules {
      let key = forms.key(rule)
      // The forms of most names are the same.
      if key != known.key { known = (key, index[key] ?? []) }
      guard !known.matches.isEmpty else { continue }
      let found = Set(known.matches.filter { $0.rule == rule }.map(\.source)).sorted()
      let kept = found.filter { place in
        guard rule >= .affixes else { return true }
        let names = snaked ?? Set(own().map(NameForms.snake))
        snaked = names
        return Self.overlaps(columns[place], names)
      }
      if !kept.isEmpty { return kept.map { Match(source: $0, rule: rule) } }
    }
    return []
  }

  /// A name in SQL text means a table by its physical name alone, with its schema where both have one.
  private func writtenMatches(_ table: TableName) -> [Match] {
    (written[table.name.lowercased()] ?? []).compactMap { name in
      if let schema = name.schema, let own = table.schema, own.lowercased() != schema { return nil }
      return Match(source: name.source, rule: name.identifier == table.name ? .exact : .letterCase)
    }
  }

  /// Names that every table has say nothing.
  private static let common: Set<String> = [
    "id", "created_at", "updated_at", "name", "deleted_at", "status", "type",
  ]

  /// Whether a third of the declared columns is there, one of them telling; nothing declared forbids nothing.
  private static func overlaps(_ declared: [String], _ own: Set<String>) -> Bool {
    guard !declared.isEmpty, !own.isEmpty else { return true }
    let shared = declared.filter { own.contains($0) }
    let isTelling =
      declared.allSatisfy { common.contains($0) } || shared.contains { !common.contains($0) }
    return shared.count * 3 >= declared.count && isTelling
  }
}
