import Domain
import MigrationReading
import Testing

/// The running order of numbered files.
@Suite struct FileOrderTests {
  @Test(arguments: [
    ["001_b", "002_a", "010_c"],
    ["9_a", "10_b", "100_c"],
    ["0999_a", "1000_b", "10000_c"],
    ["100_2_a", "100_10_a", "101_a"],
    ["100_a", "100_b"],
    ["20240102_a", "20240102120000_b"],
    ["1.2_b", "1.10_a", "2_a"],
    ["099x_a", "100x_b"],
  ])
  func `numbers decide, then names`(names: [String]) {
    for given in [names, names.reversed(), names.sorted(by: >)] {
      let files = Dictionary(
        uniqueKeysWithValues: given.map { ("migrations/\($0).sql", "create table t (a int);") })
      let found = MigrationReader().histories(in: FileTree(files)).histories
      #expect(found.flatMap(\.migrations).map(\.id) == names)
    }
  }
}
