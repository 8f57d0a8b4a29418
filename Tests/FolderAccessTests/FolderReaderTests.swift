import Domain
import FolderAccess
import Foundation
import TestSupport
import Testing

@Suite struct FolderReaderTests {
  @Test func `all files are listed in path order with their sizes and bytes`() throws {
    let folder = try ScratchFolder()
    try folder.write(["b.sql": "two", "a/c.sql": "three", "a-b": "x", "empty": ""])
    let tree = try FolderReader().tree(at: folder.path)
    #expect(tree.entries.map(\.path.display) == ["a-b", "a/c.sql", "b.sql", "empty"])
    #expect(tree.entries.map(\.size) == [1, 5, 3, 0])
    #expect(try texts(tree) == ["x", "three", "two", ""])
    #expect(tree.skipped.isEmpty)
  }

  @Test func `only the excluded names are left out`() throws {
    let folder = try ScratchFolder()
    try folder.write([
      ".git/config": "x", "sub/.git": "gitdir: elsewhere", "dbt_packages/p/m.sql": "1",
      "node_modules/n.js": "2", ".hidden.yml": "3",
    ])
    let names = ["standard": FolderReader(), "own": FolderReader(excludedNames: [".git", "node_modules"])]
      .mapValues { try? $0.tree(at: folder.path).entries.map(\.path.display) }
    #expect(names["standard"] == [".hidden.yml", "dbt_packages/p/m.sql", "node_modules/n.js"])
    #expect(names["own"] == [".hidden.yml", "dbt_packages/p/m.sql"])
  }

  @Test func `a name that is not UTF-8 keeps its bytes`() throws {
    let folder = try ScratchFolder()
    let name: [UInt8] = Array("caf".utf8) + [0xe9]
    let file = fopen(folder.path + "/" + "caf", "w")
    fclose(file)
    let renamed = (Array((folder.path + "/").utf8) + name + [0]).map { CChar(bitPattern: $0) }
    #expect(rename(folder.path("caf"), renamed) == 0)
    let tree = try FolderReader().tree(at: folder.path)
    #expect(tree.entries.map(\.path) == [TreePath(bytes: name)])
    #expect(try texts(tree) == [""])
  }

  @Test func `equal ids mean equal bytes also between folders`() throws {
    let folder = try ScratchFolder()
    try folder.write(["one/a.sql": "first", "two/a.sql": "other", "one/b.sql": "first"])
    let reader = FolderReader()
    let one = try reader.tree(at: folder.path("one"))
    let two = try reader.tree(at: folder.path("two"))
    #expect(one.entries[0].contentID != two.entries[0].contentID)
    #expect(one.entries[0].contentID != one.entries[1].contentID)
    #expect(try reader.tree(at: folder.path("one")).entries == one.entries)
    try folder.write("one/a.sql", "FIRST")
    #expect(try reader.tree(at: folder.path("one")).entries[0].contentID != one.entries[0].contentID)
  }

  @Test func `special files are skipped and never waited for`() throws {
    let folder = try ScratchFolder()
    try folder.write("a.sql", "x")
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    let tree = try FolderReader().tree(at: folder.path)
    #expect(tree.entries.map(\.path.display) == ["a.sql"])
    #expect(tree.skipped == [TreePath("pipe")])
    try folder.remove("a.sql")
    #expect(mkfifo(folder.path("a.sql"), 0o600) == 0)
    #expect(throws: FileReadError.self) { try tree.contents(of: tree.entries[0]) }
  }

  @Test func `a file that is gone or may not be read says so when it is read`() throws {
    let folder = try ScratchFolder()
    try folder.write(["gone.sql": "x"])
    let tree = try FolderReader().tree(at: folder.path)
    try folder.remove("gone.sql")
    let error = #expect(throws: FileReadError.self) { try tree.contents(of: tree.entries[0]) }
    #expect(error?.message.contains("\"gone.sql\"") == true)
    #expect(error?.message.contains("check its rights") == true)
  }

  @Test func `a tree outlives the name of its folder`() throws {
    let folder = try ScratchFolder()
    try folder.write("in/a.sql", "x")
    let tree = try FolderReader().tree(at: folder.path("in"))
    try FileManager.default.moveItem(atPath: folder.path("in"), toPath: folder.path("moved"))
    #expect(try texts(tree) == ["x"])
  }
}

@Suite struct FolderTroubleTests {
  @Test(arguments: [
    ("missing", "there is no folder", "check the path"), ("file", "is a file", "name the folder"),
  ])
  func `a path that is no folder is refused with the next step`(
    name: String, problem: String, step: String
  ) throws {
    let folder = try ScratchFolder()
    try folder.write("file", "x")
    let error = #expect(throws: FolderError.self) { try FolderReader().tree(at: folder.path(name)) }
    #expect(error?.message.contains(problem) == true)
    #expect(error?.message.contains(step) == true)
    #expect(error?.message.contains(folder.path(name)) == true)
  }

  @Test func `the limits on depth, count and size are kept`() throws {
    let folder = try ScratchFolder()
    try folder.write(["a/b/c/d.sql": "12345", "e.sql": "1"])
    #expect(throws: FolderError.self) { try FolderReader(depthLimit: 2).tree(at: folder.path) }
    #expect(throws: FolderError.self) { try FolderReader(entryLimit: 4).tree(at: folder.path) }
    #expect(try FolderReader(depthLimit: 3, entryLimit: 5).tree(at: folder.path).entries.count == 2)
    let tree = try FolderReader(fileSizeLimit: 4).tree(at: folder.path)
    let error = #expect(throws: FileReadError.self) { try tree.contents(of: tree.entries[0]) }
    #expect(error?.message.contains("limit of 4") == true)
    #expect(try tree.contents(of: tree.entries[1]) == Array("1".utf8))
  }

  @Test func `very deep folders are refused, not walked until the stack ends`() throws {
    let folder = try ScratchFolder()
    let deep = Array(repeating: "d", count: 1000).joined(separator: "/")
    try FileManager.default.createDirectory(atPath: folder.path(deep), withIntermediateDirectories: true)
    #expect(throws: FolderError.self) { try FolderReader().tree(at: folder.path) }
    #expect(try FolderReader(depthLimit: 1000).tree(at: folder.path).entries.isEmpty)
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `a folder that may not be opened is listed as skipped`() throws {
    let folder = try ScratchFolder()
    try folder.write(["closed/a.sql": "x", "b.sql": "y"])
    chmod(folder.path("closed"), 0)
    defer { chmod(folder.path("closed"), 0o700) }
    #expect(try FolderReader().tree(at: folder.path).skipped == [TreePath("closed")])
  }
}

/// The contents of all files, in order.
func texts(_ tree: FileTree) throws -> [String] {
  try tree.entries.map { String(decoding: try tree.contents(of: $0), as: UTF8.self) }
}
