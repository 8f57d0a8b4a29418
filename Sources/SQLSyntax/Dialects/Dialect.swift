/// How one database writes SQL: quoting, comments, names that are keywords, and switches of the grammar.
///
/// A value, made once per dialect in this folder and listed in `DialectList`.
package struct Dialect: Sendable {
  /// How an unquoted name becomes the name of the catalogue.
  package enum Folding: Sendable { case lower, upper, keep }

  /// The signs that enclose a name.
  package struct NameQuotes: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// `"name"`
    package static let double = NameQuotes(rawValue: 1)
    /// `` `name` ``
    package static let backtick = NameQuotes(rawValue: 2)
    /// `[name]`; arrays cannot be written then.
    package static let bracket = NameQuotes(rawValue: 4)
    /// `` `project.set.table` `` is a name of three parts.
    package static let dotted = NameQuotes(rawValue: 8)
  }

  /// Ways to write strings beyond `'...'` with doubled quotes.
  package struct Strings: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// `E'...'`
    package static let escapePrefix = Strings(rawValue: 1)
    /// `U&'...'` and `U&"..."`
    package static let unicodePrefix = Strings(rawValue: 2)
    /// `B'...'` and `X'...'`
    package static let bitPrefix = Strings(rawValue: 4)
    /// `$tag$...$tag$`
    package static let dollarQuotes = Strings(rawValue: 8)
    /// A backslash escapes in plain strings.
    package static let backslash = Strings(rawValue: 16)
    /// `"..."` is a string.
    package static let doubleQuotes = Strings(rawValue: 32)
    /// `r'...'`, whose backslashes are plain; `b'...'` and `rb'...'`.
    package static let rawPrefix = Strings(rawValue: 64)
    /// `'''...'''` and the same of double quotes, over several lines.
    package static let tripleQuotes = Strings(rawValue: 128)
  }

  /// Ways to write comments beyond `--` and `/* */`.
  package struct Comments: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// `/* /* */ */`
    package static let nestedBlocks = Comments(rawValue: 1)
    /// `# ...`
    package static let hash = Comments(rawValue: 2)
    /// `// ...`
    package static let doubleSlash = Comments(rawValue: 4)
    /// `--` only before a space.
    package static let dashesNeedSpace = Comments(rawValue: 8)
  }

  /// Placeholders that stand for one value or name.
  package struct Placeholders: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// `${name}`, also inside of names
    package static let dollarBrace = Placeholders(rawValue: 1)
    /// `{name}`
    package static let brace = Placeholders(rawValue: 2)
    /// `:name`, `:'name'`, `:"name"`
    package static let colon = Placeholders(rawValue: 4)
    /// `%(name)s` and `%s`
    package static let percent = Placeholders(rawValue: 8)
    /// `@name`
    package static let at = Placeholders(rawValue: 16)
  }

  /// Parts of the grammar that only some dialects have.
  package struct Switches: OptionSet, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }
    /// `from t select a`, or without select list
    package static let fromFirst = Switches(rawValue: 1)
    /// A comma before the end of a list
    package static let trailingCommas = Switches(rawValue: 2)
    /// `* exclude (a)`, `replace`, `rename`, `columns(...)`
    package static let starModifiers = Switches(rawValue: 4)
    /// `qualify`, `group by all`, `order by all`, `sample`
    package static let analytic = Switches(rawValue: 8)
    /// `[1, 2]`, `{'a': 1}`, `map {..}`, `x -> x + 1`
    package static let nestedLiterals = Switches(rawValue: 16)
    /// `pivot`, `unpivot`
    package static let pivot = Switches(rawValue: 32)
    /// psql commands such as `\connect`
    package static let metaCommands = Switches(rawValue: 64)
    /// `struct(a int)`, `map(k, v)` as types
    package static let nestedTypes = Switches(rawValue: 128)
    /// `==`, `//`, `glob`, `regexp`
    package static let extraOperators = Switches(rawValue: 256)
    /// `alias: expression`
    package static let prefixAliases = Switches(rawValue: 512)
    /// `array<int>` and `struct<a int>` as types, and before the values of such a type
    package static let angleTypes = Switches(rawValue: 1024)
    /// `a:b.c[0]`: the path to a part of a semi-structured value
    package static let paths = Switches(rawValue: 2048)
    /// `final`, `prewhere`, `limit 1 by a`, `array join`, `f(0.5)(a)`, `with 1 as a`, `settings`
    package static let clickHouse = Switches(rawValue: 4096)
    /// `my-project.set.table` without quotes
    package static let dashedNames = Switches(rawValue: 8192)
    /// `@stage/path (pattern => 'x')` as a table, `a.$1`
    package static let stages = Switches(rawValue: 16384)
    /// `a -> b` is a lambda in any call: there is no JSON operator of that spelling
    package static let lambdasEverywhere = Switches(rawValue: 32768)
    /// Batches with `go`, `exec`, `top`, statements without semicolons between them
    package static let transactSQL = Switches(rawValue: 65536)
    /// MySQL's definitions and clauses: `change`, `modify`, keys among columns, `on duplicate key`, `delimiter`
    package static let mySQL = Switches(rawValue: 131072)
    /// SQLite's definitions: types of any words, or none; `autoincrement`, `without rowid`
    package static let sqlite = Switches(rawValue: 262144)
    /// `@extschema@` and its kin as names, which PostgreSQL puts into scripts of extensions
    package static let extensionNames = Switches(rawValue: 524288)
  }

  /// The name in configuration and reports, such as `postgres`.
  package var name: String
  /// Folding of unquoted names.
  package var folding: Folding
  /// Folding of quoted names.
  package var quotedFolding: Folding
  /// Names are cut to this many bytes by the database; nil for no limit.
  package var nameByteLimit: Int?
  package var nameQuotes: NameQuotes
  package var strings: Strings
  package var comments: Comments
  package var placeholders: Placeholders
  package var switches: Switches
  /// Which keywords may be names, and where.
  package var keywords: KeywordTable

  /// Whether `?` is no operator but stands for a value.
  var bindsByMark: Bool { !switches.isDisjoint(with: [.sqlite, .mySQL, .transactSQL]) }

  /// A dialect; usually a copy of another one with some parts changed.
  package init(
    name: String, folding: Folding, quotedFolding: Folding, nameByteLimit: Int?, nameQuotes: NameQuotes,
    strings: Strings, comments: Comments, placeholders: Placeholders, switches: Switches,
    keywords: KeywordTable
  ) {
    self.name = name
    self.folding = folding
    self.quotedFolding = quotedFolding
    self.nameByteLimit = nameByteLimit
    self.nameQuotes = nameQuotes
    self.strings = strings
    self.comments = comments
    self.placeholders = placeholders
    self.switches = switches
    self.keywords = keywords
  }
}
