import Foundation
import Testing

@testable import ScriptSyntax

/// Values and blocks in each other: deep ones are refused, and the limits fit into a small stack.
@Suite struct NestedScriptTests {
  typealias Nesting = (open: String, middle: String, close: String)

  static let pythonNestings: [Nesting] = [
    ("(", "1", ")"), ("[", "1", "]"), ("{1: ", "1", "}"), ("f(", "1", ")"), ("f(a=", "1", ")"),
    ("not ", "a", ""),
    ("-", "a", ""), ("lambda: ", "1", ""), ("a if b else ", "1", ""), ("a[", "1", "]"), ("2 ** ", "2", ""),
    ("await ", "a", ""), ("[x for x in ", "y", "]"), ("(a := ", "1", ")"), ("(yield ", "1", ")"),
    ("[*", "a", "]"), ("{**", "a", "}"), ("{a: b for a in ", "c", "}"),
    ("[a for a in b if ", "c", "]"), ("f(*", "a", ")"), ("f(**", "a", ")"), ("a[1:", "b", "]"),
  ]

  static let scriptNestings: [Nesting] = [
    ("(", "1", ")"), ("[", "1", "]"), ("({a: ", "1", "})"), ("f(", "1", ")"), ("!", "a", ""), ("- ", "a", ""),
    ("() => ", "1", ""), ("a ? b : ", "1", ""), ("a[", "1", "]"), ("2 ** ", "2", ""), ("await ", "a", ""),
    ("`${", "1", "}`"), ("new ", "A", ""), ("(() => { return ", "1", " })()"), ("a = ", "1", ""),
    ("function () { ", "a", " }"), ("class { a = ", "1", " }"), ("typeof ", "a", ""),
    ("async (a = ", "1", ") => a"), ("class extends ", "a", " {}"), ("[...", "a", "]"), ("({...", "a", "})"),
    ("f(...", "a", ")"), ("({ [", "a", "]: 1 })"), ("(a, ", "b", ")"), ("a?.[", "b", "]"),
    ("({ a() { ", "b", " } })"),
  ]

  static let rubyNestings: [Nesting] = [
    ("(", "1", ")"), ("[", "1", "]"), ("{ a: ", "1", " }"), ("{ 1 => ", "1", " }"), ("f(", "1", ")"),
    ("f a: ", "1", ""), ("f ", "1", ""), ("!", "a", ""), ("- ", "a", ""), ("not ", "a", ""),
    ("-> { ", "1", " }"),
    ("a ? b : ", "1", ""), ("a[", "1", "]"), ("2 ** ", "2", ""), ("a = ", "1", ""), ("\"#{", "1", "}\""),
    ("f { ", "1", " }"), ("f do ", "1", " end"), ("[*", "a", "]"), ("{ **", "a", " }"), ("f(&", "a", ")"),
    ("a.b(", "1", ").c"), ("if a then ", "1", " end"), ("begin; ", "1", "; end"),
    ("case a when ", "1", " then 1 end"),
    ("lambda { |a| ", "1", " }"), ("def f; ", "1", "; end"), ("raise ", "1", ""), ("(a; ", "1", ")"),
  ]

  static let elixirNestings: [Nesting] = [
    ("(", "1", ")"), ("[", "1", "]"), ("{", "1", "}"), ("%{a: ", "1", "}"), ("%{1 => ", "1", "}"),
    ("%A{a: ", "1", "}"), ("f(", "1", ")"), ("f a: ", "1", ""), ("f ", "1", ""), ("!", "a", ""),
    ("- ", "a", ""),
    ("not ", "a", ""), ("fn -> ", "1", " end"), ("fn a, {b} when c -> ", "1", " end"), ("a[", "1", "]"),
    ("a = ", "1", ""), ("\"#{", "1", "}\""), ("f do ", "1", " end"), ("if a do ", "1", " end"),
    ("if a do 1 else ", "1", " end"), ("case a do b -> ", "1", " end"), ("cond do a -> ", "1", " end"),
    ("for a <- ", "b", ", do: a"), ("for a <- b do ", "1", " end"), ("with a <- b do ", "1", " end"),
    ("try do ", "1", " rescue a -> 1 end"), ("&(", "&1", ")"), ("a.b(", "1", ").c"), ("<< ", "1", " >>"),
    ("[a | ", "b", "]"), ("%{a | b: ", "1", "}"), ("a when ", "b", ""), ("a :: ", "b", ""),
    ("(a; ", "b", ")"),
    ("def f, do: ", "1", ""), ("defmodule A do ", "1", " end"), ("raise ", "1", ""), ("f.(", "1", ")"),
    ("a |> f(", "1", ")"), ("~s(#{", "1", "})"), ("@a ", "1", ""),
  ]

  static let phpNestings: [Nesting] = [
    ("(", "1", ")"), ("[", "1", "]"), ("['a' => ", "1", "]"), ("array(", "1", ")"), ("f(", "1", ")"),
    ("f(a: ", "1", ")"), ("!", "$a", ""), ("- ", "$a", ""), ("fn () => ", "1", ""), ("$a ? $b : (", "1", ")"),
    ("$a[", "1", "]"), ("2 ** ", "2", ""), ("new A(", "1", ")"), ("(function () { return ", "1", "; })()"),
    ("$a = ", "1", ""), ("new class { public $a = ", "1", "; }"), ("[...", "$a", "]"), ("f(...", "$a", ")"),
    ("$a->b(", "1", ")->c"), ("(int) ", "1", ""), ("@", "$a", ""), ("clone ", "$a", ""),
    ("$a ?: (", "1", ")"),
    ("match (1) { 1 => ", "1", " }"), ("print ", "1", ""), ("$a->{", "1", "}"), ("\"{$a[", "1", "]}\""),
    ("$a ?? (", "1", ")"), ("static fn ($a = ", "1", ") => 1"), ("& ", "$a", ""), ("$a ? ", "1", " : 2"),
  ]

  static let csharpNestings: [Nesting] = [
    ("(", "1", ")"), ("[", "1", "]"), ("f(", "1", ")"), ("f(a: ", "1", ")"), ("f<int>(", "1", ")"),
    ("!", "a", ""),
    ("- ", "a", ""), ("a => ", "1", ""), ("(a, b) => ", "1", ""), ("a ? b : ", "1", ""), ("a[", "1", "]"),
    ("new A(", "1", ")"), ("new A { B = ", "1", " }"), ("new { A = ", "1", " }"), ("new[] { ", "1", " }"),
    ("() => { return ", "1", "; }"), ("a = ", "1", ""), ("(int)", "a", ""), ("(string?)(", "a", ")"),
    ("a.b(", "1", ").c"), ("a ?? (", "1", ")"), ("await ", "a", ""), ("a switch { 1 => ", "1", " }"),
    ("delegate { return ", "1", "; }"), ("throw ", "a", ""), ("a ? ", "1", " : 2"),
    ("new D { { 1, ", "1", " } }"), ("async () => ", "1", ""), ("[..", "a", "]"),
    ("new { A = new { B = x => ", "1", " } }"),
  ]

  static let rustNestings: [Nesting] = [
    ("(", "1", ")"), ("[", "1", "]"), ("f(", "1", ")"), ("!", "a", ""), ("- ", "a", ""), ("&mut ", "a", ""),
    ("|a| ", "1", ""), ("a[", "1", "]"), ("A { b: ", "1", " }"), ("a = ", "1", ""), ("a.b(", "1", ").c"),
    ("vec![", "1", "]"), ("format!(\"{}\", ", "1", ")"), ("if a { ", "1", " } else { 2 }"),
    ("match a { 1 => ", "1", ", _ => 2 }"), ("{ ", "1", " }"), ("unsafe { ", "1", " }"),
    ("move || ", "1", ""),
    ("(1, ", "1", ")"), ("f::<A>(", "1", ")"), ("matches!(", "1", ", B)"),
  ]

  static let goNestings: [Nesting] = [
    ("(", "1", ")"), ("[]int{", "1", "}"), ("f(", "1", ")"), ("!", "a", ""), ("- ", "a", ""), ("& ", "a", ""),
    ("a[", "1", "]"), ("A{b: ", "1", "}"), ("a.b(", "1", ").c"), ("map[a]b{1: ", "1", "}"),
    ("func() { return ", "1", " }"), ("a[1:", "1", "]"), ("f(func() { ", "a", " })"), ("*", "a", ""),
    ("struct{ a b }{", "1", "}"), ("[]A{{", "1", "}}"), ("func() { if a { b(", "1", ") } }"),
  ]

  static let javaNestings: [Nesting] = [
    ("(", "1", ")"), ("f(", "1", ")"), ("!", "a", ""), ("- ", "a", ""), ("a ? b : (", "1", ")"),
    ("new A(", "1", ")"), ("new int[] {", "1", "}"), ("x -> ", "1", ""), ("(x, y) -> { return ", "1", "; }"),
    ("(int) ", "1", ""), ("a[", "1", "]"), ("a.b(", "1", ").c"), ("x = ", "1", ""),
    ("switch (a) { default -> ", "1", "; }"), ("new A() { int b() { return ", "1", "; } }"),
    ("(A<B>) ", "c", ""), ("List.of(a, ", "1", ")"),
  ]

  static let kotlinNestings: [Nesting] = [
    ("(", "1", ")"), ("f(", "1", ")"), ("!", "a", ""), ("- ", "a", ""), ("f { ", "1", " }"),
    ("f(1) { a -> ", "1", " }"), ("if (a) ", "1", " else b"), ("when (a) { b -> ", "1", " }"),
    ("a ?: (", "1", ")"), ("a[", "1", "]"), ("a.b(", "1", ").c"), ("\"${", "1", "}\""),
    ("object : A { fun b() = ", "1", " }"), ("a to (", "1", ")"), ("fun(a: B) = ", "1", ""),
    ("listOf(a, ", "1", ")"),
  ]

  static func nestings(_ language: ScriptLanguage) -> [Nesting] {
    switch language {
    case .python: pythonNestings
    case .ruby: rubyNestings
    case .elixir: elixirNestings
    case .php: phpNestings
    case .csharp: csharpNestings
    case .rust: rustNestings
    case .go: goNestings
    case .java: javaNestings
    case .kotlin: kotlinNestings
    default: scriptNestings
    }
  }

  @Test(arguments: HostileScriptTests.languages)
  func `nested values up to the limit are read and deeper ones are refused`(language: ScriptLanguage) {
    for (open, middle, close) in Self.nestings(language) {
      for count in [5, 20, 90, 110, 8_000] {
        let text =
          Self.head(language) + String(repeating: open, count: count) + middle
          + String(repeating: close, count: count)
          + (language == .php
            ? ";\n$y = 2;\n" : [.csharp, .rust, .java].contains(language) ? ";\ny = 2;\n" : "\ny = 2\n")
        let file = HostileScriptTests.read(Array(text.utf8), language)
        if count == 5 { #expect(file.troubles.isEmpty, "\(open)") }
        if count > 1_000 { #expect(!file.troubles.isEmpty, "\(open)") }
        // In Ruby and Elixir any value may hold blocks, and each that is open has its own.
        let holdsBlocks = [.ruby, .elixir, .rust, .go, .java, .kotlin].contains(language)
        #expect(file.troubles.count < (holdsBlocks ? ScriptLimits.depth + 10 : 10))
      }
    }
  }

  static func head(_ language: ScriptLanguage) -> String { language == .php ? "<?php $x = " : "x = " }

  @Test func `nested blocks of c# are refused beyond the limit`() {
    for count in [10, 90, 300, 2_000] {
      for open in [
        "{", "if (a) {", "void f() {", "foreach (var a in b) {", "try {",
        "while (a) {",
        "switch (a) { case 1: {", "using (a) {", "namespace A {", "class A {",
      ] {
        let closes = open.filter { $0 == "{" }.count
        let close = String(repeating: "}", count: closes * count)
        let text = String(repeating: open, count: count) + close
        let file = HostileScriptTests.read(Array(text.utf8), .csharp)
        if count > 300 { #expect(file.troubles.contains { $0.kind == .tooDeep }, "\(open)") }
      }
    }
    for tail in [".b", "[1]", " + a - b", "(1)", " is b"] {
      let text = "x = a" + String(repeating: tail, count: 8_000) + ";\ny = 1;\n"
      let file = HostileScriptTests.read(Array(text.utf8), .csharp)
      #expect(file.troubles.map(\.kind) == [.tooDeep], "\(tail)")
      #expect(file.statements.count == 2)
    }
  }

  @Test func `nested blocks of php are refused beyond the limit`() {
    for count in [10, 90, 300, 2_000] {
      for open in [
        "{", "if ($a) {", "function f() {", "foreach ($a as $b) {", "try {", "class A { function b() {",
        "switch ($a) { case 1: ", "if ($a): ", "while (1) {",
      ] {
        let text = "<?php " + String(repeating: open, count: count) + String(repeating: "}", count: count * 2)
        let file = HostileScriptTests.read(Array(text.utf8), .php)
        if count > 100 { #expect(file.troubles.contains { $0.kind == .tooDeep }, "\(open)") }
      }
      for line in ["else if ($a) b(); ", "if ($a) b(); else ", "do ", "if ($a) b(); elseif ($c) "] {
        HostileScriptTests.read(Array(("<?php " + String(repeating: line, count: count)).utf8), .php)
      }
    }
    for tail in [" ?? $b", " ? $b : $c", " . $b", "->b", "[1]", "::b", " and $b", " || $b", " = $b"] {
      let text = "<?php $a" + String(repeating: tail, count: 8_000) + ";\n$y = 1;\n"
      let file = HostileScriptTests.read(Array(text.utf8), .php)
      #expect(file.statements.count == 2, "\(tail)")
    }
  }

  @Test func `nested blocks are refused beyond the limit`() {
    for count in [10, 90, 300, 2_000] {
      var python = ""
      for level in 0..<count { python += String(repeating: " ", count: level) + "if a:\n" }
      python += String(repeating: " ", count: count) + "pass\n"
      let troubles = HostileScriptTests.read(Array(python.utf8), .python).troubles
      if count == 10 {
        #expect(troubles.isEmpty)
      } else if count > 100 {
        #expect(troubles.map(\.kind) == [.tooDeep])
      }
      for open in ["{", "if (a) {", "function f() {", "for (const a of b) {", "try {", "class A { b() {"] {
        let text = String(repeating: open, count: count) + String(repeating: "}", count: count * 2)
        let file = HostileScriptTests.read(Array(text.utf8), .javascript)
        if count > 100 { #expect(file.troubles.contains { $0.kind == .tooDeep }) }
      }
      HostileScriptTests.read(Array(String(repeating: "else if (a) b; ", count: count).utf8), .javascript)
      HostileScriptTests.read(Array(String(repeating: "if (a) b; else ", count: count).utf8), .javascript)
      HostileScriptTests.read(Array(String(repeating: "do ", count: count).utf8), .javascript)
    }
  }

  @Test func `nested blocks and modifiers of ruby are refused beyond the limit`() {
    let opens = [
      "if a\n", "class A\n", "module A\n", "def f\n", "a do |b|\n", "while a\n", "case a\nwhen b\n",
      "begin\n",
      "class << self\n", "for a in b\n", "begin\nrescue a\n",
    ]
    for count in [10, 90, 300, 2_000] {
      for open in opens {
        let text = String(repeating: open, count: count) + String(repeating: "end\n", count: count)
        let troubles = HostileScriptTests.read(Array(text.utf8), .ruby).troubles
        if count == 10 { #expect(troubles.isEmpty, "\(open)") }
        if count > 100 { #expect(troubles.contains { $0.kind == .tooDeep }, "\(open)") }
      }
    }
    for tail in [
      " if b", " unless b", " while b", " rescue b", " and b or c", " + b - c", " == b", ".b", "[1]",
    ] {
      let text = "a" + String(repeating: tail, count: 8_000) + "\ny = 1\n"
      let file = HostileScriptTests.read(Array(text.utf8), .ruby)
      #expect(file.statements.count == 2, "\(tail)")
      if tail != " == b" { #expect(file.troubles.map(\.kind) == [.tooDeep], "\(tail)") }
    }
  }

  @Test(arguments: HostileScriptTests.languages)
  func `long chains in deep brackets are read without a trap`(language: ScriptLanguage) {
    for tail in [".b", "[1]", " + b - c"] {
      for count in [10, 90] {
        let step = String(repeating: tail, count: 190) + ")"
        let text =
          "x = " + String(repeating: "(", count: count) + "a" + String(repeating: step, count: count) + "\n"
        HostileScriptTests.read(Array(text.utf8), language)
      }
    }
  }

  @Test func `the limits fit into a small stack`() async {
    func nested(_ kind: Nesting) -> String {
      "x = " + String(repeating: kind.open, count: 97) + kind.middle
        + String(repeating: kind.close, count: 97)
    }
    var texts: [(String, ScriptLanguage)] = Self.pythonNestings.map { (nested($0), .python) }
    texts += Self.phpNestings.map { ("<?php $" + nested($0) + ";", .php) }
    for tail in [" ?? $b", " ? $b : $c", " . $b", "->b()", "[1]"] {
      texts.append(("<?php $a" + String(repeating: tail, count: 95) + ";", .php))
    }
    texts.append(
      ("<?php function f($x) { if ($a) { foreach ([1] as $i) { [[[[[[[[f($x)]]]]]]]]; } } } f(1);", .php))
    texts += Self.csharpNestings.map { (nested($0) + ";", .csharp) }
    for tail in [" ?? b", " ? b : c", " + b - c", ".b()", "[1]", " is b"] {
      texts.append(("a" + String(repeating: tail, count: 95) + ";", .csharp))
    }
    texts += Self.javaNestings.map { (nested($0) + ";", .java) }
    texts += Self.kotlinNestings.map { (nested($0) + "\n", .kotlin) }
    for tail in [" + b - c", ".b()", "[1]"] {
      texts.append(("x = a" + String(repeating: tail, count: 95) + ";", .java))
      texts.append(("x = a" + String(repeating: tail, count: 95) + "\n", .kotlin))
    }
    texts += Self.rustNestings.map { (nested($0) + ";", .rust) }
    for tail in [" + b - c", ".b()", "[1]", "?.c::<A>()", " as B"] {
      texts.append(("x = a" + String(repeating: tail, count: 95) + ";", .rust))
    }
    texts += Self.goNestings.map { (nested($0) + "\n", .go) }
    for tail in [" + b - c", ".b()", "[1]", ".(a)"] {
      texts.append(("x = a" + String(repeating: tail, count: 95) + "\n", .go))
    }
    texts += Self.scriptNestings.map { (nested($0), .typescript) }
    texts += Self.rubyNestings.map { (nested($0), .ruby) }
    texts += Self.elixirNestings.map { (nested($0), .elixir) }
    for tail in [" |> f(b)", " + b - c", " and b or c", ".b", "[1]", " = b"] {
      texts.append(("a" + String(repeating: tail, count: 390) + "\n", .elixir))
    }
    for tail in [" if b", " rescue b", " + b - c", " and b or c", ".b", "[1]"] {
      texts.append(("a" + String(repeating: tail, count: tail.count > 5 ? 95 : 390) + "\n", .ruby))
    }
    texts.append(("def f(x):\n  return f(((((((((((((((((x)))))))))))))))))\nf(1)\n", .python))
    texts.append(
      ("def f(x):\n  if a:\n    if b:\n      for i in [1]:\n        [[[[[[[[f(i)]]]]]]]]\nf(1)\n", .python))
    texts.append(
      ("const f = (x) => [1].map((y) => [1].map((z) => { if (a) { [[[[[f(x)]]]]] } }))\nf(1)", .typescript))
    let read = texts
    // What is tried on a small stack is the reader; the printer of the tests takes more for a level than it does.
    await Self.run(stack: 2 << 20) {
      for (text, language) in read {
        HostileScriptTests.read(Array(text.utf8), language, prints: false)
      }
    }
    await Self.run(stack: 16 << 20) {
      for (text, language) in read { HostileScriptTests.read(Array(text.utf8), language) }
    }
  }

  private static func run(stack: Int, _ body: @escaping @Sendable () -> Void) async {
    let thread = Thread { body() }
    thread.stackSize = stack
    thread.start()
    while !thread.isFinished { try? await Task.sleep(for: .milliseconds(5)) }
  }
}
