import ColumnLineage
import Domain
import Foundation
import TestSupport

/// A query of a fixture file: lines `-- inputs: a(x, y), b(z, ...)` and `-- dialect: d` on top, then SQL.
///
/// Dots at the end of an input's columns say that there may be others.
struct LineageFixture {
  var query: QueryText
  var inputs: [AssetID: KnownColumns] = [:]

  init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var dialect = "generic"
    var names: [String] = []
    while let line = lines.first, line.hasPrefix("-- ") {
      if line.hasPrefix("-- dialect: ") {
        dialect = String(line.dropFirst(12))
      } else if line.hasPrefix("-- inputs: ") {
        for input in line.dropFirst(11).split(separator: ")") {
          let parts = input.split(separator: "(", omittingEmptySubsequences: false)
          let name = parts[0].trimmingCharacters(in: CharacterSet(charactersIn: ", "))
          var columns = (parts.count > 1 ? parts[1] : "").split(separator: ",")
            .map { $0.trimmingCharacters(in: .whitespaces) }
          let isComplete = columns.last != "..."
          if !isComplete { columns.removeLast() }
          names.append(name)
          inputs[AssetID(name)] = KnownColumns(names: columns, isComplete: isComplete)
        }
      } else {
        break
      }
      lines.removeFirst()
    }
    query = LineageFixture.query(lines.joined(separator: "\n"), names, dialect: dialect)
  }

  /// A query text whose relations are the assets of the same names.
  static func query(_ sql: String, _ inputs: [String], dialect: String = "generic") -> QueryText {
    let bytes = Array(sql.utf8)
    let relations = Dictionary(inputs.map { ($0, AssetID($0)) }) { first, _ in first }
    return QueryText(
      bytes: bytes, file: "m.sql", positions: PositionMap(verbatim: LineMap(bytes)), relations: relations,
      dialect: dialect)
  }

  /// What lineage finds.
  func lineage() -> QueryLineage {
    ColumnLineage.lineage(of: query) { inputs[$0] }
  }

  /// The cases of a fixture file.
  static func cases(_ file: String, from path: String = #filePath) -> [FixtureText.Case] {
    let url = URL(filePath: path).deletingLastPathComponent().appending(path: "Fixtures/" + file)
    return FixtureText.cases((try? String(contentsOf: url, encoding: .utf8)) ?? "")
  }
}

/// Prints a lineage in few lines, for fixtures.
///
/// Outputs: `*` came through stars alone, `=` passes on, `<-` made of. Uses: clause, column, place; `~` not named.
func compact(_ lineage: QueryLineage) -> String {
  var lines: [String] = []
  func add(_ title: String, _ items: [String]) {
    if !items.isEmpty { lines.append(title + ": " + items.joined(separator: ", ")) }
  }
  func name(_ column: InputColumn) -> String { column.asset.text + "." + column.column }
  func place(_ location: SourceLocation) -> String {
    "@\(location.position.line):\(location.position.column)"
  }
  func use(_ use: ColumnUse) -> String {
    use.clause.rawValue + " " + name(use.input) + (use.isNamed ? "" : "~") + place(use.location)
  }
  var outputs = lineage.outputs.map { output in
    let others = output.sources.filter { !output.passesOn.contains($0) }
    var text = output.name + (output.isFromStar ? "*" : "")
    if !output.passesOn.isEmpty { text += "=" + output.passesOn.map(name).joined(separator: "+") }
    if !others.isEmpty { text += "<-" + others.map(name).joined(separator: "+") }
    return text
  }
  if !lineage.hasAllOutputs { outputs.append("...") }
  add("out", outputs)
  add("use", lineage.uses.map(use))
  add(
    "lit",
    lineage.literals.map { literal in
      let match = literal.match == .equal ? "" : literal.match.rawValue + " "
      let fold = literal.ignoresCase ? "~" : ""
      return "\(literal.clause.rawValue) \(name(literal.input)) \(match)'\(literal.value)'\(fold)"
        + place(literal.location)
    })
  add("star", lineage.stars.map { $0.asset.text + ($0.isResolved ? "" : "?") + place($0.location) })
  add(
    "read",
    lineage.reads.map { read in
      read.asset.text + (read.isAggregated ? " aggregated" : "")
        + (read.keyedBy.isEmpty ? "" : " by " + read.keyedBy.joined(separator: "+"))
    })
  add("unresolved", lineage.unresolved.map(use))
  add("outside", lineage.outsideRelations.map(\.name))
  add("trouble", lineage.diagnostics.map { $0.id + place($0.location) })
  return lines.joined(separator: "\n")
}
