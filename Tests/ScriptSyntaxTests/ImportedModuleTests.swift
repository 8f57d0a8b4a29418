import Testing

@testable import ScriptSyntax

/// Files that import each other.
@Suite struct ImportedModuleTests {
  private static func script(_ text: String) -> ScriptFile {
    ScriptReader.read(Array(text.utf8), as: .javascript)
  }

  @Test func `a file that many import is there once`() throws {
    var module = ScriptRun(Self.script("export const name = 'users'; export const table = () => name;"))
      .asModule("0")
    for level in 1...12 {
      // Two ways lead to each file below: copies would double with every level.
      let left = ScriptRun(
        Self.script("export { name, table } from './next';"), modules: ["./next": module]
      ).asModule("left \(level)")
      let right = ScriptRun(
        Self.script("export { name, table } from './next';"), modules: ["./next": module]
      ).asModule("right \(level)")
      module = ScriptRun(
        Self.script("export { name } from './left'; export { table } from './right';"),
        modules: ["./left": left, "./right": right]
      ).asModule("both \(level)")
    }
    #expect(module.frames.count == 1 + 3 * 12)
    let file = Self.script("import { name, table } from './all'; function up() { drop(name); drop(table()) }")
    let run = ScriptRun(file, modules: ["./all": module])
    let up = try #require(file.functions.first)
    let texts = run.calls(in: up).calls.filter { $0.call.name == "drop" }.map {
      $0.call.positional.first?.text
    }
    #expect(texts == ["users", "users"])
  }
}
