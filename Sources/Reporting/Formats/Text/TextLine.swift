extension TextPage {
  /// A line in the making: runs of text of one role, with the columns in which they start.
  struct Line {
    /// Text of one role.
    struct Run {
      var text: String
      var role: Role
      var column: Int
    }

    /// The runs so far.
    private(set) var runs: [Run] = []
    /// Where the next text goes.
    private(set) var column: Int
    /// How many columns before it are empty.
    private var gap = 0

    /// An empty line that starts at a column.
    init(indent: Int) {
      column = indent
    }

    /// Adds text; after one space it joins a run of the same role.
    mutating func append(_ text: String, _ role: Role) {
      guard !text.isEmpty else { return }
      if let last = runs.indices.last, gap <= 1, runs[last].role == role {
        runs[last].text += String(repeating: " ", count: gap) + text
      } else {
        runs.append(Run(text: text, role: role, column: column))
      }
      column += text.count
      gap = 0
    }

    /// Leaves columns empty.
    mutating func space(_ count: Int) {
      column += count
      gap += count
    }

    /// Gives back columns of a wide gap, down to two, so that the next word still fits.
    mutating func narrow(by count: Int) {
      guard gap - count >= 2 else { return }
      gap -= count
      column -= count
    }
  }
}
