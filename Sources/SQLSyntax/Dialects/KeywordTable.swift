/// Where each keyword may stand as a name, the four classes of PostgreSQL's grammar.
package struct KeywordTable: Sendable {
  /// The class of one keyword.
  package enum Class: UInt8, Sendable {
    /// May be any name.
    case free
    /// A column or table name, not a function or type name.
    case columnName
    /// A type, function or label, not a column or table name.
    case typeOrFunctionName
    /// Never a bare name; a label after AS.
    case reserved
  }

  private var classes: [Class]
  private var notBareLabels: [Bool]

  /// Builds the table from the words of each class and the words that are no column label without AS.
  init(reserved: [Keyword], typeOrFunctionName: [Keyword], columnName: [Keyword], notBareLabels: [Keyword]) {
    classes = Array(repeating: .free, count: Keyword.allCases.count)
    self.notBareLabels = Array(repeating: false, count: Keyword.allCases.count)
    for keyword in reserved { classes[Int(keyword.rawValue)] = .reserved }
    for keyword in typeOrFunctionName { classes[Int(keyword.rawValue)] = .typeOrFunctionName }
    for keyword in columnName { classes[Int(keyword.rawValue)] = .columnName }
    for keyword in notBareLabels { self.notBareLabels[Int(keyword.rawValue)] = true }
  }

  /// The class of a keyword.
  package func classOf(_ keyword: Keyword) -> Class { classes[Int(keyword.rawValue)] }

  /// Whether `select a KEYWORD` makes the keyword a label.
  package func isBareLabel(_ keyword: Keyword) -> Bool { !notBareLabels[Int(keyword.rawValue)] }

  /// The same table with some words of another class.
  func setting(_ keywords: [Keyword], to newClass: Class, bareLabel: Bool) -> KeywordTable {
    var table = self
    for keyword in keywords {
      table.classes[Int(keyword.rawValue)] = newClass
      table.notBareLabels[Int(keyword.rawValue)] = !bareLabel
    }
    return table
  }

  /// The keywords of a list of spellings between white space.
  static func words(_ text: StaticString) -> [Keyword] {
    let bytes = text.withUTF8Buffer { Array($0) }
    return bytes.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
      .map { KeywordSpelling.keyword(String(decoding: $0, as: UTF8.self)) }
      .filter { $0 != .plain }
  }
}
