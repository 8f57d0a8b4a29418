/// Weighs all pairs together: each row gets at most one column and each column at most one row, the sum is best.
enum BestAssignment {
  /// One weighed pair; the weight is above zero.
  struct Pair: Hashable, Sendable {
    let row: Int
    let column: Int
    let weight: Double
  }

  /// Above this many rows or columns the heaviest pairs are taken one by one.
  static let exactLimit = 64

  /// The pairs chosen, by row; equal sums are decided by the order of rows and columns.
  static func choose(_ pairs: [Pair]) -> [Pair] {
    let useful = pairs.filter { $0.weight > 0 && $0.weight.isFinite }
    let rows = Set(useful.map(\.row)).sorted()
    let columns = Set(useful.map(\.column)).sorted()
    if rows.count > exactLimit || columns.count > exactLimit { return greedy(useful) }
    return exact(useful, rows: rows, columns: columns)
  }

  /// The sum of the weights of a choice.
  static func total(_ pairs: [Pair]) -> Double { pairs.reduce(0) { $0 + $1.weight } }

  private static func greedy(_ pairs: [Pair]) -> [Pair] {
    let ordered = pairs.sorted { left, right in
      left.weight != right.weight
        ? left.weight > right.weight : (left.row, left.column) < (right.row, right.column)
    }
    var rows: Set<Int> = []
    var columns: Set<Int> = []
    var chosen: [Pair] = []
    for pair in ordered where !rows.contains(pair.row) && !columns.contains(pair.column) {
      rows.insert(pair.row)
      columns.insert(pair.column)
      chosen.append(pair)
    }
    return chosen.sorted { $0.row < $1.row }
  }

  /// The Hungarian method with potentials on a square matrix; cells without a pair weigh nothing.
  private static func exact(_ pairs: [Pair], rows: [Int], columns: [Int]) -> [Pair] {
    let size = max(rows.count, columns.count)
    guard size > 0 else { return [] }
    let rowPlace = Dictionary(uniqueKeysWithValues: zip(rows, 1...))
    let columnPlace = Dictionary(uniqueKeysWithValues: zip(columns, 1...))
    var cells: [[Pair?]] = Array(repeating: Array(repeating: nil, count: size + 1), count: size + 1)
    for pair in pairs {
      guard let row = rowPlace[pair.row], let column = columnPlace[pair.column] else { continue }
      if let known = cells[row][column], known.weight >= pair.weight { continue }
      cells[row][column] = pair
    }
    let owner = hungarian(size) { row, column in -(cells[row][column]?.weight ?? 0) }
    var chosen: [Pair] = []
    for column in 1...size {
      if let pair = cells[owner[column]][column] { chosen.append(pair) }
    }
    return chosen.sorted { $0.row < $1.row }
  }

  /// For each column from 1 the row that owns it; place 0 serves as the free column of each round.
  private static func hungarian(_ size: Int, cost: (Int, Int) -> Double) -> [Int] {
    var rowPotential = Array(repeating: 0.0, count: size + 1)
    var columnPotential = rowPotential
    var owner = Array(repeating: 0, count: size + 1)
    var way = owner
    for row in 1...size {
      owner[0] = row
      var free = 0
      var least = Array(repeating: Double.infinity, count: size + 1)
      var used = Array(repeating: false, count: size + 1)
      repeat {
        used[free] = true
        let current = owner[free]
        var delta = Double.infinity
        var next = 0
        for column in 1...size where !used[column] {
          let slack = cost(current, column) - rowPotential[current] - columnPotential[column]
          if slack < least[column] {
            least[column] = slack
            way[column] = free
          }
          if least[column] < delta {
            delta = least[column]
            next = column
          }
        }
        for column in 0...size {
          if used[column] {
            rowPotential[owner[column]] += delta
            columnPotential[column] -= delta
          } else {
            least[column] -= delta
          }
        }
        free = next
      } while owner[free] != 0
      repeat {
        let previous = way[free]
        owner[free] = owner[previous]
        free = previous
      } while free != 0
    }
    return owner
  }
}
