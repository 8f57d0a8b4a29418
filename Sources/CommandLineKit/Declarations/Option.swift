/// Which texts a value may be.
package enum ValueRule: Hashable, Sendable {
  /// Any text that is not empty.
  case any
  /// The path of a file or folder; completed as such.
  case path
  /// One of these words.
  case oneOf([String])
  /// One of these words, optionally followed by `=` and any text: `json=report.json`.
  case oneOfThenText([String])
  /// A whole number within these bounds.
  case integer(ClosedRange<Int>)

  /// The words to choose from, for help and completion.
  package var words: [String] {
    switch self {
    case .any, .path, .integer: []
    case .oneOf(let words), .oneOfThenText(let words): words
    }
  }
}

/// An option as declared: `--name value` or a flag `--name`.
package struct Option: Sendable {
  /// What follows the name.
  package enum Shape: Hashable, Sendable {
    /// Nothing; `--no-name` too where it can be negated.
    case flag(isNegatable: Bool)
    /// A value, shown under this name in help.
    case value(placeholder: String, rule: ValueRule)
  }

  /// The long name without dashes.
  package var name: String
  /// The short name, one ASCII letter or digit.
  package var short: Character?
  /// What follows the name.
  package var shape: Shape
  /// What it does: lower case, no final stop.
  package var help: String
  /// The value where none is given.
  package var defaultValue: String?
  /// What happens where none is given, for help only: `the remote's default branch`.
  package var defaultNote: String?
  /// Whether it may stand several times, each adding a value; otherwise the last one counts.
  package var isRepeatable: Bool
  /// The environment variable that stands in for it.
  package var environment: String?
  /// The heading in help under which it stands.
  package var group: String
  /// Whether it is left out of help and completion.
  package var isHidden: Bool

  private init(
    _ name: String, short: Character?, shape: Shape, help: String, defaultValue: String?,
    defaultNote: String?,
    isRepeatable: Bool, environment: String?, group: String, isHidden: Bool
  ) {
    self.name = name
    self.short = short
    self.shape = shape
    self.help = help
    self.defaultValue = defaultValue
    self.defaultNote = defaultNote
    self.isRepeatable = isRepeatable
    self.environment = environment
    self.group = group
    self.isHidden = isHidden
  }

  /// The heading of options that name no other.
  package static let defaultGroup = "Options"

  /// An option without value; negatable ones also have `--no-name`.
  ///
  /// From the environment `1`, `true`, `yes`, `on` set it and `0`, `false`, `no`, `off` and nothing unset it.
  package static func flag(
    _ name: String, short: Character? = nil, help: String, isNegatable: Bool = false,
    defaultNote: String? = nil,
    environment: String? = nil, group: String = defaultGroup, isHidden: Bool = false
  ) -> Option {
    Option(
      name, short: short, shape: .flag(isNegatable: isNegatable), help: help, defaultValue: nil,
      defaultNote: defaultNote, isRepeatable: false, environment: environment, group: group,
      isHidden: isHidden)
  }

  /// An option with a value.
  package static func value(
    _ name: String, short: Character? = nil, placeholder: String, rule: ValueRule = .any, help: String,
    defaultValue: String? = nil, defaultNote: String? = nil, isRepeatable: Bool = false,
    environment: String? = nil, group: String = defaultGroup, isHidden: Bool = false
  ) -> Option {
    Option(
      name, short: short, shape: .value(placeholder: placeholder, rule: rule), help: help,
      defaultValue: defaultValue, defaultNote: defaultNote, isRepeatable: isRepeatable,
      environment: environment,
      group: group, isHidden: isHidden)
  }

  /// Whether it is a flag.
  package var isFlag: Bool {
    switch shape {
    case .flag: true
    case .value: false
    }
  }

  /// Whether `--no-name` is there.
  var isNegatable: Bool { shape == .flag(isNegatable: true) }

  /// Which values it takes; any for a flag.
  var rule: ValueRule {
    switch shape {
    case .flag: .any
    case .value(_, let rule): rule
    }
  }
}
