package import Domain

/// Changes as the text report and `diff` print them.
package enum ChangesText {
  /// One row a change, with its details below it.
  package static func text(of changes: [Change], options: RenderOptions) -> String {
    var page = TextPage(options)
    if changes.isEmpty { page.row([.init("no schema change")]) }
    write(changes, to: &page)
    return page.output
  }

  /// Rows in columns: id, kind, names, place; then confidence, values, alternatives.
  static func write(_ changes: [Change], to page: inout TextPage) {
    let idWidth = (changes.map { $0.id.display.count }.max() ?? 0) + 2
    let titleWidth = (changes.map { ChangeWords.title(of: $0.kind).count }.max() ?? 0) + 2
    let names = changes.map(ChangeWords.names)
    let nameWidth = min(46, names.map(\.count).max() ?? 0)
    for (change, name) in zip(changes, names) {
      let title = ChangeWords.title(of: change.kind)
      var text: [TextPage.Piece] = [.init(name, .strong, pad: nameWidth + 1)]
      if change.confidence != .certain {
        text.append(.init("(\(change.confidence.rawValue))", .doubtful))
      }
      if let place = change.locations.first { text.append(.init(Places.text(place), .faint)) }
      page.row(
        lead: [.init(change.id.display, .faint, pad: idWidth), .init(title, pad: titleWidth)], text)
      let indent = 2 + idWidth + titleWidth
      for detail in ChangeWords.details(of: change) { page.row(indent: indent, [.init(detail)]) }
      writeDoubts(of: change, indent: indent, to: &page)
    }
  }

  /// Additive changes in one row a kind: nothing that anybody reads is lost by them.
  static func writeBriefly(_ changes: [Change], to page: inout TextPage) {
    for kind in ChangeKind.allCases {
      let members = changes.filter { $0.kind == kind }
      guard !members.isEmpty else { continue }
      let names = members.prefix(8).map(ChangeWords.names).joined(separator: ", ")
      let rest = members.count > 8 ? ", and \(members.count - 8) more (--report json)" : ""
      let title = ChangeWords.title(of: kind) + (members.count > 1 ? " (\(members.count))" : "")
      page.row(lead: [.init("+", .good, pad: 4), .init(title, pad: 18)], [.init(names + rest, .faint)])
    }
  }

  private static func writeDoubts(of change: Change, indent: Int, to page: inout TextPage) {
    if let other = ChangeWords.alternatives(of: change) {
      page.row(indent: indent, [.init(other, change.isAmbiguous ? .doubtful : .faint)])
    }
    let why = change.evidence.prefix(change.confidence == .certain ? 0 : 3).map(\.text)
    if !why.isEmpty {
      page.row(indent: indent, [.init("because " + why.joined(separator: "; "), .faint)])
    }
    for hint in change.evidence where hint.kind == .authorHint && !why.contains(hint.text) {
      page.row(indent: indent, [.init(hint.text, .faint)])
    }
  }
}
