import Testing

@testable import ScriptSyntax

/// Long texts and values that grow take linear time or stop at a limit.
@Suite struct CostlyScriptTests {
  @Test(arguments: HostileScriptTests.languages)
  func `long chains and lists take linear time`(language: ScriptLanguage) {
    let python = language == .python
    for operand in ["a + ", "a and ".replacing("and", with: python ? "and" : "&&"), "'x' + ", "f(a) + "] {
      let text = Self.head(language) + String(repeating: operand, count: 8_000) + "a" + Self.tail(language)
      #expect(HostileScriptTests.read(Array(text.utf8), language).troubles.isEmpty)
    }
    for element in ["1, ", "'x', ", "f(a), ", "[1, 2], "] {
      // Lists of Go and Java say what they hold.
      let isTyped = language == .go || language == .java
      let element = isTyped ? element.replacing("[1, 2]", with: "{1, 2}") : element
      let (open, close) =
        language == .go ? ("[][]int{", "}") : language == .java ? ("new Object[] {", "}") : ("[", "]")
      let text =
        Self.head(language) + open + String(repeating: element, count: 8_000) + close + Self.tail(language)
      #expect(HostileScriptTests.read(Array(text.utf8), language).troubles.isEmpty)
    }
    for link in [".a", "()", "[1]", " + a - b"] where link != "()" || language != .ruby {
      let chain = language == .php && link == ".a" ? "->a" : link
      let text =
        Self.head(language) + "a" + String(repeating: chain, count: 8_000) + Self.tail(language) + "y = 1"
        + Self.tail(language)
      let file = HostileScriptTests.read(Array(text.utf8), language)
      #expect(file.troubles.map(\.kind) == [.tooDeep])
      #expect(file.statements.count == 2)
    }
  }

  /// All of them, as what is the strongest in one language is none in another.
  private static let operators = [
    "+", "-", "*", "/", "//", "%", "**", "@", ".", "..", "...", "&", "|", "^", "~", "<<", ">>", ">>>", "&&",
    "||",
    "??", "?:", "|>", "<>", "++", "--", "==", "!=", "===", "!==", "=~", "!~", "<=>", "<", "<=", ">", ">=",
    "=",
    ":=", "+=", "??=", "=>", "->", "<-", "::", "in", "not in", "is", "as", "and", "or", "xor", "instanceof",
    "satisfies", "when", "switch", "with",
  ]

  @Test(arguments: HostileScriptTests.languages)
  func `long runs of any operator are read without a trap`(language: ScriptLanguage) {
    for operation in Self.operators {
      let text =
        Self.head(language) + String(repeating: "a \(operation) ", count: 6_000) + "a" + Self.tail(language)
      let file = HostileScriptTests.read(Array(text.utf8), language)
      #expect(!file.statements.isEmpty, "\(operation)")
    }
  }

  private static let growingPHP = [
    String(repeating: "if ($a) f(); else ", count: 20_000) + "f();",
    "$x = 'ab'; for ($i = 0; $i < 10000; $i++) { $x = $x . $x; } g($x);",
    "$x = [1]; for ($i = 0; $i < 900; $i++) { $x = [...$x, ...$x]; } g($x);",
    "$x = []; for ($i = 0; $i < 900; $i++) { $x = ['x' => $x, 'y' => $x]; } g($x);",
    "$x = []; for ($i = 0; $i < 900; $i++) { $x[$i] = $x; } g($x);",
    "$x = $a; for ($i = 0; $i < 900; $i++) { $x = $x->b; } g($x);", "f(); f();",
    "$g = fn ($x) => $x($x); $g($g);",
    "array_map(fn () => f(), [1, 2, 3]);",
    "$x = 'a'; for ($i = 0; $i < 900; $i++) { $x = \"$x{$x}\"; } g($x);",
    "foreach (range(0, 1999) as $a) { foreach (range(0, 1999) as $b) { $c[$a][$b] = 1; } }",
    "$x = str_repeat('a', 4000); $y = str_replace('a', $x, $x); $z = str_replace('a', $x, $y);",
  ].map { "<?php function f() { " + $0 + " }" }

  private static let growingCSharp =
    [
      "var x = \"ab\"; for (var i = 0; i < 10000; i++) { x = x + x; } g(x);",
      "var x = new[] { 1 }; for (var i = 0; i < 900; i++) { x = [..x, ..x]; } g(x);",
      "object x = 1; for (var i = 0; i < 900; i++) { x = new { x, y = x }; } g(x);",
      "var x = a; for (var i = 0; i < 900; i++) { x = x.b; } g(x);", "f(); f();",
      "var x = \"a\"; for (var i = 0; i < 900; i++) { x = $\"{x}{x}\"; } g(x);",
    ].map { "void f() { " + $0 + " }" } + [
      "class A { string B => C + C; string C => D + D; string D => B + B; void f() { g(B); } }",
      "class A { void f() { f(); f(); } }",
    ]

  private static let growingJava =
    [
      "var x = \"ab\"; for (int i = 0; i < 10000; i++) { x = x + x; } g(x);",
      "var x = new StringBuilder(\"a\"); for (int i = 0; i < 900; i++) { x.append(x); } g(x);",
      "var x = List.of(1); for (int i = 0; i < 900; i++) { x = List.of(x, x); } g(x);",
      "var x = a; for (int i = 0; i < 900; i++) { x = x.b; } g(x);",
      "var x = \"%s%s\"; for (int i = 0; i < 900; i++) { x = String.format(x, x, x); } g(x);", "f(); f();",
    ].map { "class A { void f() { " + $0 + " } }" } + [
      "class A { String b = c + c; String c = d + d; String d = b + b; void f() { g(b); } }",
      "class A { A a = new A(); A() { new A(); new A(); } void f() { new A(); g(a); } }",
    ]

  private static let growingKotlin = [
    "fun f() { var x = \"ab\"; while (true) { x = \"$x$x\" }; g(x) }",
    "fun f() { var x = listOf(1); for (i in listOf(1, 2, 3)) { x = x + x + x }; g(x) }",
    "fun f() { listOf(1, 2, 3).forEach { f() } }", "fun f() { f(); f() }",
    "fun f() { a.let { it.let { f() } } }", "fun A.f() { this.f(); f() }",
  ]

  private static let growingRust = [
    "fn f() { let mut x = \"ab\"; while true { x = format!(\"{x}{x}\"); } g(x); }",
    "fn f() { let mut x = vec![1]; for i in 0..10000 { x = vec![x, x]; } g(x); }",
    "fn f() { let mut x = vec![1]; loop { x.extend(x); } }",
    "fn f() { let mut x = a; loop { x = x.b; } g(x); }",
    "fn f() { let mut x = a(); for y in [1, 2, 3] { x = x.c(x); x = x.c(x); x = x.c(x); } g(x); }",
    "fn f() { f(); f(); }", "struct A; impl A { fn b(&self) { self.b(); Self::b(); } } fn f() { A.b(); }",
  ]

  private static let growingGo = [
    "func f() { x := \"ab\"; for true { x = x + x }; g(x) }",
    "func f() { x := []int{1}; for i := 0; i < 10000; i++ { x = append([]any{x}, x) }; g(x) }",
    "func f() { x := a; for { x = x.b }; g(x) }",
    "func f() { x := \"ab\"; for i := 0; i < 900; i++ { x = fmt.Sprintf(\"%s%s\", x, x) }; g(x) }",
    "func f() { f(); f() }", "type A struct{}\nfunc (a A) b() { a.b(); a.b() }\nfunc f() { A{}.b() }",
    "var a = b\nvar b = a\nfunc f() { for range 1000000 { g(a) } }",
  ]

  private static func head(_ language: ScriptLanguage) -> String { language == .php ? "<?php x = " : "x = " }

  private static func tail(_ language: ScriptLanguage) -> String {
    [.php, .csharp, .rust, .java].contains(language) ? ";\n" : "\n"
  }

  @Test(arguments: HostileScriptTests.languages)
  func `the same sign eight thousand times is read`(language: ScriptLanguage) {
    let signs = [
      "(", ")", "[", "{", "}", "'", "\"", "\"\"\"", "`", "`${", "${", "f'{", "f\"\"\"{'''", "\\", "/*", "/",
      "<", "a<",
      "@", "#", "if ", "class ", "x: ", ".", "?.", "=>", "(a) =>", "(a): ", "a ? (b) : ", "\n ", "\n", ";",
      "lambda ",
      "async ", "new ", "export ", "type ", "declare ", "abstract ", "export default ", "a = ", "{a:",
      "case ", "f(", "else ", "*", "=", "$", "$a[", "{$", "\"{$", "\"$a{$", "<<<A\n", "#[", "->", "::", "?>",
      "<?=",
      "fn() => ", "match (1) { 1 => ", "use A\\{", "static ", "(int)", "&", "?",
    ]
    for sign in signs {
      HostileScriptTests.read(Array(String(repeating: sign, count: 8_000).utf8), language)
      HostileScriptTests.read(
        Array((Self.head(language) + String(repeating: sign, count: 8_000)).utf8), language)
    }
  }

  @Test(arguments: HostileScriptTests.languages)
  func `values that grow without end stop at a limit`(language: ScriptLanguage) {
    let texts =
      language == .python
      ? [
        "def f():\n    x = 'ab'\n    for i in range(10000): x = x + x\n    g(x)\n",
        "def f():\n    x = [1]\n    for i in range(10000): x = x + x\n    g(x)\n",
        "def f():\n    x = [1]\n    for i in range(10000): x = [x, x]\n    g(x)\n",
        "def f():\n    x = {}\n    for i in range(10000): x = {**x, i: x}\n    g(x)\n",
        "def f():\n    x = a\n    for i in range(10000): x = x.b\n    g(x)\n",
        "def f():\n    x = a\n    for i in range(10000): x = x(x)\n    g(x)\n",
        "def f():\n    x = a()\n    for i in range(10000): x = f'{x}{x}'\n    g(x)\n",
        "def f():\n    x = lambda: 1\n    for i in range(10000):\n        y = x\n        x = lambda: y\n    g(x)\n",
        "def f(n=1):\n    f(n + 1)\n    f(n + 2)\n", "x = '%s' * 4000 % tuple('a' * 4000)\n",
        "def f():\n    x = 9\n    while True: x = x * x\n",
      ]
      : language == .elixir
        ? [
          "def f do\n  x = \"ab\"\n  for i <- 1..10000, do: x <> x\n  g(x)\nend",
          "def f, do: f() <> f()", "g = fn x -> x.(x) end\ng.(g)", "def f(n), do: [f(n), f(n + 1)]",
        ]
        : language == .php || language == .csharp || language == .rust
          ? (language == .php ? Self.growingPHP : language == .rust ? Self.growingRust : Self.growingCSharp)
          : language == .java || language == .kotlin
            ? (language == .java ? Self.growingJava : Self.growingKotlin)
            : language == .go
              ? Self.growingGo
              : language == .ruby
                ? [
                  "def f; x = 'ab'; 10000.times { x = x + x }; g(x); end",
                  "def f; x = [1]; (1..10000).each { x = x + x }; g(x); end",
                  "def f; x = [1]; while true do x = [x, x] end; g(x); end",
                  "def f; x = {}; (1..10000).each { |i| x = { **x, i => x } }; g(x); end",
                  "def f; x = a; while true do x = x.b end; g(x); end",
                  "def f; x = a(); 10000.times { x = \"#{x}#{x}\" }; g(x); end",
                  "def f; f; f; end", "def f; g = ->(x) { x.call(x) }; g.call(g); end",
                  "def f; x = 9; while true do x = x * x end; end", "x = 'a' * 100_000_000; y = x * 1000",
                ]
                : [
                  "function f() { let x = 'ab'; for (let i = 0; i < 10000; i++) { x = x + x } g(x) }",
                  "function f() { let x = [1]; for (let i = 0; i < 900; i++) { x = [...x, ...x] } g(x) }",
                  "function f() { let x = {}; for (let i = 0; i < 900; i++) { x = { x, y: x } } g(x) }",
                  "function f() { let x = a; for (;;) { x = x.b } }",
                  "function f() { f(); f() }", "function f() { [1,2,3].map(() => f()) }",
                  "function f() { const g = (x) => x(x); g(g) }",
                  "function f() { let x = a; for (let i = 0; i < 900; i++) { x = `${x}${x}` } g(x) }",
                ]
    for text in texts {
      let file = ScriptReader.read(Array(text.utf8), as: language)
      #expect(file.troubles.isEmpty)
      let run = ScriptRun(file)
      for function in file.functions { _ = run.calls(in: function) }
    }
  }

  @Test func `heredocs without an end take linear time`() {
    for text in ["a <<A\n", "a <<~A, <<B\n", "a <<'A'\n"] {
      let bytes = Array(String(repeating: text, count: 40_000).utf8)
      #expect(HostileScriptTests.read(bytes, .ruby, runs: false).troubles.count > 10_000)
    }
    let named = (0..<40_000).map { "a <<A\($0)\n" }.joined()
    #expect(HostileScriptTests.read(Array(named.utf8), .ruby, runs: false).troubles.count == 40_000)
  }

  @Test func `a text beyond the size limit is one trouble`() {
    let bytes = [UInt8](repeating: 0x20, count: ScriptLimits.size + 1)
    for language in HostileScriptTests.languages {
      let file = ScriptReader.read(bytes, as: language)
      #expect(file.troubles.map(\.kind) == [.tooLarge])
      #expect(file.statements.count == 1)
    }
  }
}
