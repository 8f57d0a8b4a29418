import ChangeInference
import Domain
import Foundation
import MigrationReading
import SchemaReplay
import TestSupport

/// A pair of histories written as SQL: what stands before `-- head` is base, `-- migration` begins a new file.
struct ReplayedScripts {
  let replay: ReplayResult

  /// Replays a text; `-- base again` files stand at base only in place of the ones before.
  init(_ text: String) {
    var base: [String] = []
    var head: [String] = []
    var isHead = false
    var current = ""
    func finish() {
      guard !current.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty else { return }
      if isHead { head.append(current) } else { base.append(current) }
      current = ""
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "-- head" || line == "-- migration" {
        finish()
        if line == "-- head" { isHead = true }
      } else {
        current += line + "\n"
      }
    }
    finish()
    self.init(base: base, head: base + head)
  }

  /// Replays files in order; equal texts at the same place are the same migration.
  init(base: [String], head: [String]) {
    let reader = MigrationReader()
    func history(_ files: [String]) -> MigrationHistory? {
      var tree: [String: String] = ["db/migrations/0000_start.sql": "CREATE TABLE schema_marker (at date);"]
      for (place, text) in files.enumerated() {
        tree[String(format: "db/migrations/%04d_step.sql", place + 1)] = text
      }
      let configuration = MigrationConfiguration(dialect: "postgres")
      return reader.histories(in: FileTree(tree), configuration: configuration).histories.first
    }
    replay = replayHistories(base: history(base), head: history(head))
  }

  /// The changes with the words of the repository.
  func changes(lexicon: Lexicon = Words.lexicon) -> [Change] {
    inferChanges(in: replay, history: "plain db/migrations", lexicon: lexicon)
  }
}

/// A few words, so that tests do not hang on the table of facts.
enum Words {
  static let lexicon = Lexicon(
    abbreviations: [
      "addr": ["address"], "amt": ["amount"], "qty": ["quantity"], "desc": ["description"],
      "cust": ["customer"],
      "zip": ["postal_code", "zip_code"],
    ],
    synonyms: [
      ["customer", "client", "account", "user"], ["segment", "tier", "level"], ["description", "summary"],
      ["postal_code", "zip_code", "postcode"], ["cost", "price"],
    ],
    partGroups: [
      Lexicon.PartGroup(
        wholes: ["address"],
        parts: [
          "street", "city", "state", "state_code", "postal_code", "zip_code", "country", "line1", "line2",
        ]),
      Lexicon.PartGroup(wholes: ["name", "full_name"], parts: ["first_name", "last_name", "middle_name"]),
    ],
    emptyPrefixes: ["is_", "tmp_"], emptySuffixes: ["_id", "_v2"], irregularPlurals: ["people": "person"])
}

/// Changes as lines, for comparing at a glance.
enum ChangeText {
  static func lines(_ changes: [Change]) -> [String] { changes.map(line) }

  static func line(_ change: Change) -> String {
    var text = change.kind.rawValue
    if let table = change.table { text += " " + bare(table) }
    if !change.columns.isEmpty { text += "(" + change.columns.joined(separator: ", ") + ")" }
    if let to = change.to {
      text += " -> " + to.tables.map(bare).joined(separator: " + ")
      if !to.columns.isEmpty { text += "(" + to.columns.joined(separator: ", ") + ")" }
    }
    if !change.values.isEmpty { text += " {" + change.values.map(pair).joined(separator: ", ") + "}" }
    switch change.rewrite {
    case .only(let values): text += " all " + values.joined(separator: "|")
    case .uppercase: text += " all uppercase"
    case .lowercase: text += " all lowercase"
    case nil: break
    }
    if let type = change.type { text += " [\(type.from) => \(type.to): \(type.step.rawValue)]" }
    if let key = change.key {
      text += " [" + key.from.joined(separator: ", ") + " => " + key.to.joined(separator: ", ") + "]"
    }
    if let factor = change.factor { text += " *" + factor }
    if !change.filter.isEmpty {
      let terms = change.filter.map { $0.column + "=" + $0.values.joined(separator: "|") }
      text += " where " + terms.joined(separator: " ")
    }
    if change.confidence != .certain { text += " ~" + change.confidence.rawValue }
    if change.isAmbiguous { text += " ambiguous" }
    if !change.alternatives.isEmpty {
      let others = change.alternatives.map { $0.to.columns.first ?? $0.to.table?.name ?? "?" }
      text += " or " + others.joined(separator: "|")
    }
    if let served = change.servedBy { text += " servedBy " + served }
    if change.onFreshDatabaseOnly { text += " fresh" }
    return text
  }

  private static func bare(_ name: TableName) -> String { name.schema == "public" ? name.name : name.display }

  private static func pair(_ pair: ValuePair) -> String {
    (pair.from ?? "") + (pair.isCertain ? ">" : "?") + (pair.to ?? "")
  }
}
