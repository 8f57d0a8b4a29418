import Domain
import Testing

@Suite struct FileTreeTests {
  static var tree: FileTree {
    FileTree(["a": "1", "a-b/x": "2", "b/c/d": "3", "b/e": "4", "b.sql": "5", "b0": "6", "bb/x": "7"])
  }

  @Test(arguments: [
    ("", ["a", "a-b/x", "b.sql", "b/c/d", "b/e", "b0", "bb/x"]), ("b", ["b/c/d", "b/e"]), ("b/c", ["b/c/d"]),
    ("a", []), ("c", []), ("bb", ["bb/x"]), ("a-b", ["a-b/x"]), ("b/e", []),
  ])
  func `the files below a folder are those whose path goes through it`(folder: String, expected: [String]) {
    #expect(Self.tree.entries(below: TreePath(folder)).map(\.path.display) == expected)
  }

  @Test(arguments: [("a", true), ("b", false), ("b/e", true), ("zz", false), ("", false)])
  func `a file is found by its path`(path: String, isThere: Bool) {
    #expect((Self.tree.entry(at: TreePath(path)) != nil) == isThere)
  }
}
