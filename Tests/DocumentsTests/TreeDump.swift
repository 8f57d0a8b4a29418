import Documents
import Domain
import Foundation
import TestSupport

/// A tree as lines: `line:column` and meaning of each node, values under their keys.
func dump(_ node: DocumentNode, indent: String = "") -> String {
  let place = "\(node.position.line):\(node.position.column)"
  switch node.content {
  case .scalar(let scalar): return "\(place) \(describe(scalar))\n"
  case .sequence(let items):
    return "\(place) list\n" + items.map { indent + "  - " + dump($0, indent: indent + "  ") }.joined()
  case .mapping(let mapping):
    return "\(place) map\n"
      + mapping.map { entry in
        let key = dump(entry.key, indent: indent + "  ").dropLast()
        return indent + "  \(key): " + dump(entry.value, indent: indent + "  ")
      }.joined()
  }
}

private func describe(_ scalar: DocumentScalar) -> String {
  let text = scalar.text.replacingOccurrences(of: "\n", with: "\\n")
  switch scalar.value {
  case .null: return "null"
  case .bool(let value): return "bool \(value)"
  case .int(let value): return "int \(value)"
  case .float(let value): return "float \(value)"
  case .string: return scalar.style == .plain ? text : "'\(text)'"
  }
}

func fixtureCases(_ name: String, file: String = #filePath) throws -> [FixtureText.Case] {
  let url = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)")
  return FixtureText.cases(try String(contentsOf: url, encoding: .utf8))
}

extension String {
  /// Without the line ends at its end: the last case of a fixture file has one more.
  var trimmingLineEnds: String {
    var text = self
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}

/// A small generator with a fixed seed, so that a failure repeats.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let mixed = (state ^ (state >> 29)) &* 0xBF58_476D_1CE4_E5B9
    return mixed ^ (mixed >> 32)
  }
}

/// The text with a few bytes changed, removed, doubled or inserted.
func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
  var copy = bytes
  for _ in 0..<Int.random(in: 1...4, using: &random) where !copy.isEmpty {
    let place = Int.random(in: 0..<copy.count, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: copy[place] = UInt8.random(in: 0...255, using: &random)
    case 1: copy.remove(at: place)
    case 2: copy.insert(copy[place], at: place)
    case 3: copy.insert(Array("{}[]:,&*'\"\\|>-#%@ \n\t".utf8).randomElement(using: &random) ?? 32, at: place)
    default: copy.removeSubrange(place...)
    }
  }
  return copy
}
