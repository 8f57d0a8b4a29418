import Domain
import FolderAccess
import TestSupport
import Testing

@Suite struct LinkTests {
  /// One folder with links, and what is to be listed. The root is the folder `root`; `secret` lies beside it.
  struct Case: Sendable, CustomStringConvertible {
    var description: String
    var files: [String]
    var links: [(String, String)]
    var expected: [String]
    var skipped: [String]
  }

  static let cases = [
    Case(
      description: "a link to a file inside is that file", files: ["a.sql"], links: [("b.sql", "a.sql")],
      expected: ["a.sql=a.sql", "b.sql=a.sql"], skipped: []),
    Case(
      description: "a link to a link inside", files: ["a.sql"], links: [("b", "c"), ("c", "a.sql")],
      expected: ["a.sql=a.sql", "b=a.sql", "c=a.sql"], skipped: []),
    Case(
      description: "a link up and back into the root stays inside", files: ["x/a.sql"],
      links: [("y/b.sql", "../x/a.sql"), ("z", "../root/x/a.sql")],
      expected: ["x/a.sql=x/a.sql", "y/b.sql=x/a.sql", "z=x/a.sql"], skipped: []),
    Case(
      description: "links that leave the root are refused", files: ["a.sql"],
      links: [("up", "../secret"), ("far", "/etc/passwd"), ("folder", ".."), ("similar", "../root2/a")],
      expected: ["a.sql=a.sql"], skipped: ["far", "folder", "similar", "up"]),
    Case(
      description: "a link through a folder link that leaves the root is refused", files: ["a.sql"],
      links: [("out", ".."), ("b", "out/secret")], expected: ["a.sql=a.sql"], skipped: ["b", "out"]),
    Case(
      description: "a link to nowhere, and a circle of links", files: [],
      links: [("nowhere", "missing"), ("c1", "c2"), ("c2", "c1"), ("self", "self")], expected: [],
      skipped: ["c1", "c2", "nowhere", "self"]),
    Case(
      description: "a folder link inside is followed", files: ["shared/m/a.sql"],
      links: [("p/models", "../shared/m")],
      expected: ["p/models/a.sql=shared/m/a.sql", "shared/m/a.sql=shared/m/a.sql"], skipped: []),
    Case(
      description: "a folder is followed to once", files: ["d/a"], links: [("l1", "d"), ("l2", "d")],
      expected: ["d/a=d/a", "l1/a=d/a"], skipped: ["l2"]),
    Case(
      description: "a link to a folder that holds it is skipped", files: ["d/a"],
      links: [("d/up", ".."), ("d/me", ".")],
      expected: ["d/a=d/a"], skipped: ["d/me", "d/up"]),
    Case(
      description: "two folders that link to each other end", files: ["x/a", "y/b"],
      links: [("x/y", "../y"), ("y/x", "../x")],
      expected: ["x/a=x/a", "x/y/b=y/b", "y/b=y/b", "y/x/a=x/a"], skipped: ["x/y/x", "y/x/y"]),
    Case(
      description: "a link does not lead into an excluded folder", files: [".git/config"],
      links: [("c", ".git/config"), ("g", ".git")], expected: [], skipped: ["c", "g"]),
  ]

  @Test(arguments: cases)
  func `links are followed only inside and only to an end`(_ test: Case) throws {
    let folder = try ScratchFolder()
    try folder.write(["secret": "secret", "root2/a": "secret", "root/.keep": ""])
    try folder.remove("root/.keep")
    for file in test.files { try folder.write("root/" + file, file) }
    for (link, target) in test.links { try folder.link("root/" + link, to: target) }
    let tree = try FolderReader().tree(at: folder.path("root"))
    let found = try zip(tree.entries, texts(tree)).map { $0.path.display + "=" + $1 }
    #expect(found == test.expected)
    #expect(tree.skipped.map(\.display) == test.skipped)
  }

  @Test func `the root itself may be a link`() throws {
    let folder = try ScratchFolder()
    try folder.write("real/a.sql", "x")
    try folder.link("link", to: "real")
    #expect(try texts(try FolderReader().tree(at: folder.path("link"))) == ["x"])
  }

  @Test func `a folder swapped for a link after listing is not followed`() throws {
    let folder = try ScratchFolder()
    try folder.write(["root/d/a": "inside", "outside/a": "secret"])
    let tree = try FolderReader().tree(at: folder.path("root"))
    try folder.remove("root/d")
    try folder.link("root/d", to: "../outside")
    #expect(throws: FileReadError.self) { try tree.contents(of: tree.entries[0]) }
  }

  @Test func `many folders of links to each other stay few`() throws {
    let folder = try ScratchFolder()
    for level in 0..<20 {
      try folder.write("l\(level)/f", "x")
      for name in ["p", "q"] { try folder.link("l\(level)/\(name)", to: "../l\(level + 1)") }
    }
    try folder.write("l20/f", "x")
    #expect(try FolderReader().tree(at: folder.path).entries.count < 500)
  }
}
