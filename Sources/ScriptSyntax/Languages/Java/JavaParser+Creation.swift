/// `new` in all its forms.
extension JavaParser {
  private static let lists: Set<String> = [
    "ArrayList", "LinkedList", "HashSet", "LinkedHashSet", "TreeSet", "ArrayDeque", "Vector", "Stack",
    "CopyOnWriteArrayList",
  ]
  private static let maps: Set<String> = [
    "HashMap", "LinkedHashMap", "TreeMap", "ConcurrentHashMap", "EnumMap", "Hashtable",
  ]
  private static let texts: Set<String> = ["StringBuilder", "StringBuffer", "StringJoiner", "String"]

  mutating func construction() throws(ScriptTrouble) -> ScriptNode {
    let start = current.start
    try enter()
    defer { leave() }
    advance()
    modifiers()
    let type = try type(hasSuffixes: false)
    if at("[") { return try array(start) }
    let plain = Self.plain(type.text)
    let name = plain.split(separator: ".").last.map(String.init) ?? plain
    var arguments = at("(") ? try arguments() : []
    if at("{"), isSign(peek(), "{") { return try filled(name, start) }
    if at("{") {
      var body = ScriptClass(name: name, bases: [], body: [], range: type.range)
      try members(of: &body)
      body.range = range(from: start)
      let methods = body.body.compactMap { statement -> ScriptFunction? in
        if case .function(let function) = statement { function } else { nil }
      }
      // An object with one method is a function.
      if methods.count == 1, arguments.isEmpty, body.body.count == 1, var function = methods.first {
        function.kind = .lambda
        return .function(function)
      }
      arguments += methods.map { method in
        var function = method
        function.kind = .lambda
        return ScriptArgument(
          kind: .keyword, name: method.name, value: .function(function), range: method.range)
      }
    }
    let whole = range(from: start)
    if let known = Self.collection(name, arguments, whole) { return known }
    return .call(
      ScriptCall(
        callee: Self.dotted(plain, type.range), arguments: arguments, isConstruction: true, range: whole))
  }

  /// A list, map or text that is made empty or from another one; nil for others.
  private static func collection(_ name: String, _ arguments: [ScriptArgument], _ range: ScriptRange)
    -> ScriptNode?
  {
    guard arguments.count < 2 || name == "String" else { return nil }
    var first = arguments.first?.value
    // A capacity.
    if case .number? = first { first = nil }
    if lists.contains(name) { return first ?? .list(ScriptList(elements: [], range: range)) }
    if maps.contains(name) { return first ?? .map(ScriptMap(entries: [], range: range)) }
    guard texts.contains(name), name != "StringJoiner" else { return nil }
    return first ?? .text("", at: range)
  }

  /// `new HashMap<>() {{ put(a, b); }}`
  private mutating func filled(_ name: String, _ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    advance()
    let body = try block()
    try expect("}", "}")
    let whole = range(from: start)
    var entries: [ScriptMap.Entry] = []
    var elements: [ScriptNode] = []
    for statement in body {
      guard case .expression(.call(let call)) = statement else { return .unparsed(whole) }
      let values = call.positional
      switch (call.name, values.count) {
      case ("put", 2):
        entries.append(ScriptMap.Entry(key: values[0], value: values[1], range: call.range))
      case ("add", 1): elements.append(values[0])
      default: return .unparsed(whole)
      }
    }
    if Self.maps.contains(name), elements.isEmpty {
      return .map(ScriptMap(entries: entries, range: whole))
    }
    return Self.lists.contains(name) && entries.isEmpty
      ? .list(ScriptList(elements: elements, range: whole)) : .unparsed(whole)
  }

  /// `new A[] { b }`, `new A[0]`
  private mutating func array(_ start: Int32) throws(ScriptTrouble) -> ScriptNode {
    let isEmpty = peek().kind == .number && text(peek()) == "0" && isSign(peek(2), "]")
    while at("[") { try skipBrackets() }
    if at("{") { return try arrayInitializer() }
    let whole = range(from: start)
    return isEmpty ? .list(ScriptList(elements: [], range: whole)) : .unparsed(whole)
  }
}
