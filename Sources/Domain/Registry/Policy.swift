/// The data team's `tidegate.yml`.
public struct Policy: Hashable, Sendable {
  /// Backends by name, sorted.
  public var backends: [BackendPolicy]
  /// Severity overrides in file order.
  public var severities: [SeverityOverride]
  /// Accepted findings and blind spots.
  public var waivers: [Waiver]
  /// Layers by name, sorted.
  public var layers: [LayerRule]
  /// Where the file is, nil when there is none.
  public var location: SourceLocation?

  /// A policy; empty by default.
  public init(
    backends: [BackendPolicy] = [], severities: [SeverityOverride] = [], waivers: [Waiver] = [],
    layers: [LayerRule] = [], location: SourceLocation? = nil
  ) {
    self.backends = backends
    self.severities = severities
    self.waivers = waivers
    self.layers = layers
    self.location = location
  }
}

/// How one backend's tables reach the registry.
public struct BackendPolicy: Hashable, Sendable {
  /// The backend's name.
  public var name: String
  /// Loader of all its tables.
  public var loader: String?
  /// dbt sources that its tables land in; empty means any.
  public var sources: [String]
  /// `raw__shop__{table}`; placeholders `{schema}` and `{table}`.
  public var tablePattern: String?
  /// Declared tables, in file order.
  public var tables: [TableBinding]
  /// Where it is declared.
  public var location: SourceLocation

  /// A backend.
  public init(
    name: String, loader: String? = nil, sources: [String] = [], tablePattern: String? = nil,
    tables: [TableBinding] = [], location: SourceLocation
  ) {
    self.name = name
    self.loader = loader
    self.sources = sources
    self.tablePattern = tablePattern
    self.tables = tables
    self.location = location
  }
}

/// One declared table of a backend.
public struct TableBinding: Hashable, Sendable {
  /// The backend's table; `schema.table` allowed.
  public var backendTable: String
  /// The source table (physical or logical name); nil when only columns are mapped.
  public var sourceTable: String?
  /// Backend column -> source column.
  public var columns: [String: String]
  /// Loader of this table.
  public var loader: String?
  /// Where it is declared.
  public var location: SourceLocation

  /// A declared table.
  public init(
    backendTable: String, sourceTable: String? = nil, columns: [String: String] = [:],
    loader: String? = nil, location: SourceLocation
  ) {
    self.backendTable = backendTable
    self.sourceTable = sourceTable
    self.columns = columns
    self.loader = loader
    self.location = location
  }
}

/// `severities` entry: key `effect`, `rule` or `rule/effect`.
public struct SeverityOverride: Hashable, Sendable {
  /// Rule id, nil for any.
  public var rule: String?
  /// Effect, nil for any.
  public var effect: EffectKind?
  /// The severity; nil means off.
  public var severity: Severity?
  /// Where it is declared.
  public var location: SourceLocation

  /// An override.
  public init(rule: String?, effect: EffectKind?, severity: Severity?, location: SourceLocation) {
    self.rule = rule
    self.effect = effect
    self.severity = severity
    self.location = location
  }
}

/// An accepted finding or blind spot.
public struct Waiver: Hashable, Sendable {
  /// What is accepted.
  public var fingerprint: String
  /// Why.
  public var reason: String
  /// Who answers for it.
  public var owner: String
  /// First day on which it counts.
  public var notBefore: CalendarDate?
  /// Last day on which it counts; without one it counts until it is taken out.
  public var expires: CalendarDate?
  /// Where it is declared.
  public var location: SourceLocation

  /// A waiver.
  public init(
    fingerprint: String, reason: String, owner: String, notBefore: CalendarDate?, expires: CalendarDate?,
    location: SourceLocation
  ) {
    self.fingerprint = fingerprint
    self.reason = reason
    self.owner = owner
    self.notBefore = notBefore
    self.expires = expires
    self.location = location
  }
}

/// A day, without clock or zone.
public struct CalendarDate: Hashable, Comparable, Sendable {
  /// Year, month and day as in `2026-11-20`.
  public var year: Int, month: Int, day: Int

  /// A day from its parts; nil for days that no calendar has.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...lengths[month - 1]).contains(day) else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// A day from `2026-11-20`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// `2026-11-20`.
  public var display: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }

  /// Earlier first.
  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

/// A layer of the warehouse and which layers it may read.
public struct LayerRule: Hashable, Sendable {
  /// `bronze`.
  public var name: String
  /// Glob on the schema of its assets.
  public var schema: String?
  /// Glob on their names.
  public var prefix: String?
  /// Tag that they carry.
  public var tag: String?
  /// Layers it may read; nil means any.
  public var reads: [String]?

  /// A layer.
  public init(
    name: String, schema: String? = nil, prefix: String? = nil, tag: String? = nil, reads: [String]? = nil
  ) {
    self.name = name
    self.schema = schema
    self.prefix = prefix
    self.tag = tag
    self.reads = reads
  }
}
