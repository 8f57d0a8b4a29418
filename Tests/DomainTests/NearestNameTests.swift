import Domain
import Testing

@Suite struct NearestNameTests {
  private static let keys = ["version", "backend", "dialect", "migrations", "registry", "block-on"]

  @Test(arguments: [
    ("versoin", "version"), ("Version", "version"), ("backends", "backend"), ("migration", "migrations"),
    ("blockon", "block-on"), ("block_on", "block-on"), ("reg", "registry"), ("dialec", "dialect"),
  ])
  func `a slip finds the name that was meant`(typed: String, meant: String) {
    #expect(NearestName.of(typed, among: Self.keys) == meant)
  }

  @Test(arguments: ["", "x", "entirely-else", "wat", String(repeating: "version", count: 100_000)])
  func `what is near nothing finds nothing`(typed: String) {
    #expect(NearestName.of(typed, among: Self.keys) == nil)
  }

  @Test func `of equally near names the first is taken`() {
    #expect(NearestName.of("cat", among: ["bat", "car", "hat"]) == "bat")
    #expect(NearestName.of("ab", among: ["ba"]) == "ba")
    #expect(NearestName.of("x", among: []) == nil)
  }
}
