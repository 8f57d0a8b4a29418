import Domain
import TestSupport
import Testing

@testable import RegistryReading

private let loaders = LoaderTable([
  LoaderFacts(
    id: "airbyte", title: "Airbyte", patterns: ["airbyte"], ownColumns: ["_airbyte_*"], outcomes: [:]),
  LoaderFacts(id: "direct", title: "direct", patterns: ["direct"], outcomes: [:]),
  LoaderFacts(
    id: "fivetran", title: "Fivetran", patterns: ["fivetran"], naming: LoaderNaming(letters: .snake),
    ownColumns: ["_fivetran_synced"], outcomes: [:]),
])

private let here = SourceLocation(repository: .backend, file: "m.sql")

/// `users(id, email) audit.log(id)` as a schema.
private func schema(_ text: String) -> Schema {
  var tables: [Table] = []
  for part in text.split(separator: ")") {
    let halves = part.split(separator: "(")
    guard halves.count == 2 else { continue }
    let names = halves[0].split(separator: ".").map { $0.filter { $0 != " " } }
    let columns = halves[1].split(separator: ",").enumerated().map { index, name in
      Column(
        id: ObjectID(tables.count * 100 + index + 1),
        definition: ColumnDefinition(
          name: name.filter { $0 != " " }, type: ColumnType("text"), location: here))
    }
    let name =
      names.count == 2 ? TableName(schema: names[0], names[1]) : TableName(schema: "public", names[0])
    tables.append(Table(id: ObjectID(10_000 + tables.count), name: name, columns: columns, location: here))
  }
  return Schema(tables: tables, defaultSchema: "public")
}

private func value(_ key: String, _ text: String) -> String? {
  for line in text.split(separator: "\n") where line.hasPrefix(key + " ") {
    return String(line.dropFirst(key.count + 1))
  }
  return nil
}

private func summary(_ report: BindingReport) -> String {
  var lines: [String] = []
  func add(_ word: String, _ link: LinkedTable) {
    let columns = link.columns.filter { $0.key != $0.value }.sorted { $0.key < $1.key }
    lines.append(
      "\(word) \(link.table.display) -> \(link.asset.text) by \(link.how) (\(link.loader.id)"
        + (link.loader.isAssumed ? ", assumed)" : ")") + columns.map { " \($0.key)=\($0.value)" }.joined()
        + (link.isAmbiguous ? " ambiguous" : ""))
  }
  for link in report.linked { add("linked", link) }
  for link in report.ready { add("ready", link) }
  for table in report.unmapped { lines.append("unmapped " + table.display) }
  for dangling in report.dangling {
    lines.append("dangling \(dangling.text) @\(dangling.location.file):\(dangling.location.position.line)")
  }
  if report.problem != nil { lines.append("problem") }
  return lines.joined(separator: "\n")
}

@Suite struct BindingResolverTests {
  @Test(arguments: RegistryFixture.cases("bindings.txt"))
  func `tables are linked as declared, else by name`(_ fixture: FixtureText.Case) throws {
    let registry = try RegistryReader.read(FileTree(RegistryFixture.files(fixture.input)))
    let base = schema(value("base", fixture.input) ?? "")
    let head = value("head", fixture.input).map(schema) ?? base
    let report = BindingResolver.resolve(
      backend: value("backend", fixture.input), base: [base], head: [head], registry: registry,
      loaders: loaders)
    #expect(RegistryFixture.trimmed(summary(report)) == RegistryFixture.trimmed(fixture.expected))
  }

  @Test func `a problem names the nearest backend and the next step`() throws {
    let registry = try RegistryReader.read(
      FileTree([
        "tidegate.yml": "version: 1\nbackends: {shop: {}, web: {}}",
        "models/s.yml": "sources: [{name: s, tables: [{name: users}]}]",
      ]))
    let base = schema("users(id)")
    func problem(_ backend: String?) -> String {
      BindingResolver.resolve(
        backend: backend, base: [base], head: [base], registry: registry, loaders: loaders
      )
      .problem ?? ""
    }
    #expect(problem("shpo").contains("did you mean \"shop\"?"))
    #expect(problem("shpo").contains("--backend NAME"))
    #expect(problem(nil).contains("\"shop\", \"web\""))
    #expect(problem("shop").isEmpty)
  }

  @Test func `a source's columns are those of the table behind it, declared ones and the loader's`() throws {
    let registry = try RegistryReader.read(
      FileTree([
        "models/s.yml":
          "sources: [{name: s, loader: fivetran, tables: [{name: users, columns: [{name: Extra}]}, {name: lone,"
          + " columns: [{name: a}]}]}]"
      ]))
    let base = schema("users(id, userName)")
    let report = BindingResolver.resolve(
      backend: nil, base: [base], head: [base], registry: registry, loaders: loaders)
    let columns = BoundColumns(links: report.linked, base: [base], loaders: loaders)
    let known = registry.assets.map { columns.known(of: $0) }
    #expect(known[0] == KnownColumns(names: ["a"], isComplete: false))
    #expect(
      known[1] == KnownColumns(names: ["id", "user_name", "extra", "_fivetran_synced"], isComplete: true))
  }

  @Test func `thousands of sources resolve at once`() throws {
    let sources = (0..<2000).map { "{name: raw_table_\($0), columns: [{name: id}, {name: c\($0)}]}" }
    let registry = try RegistryReader.read(
      FileTree(["models/s.yml": "sources: [{name: s, tables: [\(sources.joined(separator: ", "))]}]"]))
    let base = schema((0..<300).map { "table_\($0)(id, c\($0))" }.joined(separator: " "))
    let start = ContinuousClock.now
    let report = BindingResolver.resolve(
      backend: "b", base: [base], head: [base], registry: registry, loaders: loaders)
    #expect(report.linked.count == 300)
    #expect(ContinuousClock.now - start < .seconds(10))
    print("2000 sources x 300 tables:", ContinuousClock.now - start)
  }
}
