extension JavaScriptParser {
  mutating func importStatement(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    if at(.string) {
      let module = moduleName()
      try endStatement()
      return .imports(ScriptImport(module: module, names: [], range: range(from: start)))
    }
    if at(word: "type"),
      isName(peek()) && !isWord(peek(), "from") || isSign(peek(), "{") || isSign(peek(), "*")
    {
      advance()
    }
    var names: [ScriptImport.Name] = []
    if isName(current) {
      let alias = current
      advance()
      // `import a = require("b")` of TypeScript.
      if accept("=") { return try importAssignment(alias, start) }
      names.append(ScriptImport.Name(name: "default", alias: text(alias), range: alias.range))
      _ = accept(",")
    }
    if accept("*") {
      try expect(word: "as", "as")
      names.append(ScriptImport.Name(name: "*", alias: text(current), range: current.range))
      advance()
    } else if at("{") {
      names += try specifiers()
    }
    try expect(word: "from", "from")
    guard at(.string) else { throw unexpected("the name of a module") }
    let module = moduleName()
    if at(word: "with") || at(word: "assert"), isSign(peek(), "{") {
      advance()
      _ = try primary()
    }
    try endStatement()
    return .imports(ScriptImport(module: module, names: names, range: range(from: start)))
  }

  private mutating func importAssignment(_ alias: ScriptToken, _ start: Int32) throws(ScriptTrouble)
    -> ScriptStatement
  {
    let value = try assignmentValue()
    try endStatement()
    let target = ScriptNode.name(ScriptName(text: text(alias), range: alias.range))
    return .assignment(
      ScriptAssignment(
        targets: [target], operation: nil, annotation: nil, value: value, isDeclaration: true,
        range: range(from: start)))
  }

  private mutating func moduleName() -> String {
    let token = current
    advance()
    return JavaScriptEscape.content(source, ScriptRange(token.start + 1, max(token.start + 1, token.end - 1)))
      .string
  }

  /// `{ a, b as c, type d, "e" as f }`.
  private mutating func specifiers() throws(ScriptTrouble) -> [ScriptImport.Name] {
    try expect("{", "{")
    var names: [ScriptImport.Name] = []
    while !at("}") {
      if at(word: "type"), peek().kind == .word, !isWord(peek(), "as") { advance() }
      guard at(.word) || at(.string) else { throw unexpected("a name") }
      let token = current
      let isQuoted = at(.string)
      let name = isQuoted ? moduleName() : text(token)
      if !isQuoted { advance() }
      var alias = name
      if accept(word: "as") {
        alias = text(current)
        advance()
      }
      names.append(ScriptImport.Name(name: name, alias: alias, range: token.range))
      if !accept(",") { break }
    }
    try expect("}", "}")
    return names
  }

  mutating func exportStatement(_ start: Int32) throws(ScriptTrouble) -> ScriptStatement {
    advance()
    var export = ScriptExport(names: [], module: nil, statement: nil, range: ScriptRange(start, start))
    if accept(word: "default") || accept("=") {
      export.isDefault = true
      export.statement = try defaultExport()
    } else if at("*") || at("{") || at(word: "type") && isSign(peek(), "{") {
      try exportedNames(&export)
    } else {
      var found: [ScriptStatement] = []
      try enter()
      try enter()
      try statement(into: &found)
      leave()
      leave()
      export.statement = found.first
    }
    export.range = range(from: start)
    return .export(export)
  }

  private mutating func defaultExport() throws(ScriptTrouble) -> ScriptStatement {
    let start = current.start
    if at("@") { return try decorated() }
    if at(word: "class") || at(word: "abstract") && isWord(peek(), "class") {
      _ = accept(word: "abstract")
      return .classDefinition(try classDefinition(start, decorators: []))
    }
    if at(word: "function") { return .function(try function(start, isAsync: false)) }
    if at(word: "async"), isWord(peek(), "function") {
      advance()
      return .function(try function(start, isAsync: true))
    }
    if spells(current, "interface"), hasTypes, let found = try typeStatement(start) { return found }
    let value = try assignmentValue()
    try endStatement()
    return .expression(value)
  }

  private mutating func exportedNames(_ export: inout ScriptExport) throws(ScriptTrouble) {
    _ = accept(word: "type")
    if accept("*") {
      var alias = "*"
      if accept(word: "as") {
        alias = text(current)
        advance()
      }
      export.names = [ScriptExport.Name(name: "*", alias: alias)]
    } else {
      export.names = try specifiers().map { ScriptExport.Name(name: $0.name, alias: $0.alias) }
    }
    if accept(word: "from") {
      guard at(.string) else { throw unexpected("the name of a module") }
      export.module = moduleName()
    }
    try endStatement()
  }
}
