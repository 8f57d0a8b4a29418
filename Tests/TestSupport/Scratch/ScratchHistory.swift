import Foundation

/// A script of `ScratchRepository`, turned into one stream for `git fast-import`.
struct ScratchHistory {
  /// A file of a commit: mode and content (a link's target, a submodule's commit).
  private struct File: Equatable {
    var mode: String
    var content: [UInt8]
  }

  private struct Commit {
    var files: [[UInt8]: File]
    var parents: [Int]
  }

  /// The stream.
  private(set) var stream: [UInt8] = []
  /// The branch of the last step.
  private(set) var branch = "main"
  /// Whether the script makes no commit.
  var isEmpty: Bool { commits.isEmpty }

  private var commits: [Commit] = []
  private var tips: [String: Int] = [:]
  private var files: [[UInt8]: File] = [:]
  private var openFile: [UInt8]?

  init(script: String) throws {
    for (index, line) in script.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      do {
        try step(String(line))
      } catch {
        throw Command.Failure(description: "script line \(index + 1) \"\(line)\": \(error)")
      }
    }
  }

  private mutating func step(_ line: String) throws {
    let trimmed = line.trimmingCharacters(in: .whitespaces)
    if trimmed == "|" || trimmed.hasPrefix("| ") {
      guard let openFile else { throw Command.Failure(description: "text without file") }
      files[openFile]?.content += Array(trimmed.dropFirst(2).utf8) + [UInt8(ascii: "\n")]
      return
    }
    openFile = nil
    guard !trimmed.isEmpty, !trimmed.hasPrefix("#") else { return }
    let words = trimmed.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = words.count > 1 ? words[1] : ""
    switch words[0] {
    case "file", "executable":
      let path = Self.path(rest)
      files[path] = File(mode: words[0] == "file" ? "100644" : "100755", content: [])
      openFile = path
    case "delete":
      let path = Self.path(rest)
      files = files.filter { $0.key != path && !$0.key.starts(with: path + [UInt8(ascii: "/")]) }
    case "link":
      let parts = rest.components(separatedBy: " -> ")
      guard parts.count == 2 else { throw Command.Failure(description: "link PATH -> TARGET") }
      files[Self.path(parts[0])] = File(mode: "120000", content: Array(parts[1].utf8))
    case "module":
      files[Self.path(rest)] = File(mode: "160000", content: Array(String(repeating: "1", count: 40).utf8))
    case "commit": commit(rest, parents: tips[branch].map { [$0] } ?? [])
    case "branch": try startBranch(rest)
    case "orphan": (branch, files) = (rest, [:])
    case "checkout": (branch, files) = (rest, commits[try tip(rest)].files)
    case "merge": try merge(rest)
    case "tag": write("reset refs/tags/\(rest)\nfrom :\(try tip(branch) + 1)\n\n")
    default: throw Command.Failure(description: "unknown step")
    }
  }

  private mutating func startBranch(_ rest: String) throws {
    let parts = rest.components(separatedBy: " from ")
    let start = try tip(parts.count > 1 ? parts[1] : branch)
    (branch, files) = (parts[0], commits[start].files)
    tips[branch] = start
    write("reset refs/heads/\(branch)\nfrom :\(start + 1)\n\n")
  }

  private mutating func merge(_ other: String) throws {
    let (ours, theirs) = (try tip(branch), try tip(other))
    let base = ancestors(ours).intersection(ancestors(theirs)).max().map { commits[$0].files } ?? [:]
    let changed = commits[theirs].files
    for path in Set(base.keys).union(changed.keys) where base[path] != changed[path] {
      files[path] = changed[path]
    }
    commit("merge \(other)", parents: [ours, theirs])
  }

  private mutating func commit(_ message: String, parents: [Int]) {
    commits.append(Commit(files: files, parents: parents))
    tips[branch] = commits.count - 1
    let person = "A <a@example.org> \(1_700_000_000 + commits.count * 60) +0000"
    write("commit refs/heads/\(branch)\nmark :\(commits.count)\nauthor \(person)\ncommitter \(person)\n")
    write("data \(message.utf8.count)\n\(message)\n")
    for (index, parent) in parents.enumerated() {
      write("\(index == 0 ? "from" : "merge") :\(parent + 1)\n")
    }
    write("deleteall\n")
    for (path, file) in files.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      if file.mode == "160000" {
        write("M 160000 \(String(decoding: file.content, as: UTF8.self)) \(Self.quoted(path))\n")
      } else {
        write("M \(file.mode) inline \(Self.quoted(path))\ndata \(file.content.count)\n")
        stream += file.content
        write("\n")
      }
    }
    write("\n")
  }

  private mutating func write(_ text: String) { stream += Array(text.utf8) }

  private func tip(_ branch: String) throws -> Int {
    guard let tip = tips[branch] else {
      throw Command.Failure(description: "branch \"\(branch)\" has no commit")
    }
    return tip
  }

  private func ancestors(_ commit: Int) -> Set<Int> {
    commits[commit].parents.reduce(into: [commit]) { $0.formUnion(ancestors($1)) }
  }

  /// Replaces `\ooo` by the byte.
  private static func path(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    var path: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\\"), index + 3 < bytes.count,
        let byte = UInt8(String(decoding: bytes[(index + 1)...(index + 3)], as: UTF8.self), radix: 8)
      {
        path.append(byte)
        index += 4
      } else {
        path.append(bytes[index])
        index += 1
      }
    }
    return path
  }

  private static func quoted(_ path: [UInt8]) -> String {
    let body = path.map { byte in
      byte < 0x80 && byte > 0x1f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
        ? String(Unicode.Scalar(byte))
        : "\\" + String(repeating: "0", count: max(0, 3 - String(byte, radix: 8).count))
          + String(byte, radix: 8)
    }
    return "\"" + body.joined() + "\""
  }
}
