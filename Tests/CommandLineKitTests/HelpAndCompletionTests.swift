import CommandLineKit
import Foundation
import Testing

@Suite struct HelpAndCompletionTests {
  @Test(arguments: [["tool"], ["tool", "check"], ["tool", "registry"], ["tool", "registry", "inspect"]])
  func `a help page is as recorded`(path: [String]) throws {
    let page = HelpRenderer(program).page(path)
    #expect(page == (try golden("help-" + path.joined(separator: "-") + ".txt", page)))
    #expect(page.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func `a narrow terminal gets narrow lines`() {
    let page = HelpRenderer(program, width: 50).page(["tool", "check"])
    #expect(page.split(separator: "\n").allSatisfy { $0.count <= 50 })
  }

  @Test func `colour is only on when switched on`() {
    #expect(!HelpRenderer(program).page(["tool"]).contains("\u{1B}"))
    #expect(
      HelpRenderer(program, style: TextStyler(isEnabled: true)).page(["tool"]).contains(
        "\u{1B}[1mUsage:\u{1B}[0m"))
  }

  @Test(arguments: CompletionShell.allCases)
  func `a completion script is as recorded`(shell: CompletionShell) throws {
    let script = CompletionScript.text(for: program, shell: shell)
    #expect(script == (try golden("completion.\(shell.rawValue)", script)))
  }

  @Test(arguments: [
    ("tool ''", "check registry --color --no-color --help"), ("tool ch", "check"),
    ("tool registry ''", "inspect validate --color --no-color --help"),
    ("tool check --report js", "json"), ("tool check --re", "--report --registry"),
    ("tool --color check --ba", "--base"),
  ])
  func `bash offers what fits`(line: String, expected: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let script = """
      \(CompletionScript.text(for: program, shell: .bash))
      COMP_WORDS=(\(line)); COMP_CWORD=\(words.count - 1); _tool; echo "${COMPREPLY[*]}"
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(output == expected + "\n")
  }

  @Test func `styles are put on only when enabled`() {
    #expect(TextStyler(isEnabled: true).apply("x", .bold, .red) == "\u{1B}[1;31mx\u{1B}[0m")
    #expect(TextStyler(isEnabled: false).apply("x", .bold, .red) == "x")
    #expect(TextStyler(isEnabled: true).apply("", .bold) == "")
  }

  @Test func `progress waits, is not hasty and cleans up`() {
    var line = ProgressLine(isEnabled: true, width: 12)
    #expect(line.update("early", elapsedMilliseconds: 499) == nil)
    #expect(line.finish() == nil)
    #expect(line.update("a\nb\u{1B}c and more text", elapsedMilliseconds: 500) == "\ra?b?c and m\u{1B}[K")
    #expect(line.update("soon", elapsedMilliseconds: 599) == nil)
    #expect(line.update("later", elapsedMilliseconds: 600) == "\rlater\u{1B}[K")
    #expect(line.finish() == "\r\u{1B}[K")
    var off = ProgressLine(isEnabled: false)
    #expect(off.update("x", elapsedMilliseconds: 9_999) == nil)
  }
}
