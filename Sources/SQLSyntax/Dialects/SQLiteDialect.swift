extension Dialect {
  /// SQLite 3 (sqlite.org/lang.html): lenient quoting, names without case.
  package static let sqlite: Dialect = {
    var dialect = Dialect.postgres
    dialect.name = "sqlite"
    dialect.folding = .keep
    dialect.nameByteLimit = nil
    dialect.nameQuotes = [.double, .backtick, .bracket]
    dialect.strings = .bitPrefix
    dialect.comments = []
    dialect.placeholders = [.dollarBrace, .colon, .percent, .at]
    dialect.switches = [.sqlite, .extraOperators]
    dialect.keywords = dialect.keywords.warehouse
      .setting(
        [.qualify, .pivot, .unpivot, .end, .user, .lateral, .ilike, .any, .some, .fetch, .placing],
        to: .free, bareLabel: true
      )
      .setting([.array, .only, .symmetric, .asymmetric, .variadic], to: .free, bareLabel: true)
      // Words that fall back to names (https://www.sqlite.org/lang_keywords.html).
      .setting([.asc, .desc, .for, .initially, .with, .window, .offset], to: .columnName, bareLabel: false)
      .setting([.set, .check, .constraint, .primary, .references, .foreign], to: .reserved, bareLabel: false)
    return dialect
  }()
}
