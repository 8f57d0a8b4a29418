import Domain
import TestSupport
import Testing

@testable import RegistryReading

@Suite struct PolicyReaderTests {
  @Test(arguments: RegistryFixture.cases("policy.txt"))
  func `a policy is read to the letter`(_ fixture: FixtureText.Case) {
    let found: String
    do throws(RegistryError) {
      found = summary(try PolicyReader.read(FileTree(["tidegate.yml": fixture.input])))
    } catch {
      found = error.description
    }
    #expect(RegistryFixture.trimmed(found) == RegistryFixture.trimmed(fixture.expected))
  }

  @Test func `a registry without the file has the empty policy`() throws {
    #expect(try PolicyReader.read(FileTree(["models/a.sql": ""])) == Policy())
    #expect(try PolicyReader.read(FileTree(["sub/tidegate.yml": "nonsense: 1"])) == Policy())
  }

  @Test func `the other ending is read too, a wrong policy stops the registry`() {
    let files = ["tidegate.yaml": "version: 1\nx: 1", "models/a.sql": "select 1"]
    #expect(throws: RegistryError.self) { try RegistryReader.read(FileTree(files)) }
  }

  private func summary(_ policy: Policy) -> String {
    var lines: [String] = []
    for backend in policy.backends {
      lines.append(
        "backend \(backend.name) " + (backend.loader.map { $0 + " " } ?? "")
          + "[\(backend.sources.joined(separator: ", "))] " + (backend.tablePattern ?? ""))
      for table in backend.tables {
        let columns = table.columns.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        lines.append(
          "  \(table.backendTable) -> \(table.sourceTable ?? "-")" + (table.loader.map { " " + $0 } ?? "")
            + columns)
      }
    }
    for severity in policy.severities {
      let key = [severity.rule, severity.effect?.rawValue].compactMap { $0 }.joined(separator: "/")
      lines.append("severity \(key) \(severity.severity?.rawValue ?? "off")")
    }
    for waiver in policy.waivers {
      lines.append(
        "waiver \(waiver.fingerprint) \(waiver.owner) \(waiver.notBefore?.display ?? "-") "
          + "\(waiver.expires?.display ?? "never") line \(waiver.location.position.line)")
    }
    for layer in policy.layers {
      let parts = [layer.schema, layer.prefix, layer.tag].compactMap { $0 }
      let reads = layer.reads.map { " reads " + $0.sorted().joined(separator: ", ") } ?? ""
      lines.append("layer \(layer.name) " + parts.joined(separator: " ") + reads)
    }
    return lines.joined(separator: "\n")
  }
}
