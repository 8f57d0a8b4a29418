import Domain
import FactTables
import Foundation
import Testing
import TidegateCLI

/// One example of one page, ready to run.
struct RuleExampleCase: CustomTestStringConvertible, Sendable {
  let page: String
  var example: RuleExample

  var testDescription: String { "\(page): \(example.title)" }

  /// All examples of `rules/`, as they stand in the source tree.
  static func all() throws -> [RuleExampleCase] {
    try RulesFolder.facts().pages.flatMap { page in
      try page.examples().map { RuleExampleCase(page: page.id, example: $0) }
    }
  }

  /// What the gate says of the example.
  func report(_ facts: Facts) throws -> ImpactReport {
    var head = example.base
    for (path, text) in example.head { head[path] = text }
    let changed = Set(example.base.keys).union(head.keys).filter { example.base[$0] != head[$0] }
    let date = try #require(CalendarDate(year: 2026, month: 11, day: 20))
    var pipeline = GatePipeline(facts: facts, options: GateOptions(backend: "shop", date: date))
    return pipeline.run(
      GateFiles(
        base: FileTree(example.base), head: FileTree(head), target: FileTree(example.base),
        changed: changed.sorted().map { TreePath($0) }, registry: registry(head)))
  }

  /// The data project: its own files, or the folder `analytics` of the reviewed repository.
  private func registry(_ head: [String: String]) -> RegistrySource {
    guard example.registry.isEmpty else {
      let files = FileTree(example.registry)
      return .files(files, policy: files, target: nil)
    }
    let target = FileTree(Self.below("analytics/", example.base))
    return .files(FileTree(Self.below("analytics/", head)), policy: target, target: target)
  }

  private static func below(_ folder: String, _ files: [String: String]) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: files.compactMap { path, text in
        path.hasPrefix(folder) ? (String(path.dropFirst(folder.count)), text) : nil
      })
  }
}

/// `rules/` in the source tree.
enum RulesFolder {
  static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("rules").path

  /// Tables and pages.
  static func facts() throws -> Facts {
    var texts: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: path)
    where name != "README.md" && (name.hasSuffix(".md") || name.hasSuffix(".yml")) {
      texts[name] = try String(contentsOfFile: path + "/" + name, encoding: .utf8)
    }
    return try Facts(FactFiles(texts))
  }
}
