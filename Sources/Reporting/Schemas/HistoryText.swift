/// The steps of histories for people: each migration with its changes below it.
package enum HistoryText {
  /// One block a migration, in running order; one that changes nothing is one line.
  package static func text(of steps: [MigrationStep], options: RenderOptions) -> String {
    var page = TextPage(options)
    var history = ""
    for step in steps {
      if step.history != history {
        history = step.history
        page.row([.init(history, .strong)])
      }
      page.row([.init(step.migration, .strong), .init(step.files.first ?? "", .faint)])
      if step.changes.isEmpty {
        page.row(indent: 4, [.init("no schema change", .faint)])
      } else {
        ChangesText.write(step.changes, to: &page)
      }
    }
    return page.output
  }
}
