import Domain
import ScriptSyntax

/// Follows what a function of a Go program does with the transaction that goose gives it: SQL that is executed, in
/// order, with what the package's other functions do. What is more than that is a blind spot.
struct GoProgram {
  let files: [GoFile]
  var output: ProgramOutput
  /// What names are bound to.
  var names: [String: FoldedValue] = [:]
  /// Names of the database, and of statements that are prepared.
  private var databases: Set<String> = []
  private var prepared: Set<String> = []
  private var file = 0
  private var depth = 0
  var nesting = 0
  static let nestingLimit = 60
  var stepsLeft = 200_000

  /// The first of the files is the migration's.
  init(files: [GoFile], output: ProgramOutput) {
    self.files = files
    self.output = output
  }

  var source: GoFile { files[file] }
  var tokens: [GoToken] { files[file].tokens }

  /// The functions that `init` registers, forward and back; nil if it registers none.
  static func directions(_ file: GoFile) -> (forward: GoFunction?, reverse: GoFunction?)? {
    for at in file.tokens.indices where file.tokens[at].kind == .word {
      guard at + 1 < file.tokens.count, file.tokens[at + 1].isSign("("), at > 1,
        file.tokens[at - 1].isSign("."), file.tokens[at - 2].isWord("goose")
      else { continue }
      let name = file.tokens[at].text
      guard name.hasPrefix("AddMigration") || name.hasPrefix("AddNamedMigration") else { continue }
      var arguments = file.parts(of: (at + 2)..<file.closing(at + 1), by: ",")
      if name.hasPrefix("AddNamed") { arguments.removeFirst(min(1, arguments.count)) }
      let found = arguments.map { function($0, file) }
      guard let first = found.first else { continue }
      // A function of another file or package is not known.
      if first == nil, arguments.first.map({ !file.tokens[$0.lowerBound].isWord("nil") }) ?? false {
        return nil
      }
      return (first, found.count > 1 ? found[1] : nil)
    }
    return nil
  }

  private static func function(_ range: Range<Int>, _ file: GoFile) -> GoFunction? {
    let first = file.tokens[range.lowerBound]
    if first.isWord("func") { return file.function(parametersAt: range.lowerBound + 1) }
    return range.count == 1 ? file.functions[first.text] : nil
  }

  /// Runs a function with values for its parameters.
  mutating func run(_ function: GoFunction, _ values: [FoldedValue] = []) {
    guard depth < 8, function.file < files.count else {
      return output.report(
        "work-limit", "functions are nested deeper than is read", at: ScriptRange(0, 0), .mayChangeSchema)
    }
    depth += 1
    let outer = (names, databases, prepared, file)
    (names, databases, prepared, file) = ([:], function.databases, [], function.file)
    for (index, parameter) in function.parameters.enumerated() where index < values.count {
      names[parameter.name] = values[index]
    }
    let standing = output.standing
    walk(function.body)
    output.standing = standing
    (names, databases, prepared, file) = outer
    depth -= 1
  }

  mutating func walk(_ range: Range<Int>) {
    guard nesting < Self.nestingLimit else {
      return output.report(
        "work-limit", "blocks are nested deeper than is read", at: ScriptRange(0, 0), .mayChangeSchema)
    }
    nesting += 1
    defer { nesting -= 1 }
    var at = range.lowerBound
    while at < range.upperBound, stepsLeft > 0 {
      stepsLeft -= 1
      let token = tokens[at]
      if token.isSign(";") {
        at += 1
      } else if token.isSign("{") {
        let close = source.closing(at)
        walk((at + 1)..<min(close, range.upperBound))
        at = close + 1
      } else if token.isWord("if") {
        at = walkBranch(at, range.upperBound)
      } else if token.isWord("for") {
        at = walkLoop(at, range.upperBound)
      } else if token.isWord("switch") || token.isWord("select") {
        at = walkChoice(at, range.upperBound)
      } else {
        let end = source.first(";", in: at..<range.upperBound) ?? range.upperBound
        walkSimple(at..<end)
        if token.isWord("return") { return }
        at = end + 1
      }
    }
    if stepsLeft == 0 {
      output.report(
        "work-limit", "the program does more than is read", at: ScriptRange(0, 0), .mayChangeSchema)
    }
  }

  /// A statement without blocks of its own: its calls are made, and names are bound.
  mutating func walkSimple(_ range: Range<Int>) {
    scan(range)
    guard let sign = source.first("=", in: range), sign > range.lowerBound, sign + 1 < range.upperBound,
      !tokens[sign + 1].isSign("=")
    else { return }
    let targets = (range.lowerBound..<sign).filter {
      tokens[$0].kind == .word && !["var", "const"].contains(tokens[$0].text)
    }.map { tokens[$0].text }
    let right = (sign + 1)..<range.upperBound
    guard let first = targets.first else { return }
    if tokens[sign - 1].isSign("+") {
      let old = names[first] ?? FoldedValue(.opaque("a value that is not known"), at: tokens[sign].range)
      names[first] = joined([old, value(right)], tokens[sign].range)
      return
    }
    if right.contains(where: { tokens[$0].isWord("Prepare") || tokens[$0].isWord("PrepareContext") }) {
      prepared.insert(first)
    }
    for name in targets.dropFirst() { names[name] = nil }
    names[first] = value(right)
  }

  private static let executing: Set<String> = ["Exec", "ExecContext", "MustExec", "MustExecContext"]
  private static let asking: Set<String> = [
    "Query", "QueryContext", "QueryRow", "QueryRowContext", "Prepare", "PrepareContext",
  ]
  private static let inert: Set<String> = [
    "Rollback", "Commit", "Close", "Ping", "PingContext", "Driver", "Stats", "Begin", "BeginTx", "Conn",
  ]

  /// Makes the calls of an expression in their order.
  mutating func scan(_ range: Range<Int>) {
    var at = range.lowerBound
    while at < range.upperBound, stepsLeft > 0 {
      stepsLeft -= 1
      let token = tokens[at]
      if token.isWord("func"), let function = source.function(parametersAt: at + 1) {
        let outer = databases
        databases.formUnion(function.databases)
        conditionally(function.body)
        databases = outer
        at = function.body.upperBound + 1
        continue
      }
      if token.kind == .word {
        if at + 1 < tokens.count, tokens[at + 1].isSign("(") { call(at) }
        if databases.contains(token.text) { checkUse(at) }
      }
      at += 1
    }
  }

  /// The database is used in one of the ways that are read.
  mutating func checkUse(_ at: Int) {
    let before = at > 0 ? tokens[at - 1].text : ""
    let after = at + 1 < tokens.count ? tokens[at + 1].text : ""
    if before == "." { return }
    if after == "." {
      let name = at + 2 < tokens.count ? tokens[at + 2].text : ""
      if Self.executing.contains(name) || Self.asking.contains(name) || Self.inert.contains(name) { return }
    } else if before == "(" || before == ",", after == ")" || after == "," {
      return
    }
    output.report(
      "program-code", "what is done with \"\(tokens[at].text)\" is not known", at: tokens[at].range,
      .mayChangeSchema)
  }

  mutating func call(_ at: Int) {
    let name = tokens[at].text
    let close = source.closing(at + 1)
    let arguments = source.parts(of: (at + 2)..<max(at + 2, close), by: ",")
    let isMember = at > 0 && tokens[at - 1].isSign(".")
    let place = ScriptRange(
      Int32(truncatingIfNeeded: tokens[at].start),
      Int32(truncatingIfNeeded: close < tokens.count ? tokens[close].end : tokens[at].end))
    if isMember, Self.executing.contains(name) || Self.asking.contains(name) {
      let owner = at > 1 ? tokens[at - 2].text : ""
      if prepared.contains(owner) { return }
      let index = name.hasSuffix("Context") ? 1 : 0
      guard index < arguments.count else { return }
      let sql = value(arguments[index])
      let outer = output.standing
      if name.hasPrefix("Prepare") { output.standing.isConditional = true }
      if !Self.asking.contains(name) || name.hasPrefix("Prepare") || sql.text != nil {
        // What follows the text are the values of its `?` and `$1`.
        let values = arguments.dropFirst(index + 1).map { value($0) }
        let bindings = values.isEmpty ? nil : FoldedValue(.list(values), at: place)
        output.run(sql, bindings: bindings, at: place)
      }
      output.standing = outer
      return
    }
    let isGiven = arguments.contains { $0.count == 1 && databases.contains(tokens[$0.lowerBound].text) }
    guard isGiven else { return }
    if !isMember, let function = files.lazy.compactMap({ $0.functions[name] }).first {
      let index = files.firstIndex { $0.functions[name] != nil } ?? 0
      let outer = output.site
      if index != 0 || file != 0 { output.site = outer ?? place }
      var called = function
      called.file = index
      run(called, arguments.map { value($0) })
      output.site = outer
      return
    }
    output.report(
      "unknown-helper", "\"\(name)\" gets the database, and what it does is not known", at: place,
      .mayChangeSchema)
  }
}
