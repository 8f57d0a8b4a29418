import Foundation
import Testing

@testable import SQLSyntax

/// A small generator with a fixed seed, so that failures can be repeated.
private struct SmallGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

/// Cuts, doubles, swaps and overwrites parts of a text.
private func mutate(_ text: [UInt8], with generator: inout SmallGenerator) -> [UInt8] {
  var text = text
  let words = [
    " not ", "(", ")", ";", "'", "$$", " as ", ",", " begin ", " end ", "::", ".", "\"", "--", "/*", "\0",
  ]
  for _ in 0..<Int.random(in: 1...4, using: &generator) where text.count > 4 {
    let start = Int.random(in: 0..<text.count - 2, using: &generator)
    let end = min(text.count, start + Int.random(in: 1...20, using: &generator))
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: text.removeSubrange(start..<end)
    case 1: text.insert(contentsOf: text[start..<end], at: start)
    case 2: text.insert(contentsOf: Array(words.randomElement(using: &generator)?.utf8 ?? "".utf8), at: start)
    default: text[start] = UInt8.random(in: 0...255, using: &generator)
    }
  }
  return text
}

private func fixture(_ name: String) throws -> [UInt8] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  return try [UInt8](Data(contentsOf: folder.appendingPathComponent("Fixtures/postgres/" + name)))
}

/// Statements of a text as texts of their own.
private func pieces(_ text: [UInt8]) -> [[UInt8]] {
  StatementReader(text, dialect: .postgres).map { Array($0.range.bytes(of: text)) }
}

@Test(arguments: [
  "tables.sql", "alter_table.sql", "objects.sql", "routines.sql", "programs.sql", "dml.sql",
])
func `mutated definitions never trap, and what libpg_query accepts is read`(name: String) throws {
  var generator = SmallGenerator(state: 0x9E37_79B9_7F4A_7C15)
  var accepted = 0
  var refused: [String] = []
  for piece in pieces(try fixture(name)) {
    for _ in 0..<12 {
      let mutated = mutate(piece, with: &generator)
      let statements = Array(StatementReader(mutated, dialect: .postgres))
      for statement in statements {
        if case .definition(.doBlock(let block)) = statement.statement {
          _ = block.reading(dialect: .postgres)
        }
        if case .definition(.createRoutine(let routine)) = statement.statement {
          _ = routine.reading(dialect: .postgres)
        }
      }
      // The oracle reads up to the first zero byte and refuses what is no UTF-8 only later.
      guard !mutated.contains(0), String(validating: mutated, as: UTF8.self) != nil,
        case .statements(let expected) = oracle(mutated), !expected.isEmpty
      else { continue }
      accepted += 1
      let isRead = statements.allSatisfy { if case .unparsed = $0.statement { false } else { true } }
      if !isRead || statements.count != expected.count {
        refused.append(String(decoding: mutated, as: UTF8.self))
      }
    }
  }
  #expect(accepted > 0)
  #expect(refused == [])
}
