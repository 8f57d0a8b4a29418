import Domain
import SQLSyntax

extension ScriptReader {
  /// Runs the texts of a dynamic statement, or says that they are not known.
  mutating func run(_ folded: FoldedTexts?, at range: ByteRange, _ frame: StatementFrame) {
    guard let folded, !folded.texts.isEmpty, nesting < 8 else {
      return report(
        "dynamic-sql", "what this statement runs is not known", range, frame, .mayChangeSchema)
    }
    if folded.hasUnknownPart { return runPartly(folded, at: range, frame) }
    nesting += 1
    defer { nesting -= 1 }
    for text in folded.texts {
      callBytesLeft -= text.utf8.count + 1024
      guard callBytesLeft > 0 else {
        return reportLimit("dynamic statements are run too often", range, frame)
      }
      let bytes = Array(text.utf8)
      // All places inside are the place of the statement that runs the text.
      let place = frame.positions.fileOffset(range.start)
      var inner = StatementFrame(
        bytes: bytes, positions: SyntaxPositions(parts: [(text: 0, file: place, isVerbatim: false)]),
        file: frame.file)
      inner.isConditional = frame.isConditional
      inner.toleratesPresence = frame.toleratesPresence || folded.texts.count > 1
      inner.toleratesAbsence = frame.toleratesAbsence || folded.texts.count > 1
      for located in StatementReader(bytes, dialect: dialect) { perform(located, in: inner) }
    }
  }

  /// A text with a part that is not known: a constraint whose name the catalogue gave is dropped, or anything else.
  private mutating func runPartly(_ folded: FoldedTexts, at range: ByteRange, _ frame: StatementFrame) {
    let isAboutKeys = ["default_constraints", "foreign_keys", "check_constraints"].contains {
      folded.origin.holds($0)
    }
    var dropsOnly = true
    for text in folded.texts {
      for located in StatementReader(Array(text.utf8), dialect: dialect) {
        guard case .definition(.alterTable(let alter)) = located.statement,
          alter.name.name != FoldedTexts.unknownPart,
          alter.actions.allSatisfy({ if case .dropConstraint = $0.kind { true } else { false } })
        else {
          dropsOnly = false
          continue
        }
      }
    }
    if dropsOnly, isAboutKeys { return }
    report(
      "dynamic-sql", "a part of the statement that is run here is not known", range, frame, .mayChangeSchema)
  }
}
