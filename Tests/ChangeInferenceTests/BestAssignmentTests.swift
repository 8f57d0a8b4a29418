import Testing

@testable import ChangeInference

@Suite struct BestAssignmentTests {
  private typealias Pair = BestAssignment.Pair

  @Test func `the best sum wins over the best single pair`() {
    let pairs = [
      Pair(row: 0, column: 0, weight: 0.9), Pair(row: 0, column: 1, weight: 0.8),
      Pair(row: 1, column: 0, weight: 0.8),
    ]
    #expect(BestAssignment.choose(pairs).map(\.column) == [1, 0])
  }

  @Test func `nothing is chosen from nothing or from worthless pairs`() {
    #expect(BestAssignment.choose([]).isEmpty)
    #expect(
      BestAssignment.choose([Pair(row: 0, column: 0, weight: 0), Pair(row: 1, column: 1, weight: -.infinity)])
        .isEmpty)
    #expect(BestAssignment.choose([Pair(row: 0, column: 0, weight: .nan)]).isEmpty)
  }

  @Test(arguments: 1...40) func `it is as good as trying everything`(_ seed: Int) {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let (rows, columns) = (1 + numbers.next(5), 1 + numbers.next(5))
    var pairs: [Pair] = []
    for row in 0..<rows {
      for column in 0..<columns where numbers.next(3) > 0 {
        pairs.append(Pair(row: row, column: column, weight: Double(1 + numbers.next(20)) / 10))
      }
    }
    let chosen = BestAssignment.choose(pairs)
    #expect(Set(chosen.map(\.row)).count == chosen.count)
    #expect(Set(chosen.map(\.column)).count == chosen.count)
    #expect(abs(BestAssignment.total(chosen) - Self.best(pairs[...], [], [])) < 0.000_1)
  }

  private static func best(_ pairs: ArraySlice<Pair>, _ rows: Set<Int>, _ columns: Set<Int>) -> Double {
    guard let first = pairs.first else { return 0 }
    let without = best(pairs.dropFirst(), rows, columns)
    guard !rows.contains(first.row), !columns.contains(first.column) else { return without }
    let with = best(pairs.dropFirst(), rows.union([first.row]), columns.union([first.column]))
    return max(without, first.weight + with)
  }

  @Test func `many rows and columns are still assigned one to one`() {
    let size = BestAssignment.exactLimit * 4
    var pairs: [Pair] = []
    for row in 0..<size {
      for step in 0..<5 {
        pairs.append(Pair(row: row, column: (row + step) % size, weight: step == 0 ? 2 : 1))
      }
    }
    let chosen = BestAssignment.choose(pairs)
    #expect(chosen.count == size)
    #expect(chosen.allSatisfy { $0.row == $0.column })
  }
}

/// A small generator with a fixed seed.
struct SeededNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// A number from 0 up to, but not including, the limit.
  mutating func next(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(max(1, limit)))
  }
}
