import Domain

/// How the columns of one backend table are named in the source that it feeds.
struct ColumnMapping {
  private let declared: [String: String]
  private let exact: Set<String>
  private let lower: [String: String]
  private let snake: [String: String]
  private let letters: LoaderNaming.Letters

  /// A mapping from what the binding says, what the source declares, and how its loader writes names.
  init(declared: [String: String], source: Asset, letters: LoaderNaming.Letters) {
    self.declared = declared
    let names = source.columns.map(\.name)
    exact = Set(names)
    lower = Dictionary(names.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    snake = Dictionary(names.map { (NameForms.snake($0), $0) }, uniquingKeysWith: { first, _ in first })
    self.letters = letters
  }

  /// The source's name of a backend column.
  func name(of column: String) -> String {
    if let name = declared[column] { return name }
    if let name = declared.first(where: { $0.key.lowercased() == column.lowercased() })?.value { return name }
    if exact.contains(column) { return column }
    if let name = lower[column.lowercased()] { return name }
    if let name = snake[NameForms.snake(column)] { return name }
    switch letters {
    case .keep: return column
    case .lower: return column.lowercased()
    case .snake: return NameForms.snake(column)
    }
  }
}
