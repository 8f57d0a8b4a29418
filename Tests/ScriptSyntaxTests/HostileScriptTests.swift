import Foundation
import TestSupport
import Testing

@testable import ScriptSyntax

/// Scripts that nobody writes by hand: nothing of them may trap, hang or take more than linear time.
@Suite struct HostileScriptTests {
  /// A small generator with a fixed seed (splitmix64).
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }

  static let languages: [ScriptLanguage] = [
    .elixir, .python, .javascript, .typescript, .ruby, .php, .csharp, .rust, .go, .java,
    .kotlin,
  ]

  static func corpus(_ language: ScriptLanguage) -> [[UInt8]] {
    let files =
      switch language {
      case .python: ["python.txt", "python-runs.txt"]
      case .ruby: ["ruby.txt"]
      case .elixir: ["elixir.txt"]
      case .php: ["php.txt", "php-runs.txt"]
      case .csharp: ["csharp.txt", "csharp-runs.txt"]
      case .rust: ["rust.txt", "rust-runs.txt"]
      case .go: ["go.txt", "go-runs.txt"]
      case .java: ["java.txt", "java-runs.txt"]
      case .kotlin: ["kotlin.txt", "kotlin-runs.txt"]
      default: ["javascript.txt", "typescript.txt", "typescript-runs.txt"]
      }
    return files.flatMap { TreeTests.cases($0) }.map { Array($0.input.utf8) }
  }

  /// Reads and runs everything, and checks what holds for any input.
  @discardableResult
  static func read(_ bytes: [UInt8], _ language: ScriptLanguage, runs: Bool = true, prints: Bool = true)
    -> ScriptFile
  {
    let file = ScriptReader.read(bytes, as: language)
    for trouble in file.troubles {
      #expect(trouble.range.start >= 0 && trouble.range.end >= trouble.range.start)
      #expect(Int(trouble.range.end) <= bytes.count)
    }
    var end: Int32 = 0
    for statement in file.statements {
      let range = statement.range
      #expect(range.start >= 0 && range.end >= range.start && Int(range.end) <= bytes.count)
      end = max(end, range.end)
    }
    if prints { _ = TreePrinter.print(file) }
    guard runs else { return file }
    let run = ScriptRun(file, dialect: "postgresql")
    _ = RunPrinter.print(run.module)
    for function in file.functions { _ = RunPrinter.print(run.calls(in: function)) }
    for definition in file.classes { _ = run.fields(of: definition) }
    return file
  }

  @Test(arguments: languages)
  func `random bytes are read without a trap`(language: ScriptLanguage) {
    var generator = Generator(state: 42)
    let signs = Array("()[]{}'\"`$:;.,=+-*/\\ \n\n    \t#@!?<>&|%abfrx01\u{E9}".utf8)
    let head = language == .php ? Array("<?php ".utf8) : []
    for length in 0..<300 {
      Self.read(head + (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }, language)
      Self.read(head + (0..<length).compactMap { _ in signs.randomElement(using: &generator) }, language)
    }
  }

  @Test(arguments: languages)
  func `random words are read without a trap`(language: ScriptLanguage) {
    var generator = Generator(state: 7)
    let python = [
      "def", "class", "if", "else", "elif", "for", "in", "while", "try", "except", "with", "as", "lambda",
      "return",
      "import", "from", "match", "case", "not", "and", "is", "await", "async", "yield", "f'{", "}'", "\"\"\"",
      "\n", "\n    ", "\n        ", "**", ":=", "->",
    ]
    let script = [
      "function", "class", "if", "else", "for", "of", "in", "while", "try", "catch", "switch", "case",
      "default",
      "const", "let", "return", "import", "from", "export", "async", "await", "new", "typeof", "=>", "`${",
      "}`",
      "interface", "type", "enum", "as", "extends", "implements", "static", "get", "?.", "??", "...", "\n",
      "/a/",
    ]
    let shared = [
      "(", ")", "[", "]", "{", "}", ",", ";", ":", ".", "=", "+", "-", "*", "/", "<", ">", "a", "b", "1",
      "'x'", "@",
    ]
    let ruby = [
      "def", "class", "module", "if", "unless", "else", "elsif", "end", "do", "do |a|", "while", "begin",
      "rescue",
      "ensure", "case", "when", "then", "yield", "self", "<<~SQL", "SQL", "\n", "%w[", "%i(", "#{", ":a",
      "a:", "=>",
      "->", "&.", "&:b", "\"", "?a", "@a",
    ]
    let elixir = [
      "def", "defmodule", "if", "else", "end", "do", "fn", "->", "case", "cond", "for", "<-", "with", "try",
      "rescue", "after", "|>", "<>", "++", "%{", "%A{", "<<", ">>", "\"\"\"\n", "#{", ":a", "a: ", "do: ",
      "&1", "&",
      "~w(", "~s\"", "@a", "\n", "when", "not", "in", "\\\\", "^", "|", "::", "=>", "..", "A", ".(", "?a",
    ]
    let php = [
      "function", "class", "if", "else", "elseif", "foreach", "as", "while", "match", "switch", "case",
      "default",
      "enum", "use", "namespace", "new", "static", "fn", "=>", "->", "::", "?->", "??", "...", "<<<A\n",
      "\nA\n",
      "\"{$", "}\"", "$a", "$b", "#[", "?>", "<?php", "return", "endif", "try", "catch", "self", "\\A\\B",
      "\n",
    ]
    let csharp = [
      "class", "namespace", "using", "if", "else", "foreach", "in", "while", "switch", "case", "default:",
      "enum",
      "new", "new[]", "=>", "?.", "??", "..", "$\"{", "}\"", "@\"", "\"\"\"", "void", "var", "int", "string",
      "public",
      "static", "is", "not", "as", "return", "try", "catch", "typeof", "nameof", "get;", "\n#if", "\n#else\n",
      "\n#endif\n", "a<b>", "where", "record", "operator", "this", "async", "await", "when", "from", "\n",
    ]
    let rust = [
      "fn", "impl", "for", "struct", "enum", "use", "mod", "let", "mut", "match", "=>", "if let", "else",
      "loop",
      "while", "in", "::", "->", "|a|", "||", "&", "&mut", "'a", "'b'", "r#\"", "\"#", "#[", "]", "vec![",
      "format!(",
      "::<", ">", "?", ".await", "..", "..=", "Some(", "Ok(", "_", "as", "move", "async", "return", "pub",
      "@",
      "ref", "where", "dyn", "json!({", "matches!(a,", "\n",
    ]
    let go = [
      "func", "func(", "struct {", "interface{}", "map[a]b{", "[]a{", "[...]", "if", "else", "for", "range",
      ":=",
      "switch", "case", "default:", "fallthrough", "return", "defer", "go", "chan", "<-", "...", "*", "&",
      "var (",
      "const (", "iota", "type", "import (", "package", "nil", "`a`", "'b'", "err != nil", "a.(type)", "a.b{",
      "}",
      "_", "++", "&^", "goto", "select {", "\n", "//go:embed a\n",
    ]
    let own =
      switch language {
      case .python: python
      case .ruby: ruby
      case .elixir: elixir
      case .php: php
      case .csharp: csharp
      case .rust: rust
      case .go: go
      default: script
      }
    let words = own + shared + shared
    let head = language == .php ? "<?php " : ""
    for _ in 0..<2_000 {
      let count = Int.random(in: 1...40, using: &generator)
      let text =
        head + (0..<count).compactMap { _ in words.randomElement(using: &generator) }.joined(separator: " ")
      Self.read(Array(text.utf8), language)
    }
  }

  @Test(arguments: languages)
  func `a text cut at any byte is read`(language: ScriptLanguage) {
    let corpus = Self.corpus(language)
    #expect(corpus.count > 12)
    for bytes in corpus {
      for end in stride(from: 0, to: bytes.count, by: bytes.count > 400 ? 11 : 3) {
        Self.read(Array(bytes[..<end]), language)
      }
    }
  }

  @Test(arguments: languages)
  func `a text with changed bytes is read`(language: ScriptLanguage) {
    var generator = Generator(state: 11)
    let all = Self.corpus(language)
    for _ in 0..<12 {
      for original in all where !original.isEmpty {
        var bytes = original
        for _ in 0..<4 {
          let place = Int.random(in: 0..<bytes.count, using: &generator)
          switch Int.random(in: 0...3, using: &generator) {
          case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
          case 1: if bytes.count > 1 { bytes.remove(at: place) }
          case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: place)
          default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &generator))
          }
        }
        Self.read(bytes, language)
      }
    }
  }
}
