/// Functions of PHP on texts and single values, and those of Laravel's `Str`.
enum PHPTexts {
  static func function(
    _ reference: FoldedReference, _ call: MethodCall, _ semantics: PHPSemantics, _ evaluator: inout Evaluator
  ) -> FoldedValue? {
    let first = call.first
    switch name(of: reference) {
    case "isset":
      guard let first else { return nil }
      if first.isNull { return call.value(.boolean(false)) }
      return first.isPlain ? call.value(.boolean(true)) : nil
    case "empty", "blank": return first.flatMap { evaluator.truth(of: $0) }.map { call.value(.boolean(!$0)) }
    case "filled", "boolval":
      return first.flatMap { evaluator.truth(of: $0) }.map { call.value(.boolean($0)) }
    case "is_a", "class_exists": return connectionTest(name(of: reference), call, evaluator)
    case "is_null": return first.flatMap { $0.isPlain ? call.value(.boolean($0.isNull)) : nil }
    case "is_array": return first.flatMap { $0.isPlain ? call.value(.boolean(PHPArrays.isArray($0))) : nil }
    case "is_string": return first.flatMap { $0.isPlain ? call.value(.boolean($0.text != nil)) : nil }
    case "strval", "value", "intval", "floatval", "e", "str", "Str.of":
      return first.flatMap { $0.isPlain ? $0 : nil }
    case "tap", "rescue", "retry", "call_user_func", "with": return run(call, reference.name, &evaluator)
    case "sprintf": return format(call, &evaluator)
    case "implode", "join": return implode(call, &evaluator)
    case "str_replace": return replace(call, &evaluator)
    case "compact": return compact(call, evaluator)
    default: return textFunction(name(of: reference), call, &evaluator)
    }
  }

  /// The function without its namespace; static methods of `Str` and `Arr` with their class.
  static func name(of reference: FoldedReference) -> String {
    let parts = reference.resolved.split(separator: ".")
    guard let last = parts.last else { return "" }
    if let before = parts.dropLast().last, ["Str", "Arr", "Collection", "Stringable"].contains(before) {
      return before + "." + last
    }
    return parts.count == 1 ? String(last) : ""
  }

  private static func textFunction(_ name: String, _ call: MethodCall, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    if let known = dialectTest(name, call, evaluator) { return known }
    guard let first = call.first, let text = first.located,
      evaluator.spend(text.count / 32 + 1, at: call.range)
    else { return nil }
    let second = call.positional.dropFirst().first
    switch name {
    case "strtolower", "mb_strtolower", "Str.lower":
      return call.string(text.replacing(with: text.string.lowercased()))
    case "strtoupper", "mb_strtoupper", "Str.upper":
      return call.string(text.replacing(with: text.string.uppercased()))
    case "ucfirst", "Str.ucfirst":
      return call.string(text.replacing(with: text.string.prefix(1).uppercased() + text.string.dropFirst()))
    case "lcfirst":
      return call.string(text.replacing(with: text.string.prefix(1).lowercased() + text.string.dropFirst()))
    case "Str.snake", "Str.kebab":
      let separator = name == "Str.kebab" ? "-" : second?.text ?? "_"
      return call.string(ScriptText(snake(text.string, separator), at: call.range.start))
    case "trim" where second == nil: return call.string(text.trimmed())
    case "ltrim" where second == nil: return call.string(text.trimmed(end: false))
    case "rtrim" where second == nil: return call.string(text.trimmed(start: false))
    case "strlen", "mb_strlen": return call.value(.number(String(text.count)))
    case "str_contains", "Str.contains", "str_starts_with", "Str.startsWith", "str_ends_with", "Str.endsWith":
      return second?.text.map { call.value(.boolean(test(name, text.string, $0))) }
    case "str_repeat":
      guard let count = second?.integer, count >= 0, count <= 4096 else { return nil }
      return evaluator.product(first, call.value(.number(String(count))), at: call.range)
    case "explode": return nil
    case "preg_replace", "substr", "ucwords", "nl2br", "addslashes": return nil
    default: return nil
    }
  }

  /// `is_a($platform, PostgreSQLPlatform::class, true)`; `class_exists(PostgreSQLPlatform::class)`, which the library
  /// brings along.
  private static func connectionTest(_ name: String, _ call: MethodCall, _ evaluator: Evaluator)
    -> FoldedValue?
  {
    let given = name == "is_a" ? call.positional.dropFirst().first : call.first
    guard let dialect = evaluator.dialect,
      let type = given?.text?.split(whereSeparator: { $0 == "." || $0 == "\\" }).last,
      let wanted = DialectCondition.connection(String(type))
    else { return nil }
    return call.value(.boolean(name == "class_exists" || wanted == dialect))
  }

  /// Tests of the database's name.
  private static func dialectTest(_ name: String, _ call: MethodCall, _ evaluator: Evaluator) -> FoldedValue?
  {
    guard ["str_contains", "str_starts_with", "Str.contains", "Str.startsWith"].contains(name),
      let dialect = evaluator.dialect, let first = call.first, DialectCondition.isDialectName(first),
      let text = call.positional.dropFirst().first?.text
    else { return nil }
    return call.value(.boolean(DialectCondition.normal(text) == dialect || test(name, dialect, text)))
  }

  private static func test(_ name: String, _ text: String, _ part: String) -> Bool {
    switch name {
    case "str_contains", "Str.contains": part.isEmpty || !ScriptText(text).offsets(of: part).isEmpty
    case "str_starts_with", "Str.startsWith": text.utf8.starts(with: part.utf8)
    default: text.utf8.reversed().starts(with: part.utf8.reversed())
    }
  }

  /// `orderItem` as `order_item`, as Laravel writes it.
  static func snake(_ text: String, _ separator: String) -> String {
    var result = ""
    var isFirst = true
    for character in text where character != " " {
      if character.isUppercase, !isFirst { result += separator }
      result += character.lowercased()
      isFirst = false
    }
    return result
  }

  private static func run(_ call: MethodCall, _ name: String, _ evaluator: inout Evaluator) -> FoldedValue? {
    guard let closure = PHPSemantics.closure(call.positional) else {
      return name == "with" ? call.first : nil
    }
    let given: [FoldedValue] =
      switch name {
      case "tap", "with": Array(call.positional.prefix(1))
      case "call_user_func": Array(call.positional.dropFirst())
      default: []
      }
    let result = evaluator.run(closure, given.map { FoldedArgument($0) }, isMethod: false, at: call.range)
    return name == "tap" ? call.first : result ?? call.value(.null)
  }

  private static func format(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    guard let format = call.first?.located, evaluator.spend(format.count / 32 + 1, at: call.range) else {
      return nil
    }
    let values = FoldedValue(.tuple(Array(call.positional.dropFirst())), at: call.range)
    return TextFormatting.percent(format, values, at: call.range, &evaluator)
  }

  private static func implode(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    let lists = call.positional.compactMap { PHPArrays.values($0) }
    guard let values = lists.first, lists.count == 1 else { return nil }
    let separator =
      call.positional.first { $0.located != nil }?.located ?? ScriptText("", at: call.range.start)
    return TextMethods.join(values, by: separator, call, &evaluator)
  }

  private static func replace(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    let values = call.positional
    guard values.count == 3, var text = values[2].located else { return nil }
    let old = PHPArrays.values(values[0]) ?? [values[0]]
    let new = PHPArrays.values(values[1])
    for (index, part) in old.enumerated() {
      let other =
        new.map { $0.indices.contains(index) ? $0[index] : call.value(.string(ScriptText(""))) } ?? values[1]
      guard let wanted = part.text, !wanted.isEmpty, let with = other.located,
        evaluator.spend(text.count / 32 + 1, at: call.range), let changed = text.replacing(wanted, with: with)
      else { return nil }
      text = changed
    }
    return call.value(.string(text))
  }

  private static func compact(_ call: MethodCall, _ evaluator: Evaluator) -> FoldedValue? {
    var entries: [FoldedEntry] = []
    for value in call.positional {
      guard let name = value.text, let found = evaluator.lookUp("$" + name) else { return nil }
      entries.append(FoldedEntry(key: value, value: found))
    }
    return call.value(.map(entries))
  }
}
