import Domain
import Foundation
import TestSupport

@testable import RegistryReading

/// Fixture files of this target, and trees written as text: `==> path`, then the file.
enum RegistryFixture {
  /// The cases of a file in `Fixtures`.
  static func cases(_ name: String) -> [FixtureText.Case] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let url = folder.appendingPathComponent("Fixtures/" + name)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    return FixtureText.cases(text)
  }

  /// The files of a text.
  static func files(_ text: String) -> [String: String] {
    var files: [String: String] = [:]
    var path: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("==> ") {
        path = String(line.dropFirst(4))
        files[path ?? ""] = ""
      } else if let path {
        files[path, default: ""] += line + "\n"
      }
    }
    return files
  }

  /// A registry in lines: assets with parents, owners and other marks, their uses, and diagnostics.
  static func summary(_ registry: Registry) -> String {
    var lines: [String] = []
    for asset in registry.assets {
      var line = asset.id.text
      if !asset.parents.isEmpty { line += " <- " + asset.parents.map(\.text).joined(separator: ", ") }
      if asset.test?.isError == false { line += " (warn)" }
      if asset.isOpaque { line += " (opaque)" }
      if asset.isContractEnforced { line += " (contract)" }
      if !asset.owners.isEmpty { line += " owners: " + asset.owners.map(\.display).joined(separator: ", ") }
      if let loader = asset.loader { line += " loader: " + loader }
      lines.append(line)
      for use in asset.uses {
        var text = "  \(use.role.rawValue): \(use.asset.text)#\(use.column)"
        if !use.values.isEmpty { text += " = " + use.values.joined(separator: "|") }
        text += " @\(use.location.file):\(use.location.position.line)"
        lines.append(text)
      }
    }
    for diagnostic in registry.diagnostics {
      lines.append("! \(diagnostic.id) @\(diagnostic.location.file):\(diagnostic.location.position.line)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Text without empty lines and spaces at line ends.
  static func trimmed(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// Deterministic numbers for mutation tests.
  struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 11 ^ state << 23
    }
  }
}
