import Domain
import ScriptSyntax

/// Functions of Elixir's own modules.
extension EctoRunner {
  /// Nil for modules and functions that are not followed.
  mutating func library(_ module: String, _ name: String, _ values: [EctoValue], _ range: ScriptRange)
    -> EctoValue?
  {
    switch module {
    case "Enum", "Stream": return collection(name, values, range)
    case "String": return text(name, values, range)
    case "Map", "Keyword", "List", "Access": return entries(name, values, range)
    case "Regex" where name == "replace" && values.first?.isWhiteSpacePattern == true && values.count > 1:
      return values[1]
    case "Atom", "Integer", "Kernel": return kernel(name, values, range)
    case "Mix": return name == "env" ? .atom("prod") : .unknown
    case "Path", "File": return path(name, values, range)
    case "Application" where name == "app_dir":
      return values.count > 1 ? values[1] : .text(ScriptText("", at: range.start))
    case "Application" where name.hasSuffix("_env") || name.hasSuffix("_env!"): return configured(values)
    case "Task", "Process", "Logger", "IO": return .unknown
    case "Ecto.UUID", "UUID", "DateTime", "NaiveDateTime", "Date": return derived(values)
    default: return nil
    }
  }

  /// A value of the configuration; not known if it is not written for all environments.
  private func configured(_ values: [EctoValue]) -> EctoValue {
    guard values.count >= 2, let application = values[0].string else { return .unknown }
    let path = (values[1].elements ?? [values[1]]).map { value in
      if case .module(let name) = value { name } else { value.string ?? "" }
    }
    if let written = settings.value(of: application, path) { return written }
    // Texts are names, of which the default is the usual one; anything else may decide what is run.
    if values.count > 2, case .text = values[2] { return values[2] }
    return .unknown
  }

  /// Functions that are called without a module.
  func kernel(_ name: String, _ values: [EctoValue], _ range: ScriptRange) -> EctoValue? {
    let first = values.first ?? .unknown
    switch name {
    case "to_string": return written(first, at: range.start)
    case "to_charlist", "inspect", "to_existing_atom", "to_atom", "then", "tap", "dbg": return first
    case "is_nil":
      if case .null = first { return .boolean(true) }
      return first.truth == nil ? derived(values) : .boolean(false)
    case "is_binary", "is_bitstring": return kind(first) { if case .text = $0 { true } else { false } }
    case "is_atom":
      return kind(first) {
        switch $0 {
        case .atom, .module, .null, .boolean: true
        default: false
        }
      }
    case "is_list":
      return kind(first) {
        switch $0 {
        case .list, .rows: true
        default: false
        }
      }
    case "is_map":
      return kind(first) {
        switch $0 {
        case .map, .row: true
        default: false
        }
      }
    case "is_struct":
      if case .row = first { return .boolean(true) }
      return derived(values)
    case "is_tuple": return kind(first) { if case .tuple = $0 { true } else { false } }
    case "is_boolean": return kind(first) { if case .boolean = $0 { true } else { false } }
    case "is_integer", "is_number": return kind(first) { if case .number = $0 { true } else { false } }
    case "is_function": return kind(first) { if case .code = $0 { true } else { false } }
    case "length": return first.elements.map { .number(String($0.count)) } ?? derived(values)
    case "hd": return first.elements?.first ?? derived(values)
    case "elem":
      guard let index = values.last?.string.flatMap({ Int($0) }), let parts = first.elements,
        parts.indices.contains(index)
      else { return derived(values) }
      return parts[index]
    case "tl": return first.elements.map { .list(Array($0.dropFirst())) } ?? derived(values)
    case "//": return first
    case "max", "min", "abs", "div", "rem", "round", "trunc", "byte_size", "map_size", "node", "self", "send",
      "get_in", "put_in", "struct", "apply", "sigil_s", "binding", "exit", "function_exported?", "make_ref",
      "unquote", "require", "use", "import", "alias", "spawn", "is_float", "++", "--", "..",
      "::",
      "|", "<<>>", "binary_part", "ceil", "floor", "not", "match?", "quote", "__MODULE__", "super", "_":
      return derived(values)
    default: return nil
    }
  }

  private func kind(_ value: EctoValue, _ holds: (EctoValue) -> Bool) -> EctoValue {
    switch value {
    case .unknown, .derived, .field, .partial: .unknown
    case .catalogue: .catalogue
    default: .boolean(holds(value))
    }
  }

  private mutating func collection(_ name: String, _ values: [EctoValue], _ range: ScriptRange) -> EctoValue {
    guard let source = values.first else { return .unknown }
    var body: EctoClosure?
    if case .code(let closure)? = values.last { body = closure }
    switch name {
    case "each", "map", "flat_map", "each_with_index", "filter", "reject", "map_join", "reduce_while_each":
      guard let body else { return derived(values) }
      return gone(name, source, values, body, range)
    case "reduce":
      guard let body, values.count == 3 else { return .unknown }
      var result = values[1]
      each(source, range) { runner, element in result = runner.run(body, [element, result], range) }
      return source.elements == nil ? .unknown : result
    case "with_index":
      guard let elements = source.elements else { return derived(values) }
      return made(.list(elements.enumerated().map { .tuple([$1, .number(String($0))]) }))
    case "join":
      guard let elements = source.elements else { return derived(values) }
      return join(elements, values.count > 1 ? values[1] : nil, range)
    case "to_list", "sort", "into", "sort_by", "uniq", "dedup", "shuffle", "run": return source
    case "reverse": return source.elements.map { .list($0.reversed()) } ?? derived(values)
    case "concat":
      guard let lists = values.count == 1 ? source.elements : values else { return .unknown }
      var all: [EctoValue] = []
      for list in lists {
        guard let elements = list.elements else { return .unknown }
        all += elements
      }
      return made(.list(all))
    case "zip":
      guard values.count == 2, let one = source.elements, let other = values[1].elements else {
        return derived(values)
      }
      return made(.list(zip(one, other).map { .tuple([$0, $1]) }))
    case "count": return source.elements.map { .number(String($0.count)) } ?? derived(values)
    case "empty?": return source.elements.map { .boolean($0.isEmpty) } ?? derived(values)
    case "any?":
      return values.count == 1
        ? source.elements.map { .boolean(!$0.isEmpty) } ?? derived(values) : derived([source])
    case "member?":
      guard let elements = source.elements, values.count == 2 else { return derived(values) }
      return .boolean(elements.contains { $0.equals(values[1]) == true })
    case "at", "fetch!":
      guard let elements = source.elements, let index = values.dropFirst().first?.string.flatMap({ Int($0) }),
        elements.indices.contains(index)
      else { return derived(values) }
      return elements[index]
    case "chunk_every", "group_by", "unzip": return source.elements == nil ? source : .unknown
    default:
      if let body {
        each(source, range) { runner, element in
          _ = runner.conditionally {
            $0.run(body, Array(repeating: element, count: min(3, body.function.parameters.count)), range)
          }
        }
      }
      return derived([source])
    }
  }

  private mutating func gone(
    _ name: String, _ source: EctoValue, _ values: [EctoValue], _ body: EctoClosure, _ range: ScriptRange
  ) -> EctoValue {
    var results: [EctoValue] = []
    var isKnown = source.elements != nil
    if case .map = source { isKnown = true }
    each(source, range) { runner, element in
      let result = runner.run(body, [element], range)
      switch name {
      case "flat_map": results += result.elements ?? [result]
      case "filter", "reject":
        guard let holds = result.truth else {
          isKnown = false
          return
        }
        if holds == (name == "filter") { results.append(element) }
      default: results.append(result)
      }
    }
    if name == "each" { return .atom("ok") }
    guard isKnown else { return name == "filter" || name == "reject" ? source : derived(results + [source]) }
    if name == "map_join" { return join(results, values.count == 3 ? values[1] : nil, range) }
    return made(.list(results))
  }

  private mutating func join(_ elements: [EctoValue], _ mark: EctoValue?, _ range: ScriptRange) -> EctoValue {
    var pieces: [EctoValue] = []
    for (index, element) in elements.enumerated() {
      if index > 0, let mark { pieces.append(mark) }
      pieces.append(written(element, at: range.start))
    }
    return joined(pieces)
  }

  private mutating func entries(_ name: String, _ values: [EctoValue], _ range: ScriptRange) -> EctoValue? {
    guard let first = values.first else { return .unknown }
    switch name {
    case "get", "fetch!", "fetch", "get_lazy", "pop":
      guard values.count >= 2 else { return derived(values) }
      let found = access(first, values[1])
      if case .null = found, values.count > 2 { return values[2] }
      return name == "fetch" ? .tuple([.atom("ok"), found]) : found
    case "put", "put_new", "merge", "delete", "take", "drop", "replace":
      return changed(name, values)
    case "keys", "values":
      guard case .map(let entries) = first else { return derived(values) }
      return made(.list(entries.map { name == "keys" ? $0.key : $0.value }))
    case "new", "to_list", "from_struct", "flatten", "wrap": return first
    case "first": return first.elements?.first ?? derived(values)
    case "last": return first.elements?.last ?? derived(values)
    case "keyword?": return .unknown
    default: return derived(values)
    }
  }

  private mutating func changed(_ name: String, _ values: [EctoValue]) -> EctoValue {
    guard values.count >= 2 else { return .unknown }
    switch (values[0], values[1]) {
    case (.map(let entries), .map(let others)) where name == "merge":
      let kept = entries.filter { entry in !others.contains { $0.key.equals(entry.key) == true } }
      return made(.map(kept + others))
    case (.list(let entries), .list(let others)) where name == "merge":
      let names = Set(EctoOptions(values[1]).entries.map(\.name))
      return made(.list(entries.filter { !names.contains($0.elements?.first?.string ?? "") } + others))
    case (.map(let entries), let key) where name == "put" && values.count == 3:
      let kept = entries.filter { $0.key.equals(key) != true }
      return made(.map(kept + [EctoEntry(key: key, value: values[2])]))
    case (.list(let entries), let key) where name.hasPrefix("put") && values.count == 3:
      let wanted = key.string
      let isThere = entries.contains { $0.elements?.first?.string == wanted }
      if name == "put_new", isThere { return values[0] }
      return made(
        .list(entries.filter { $0.elements?.first?.string != wanted } + [.tuple([key, values[2]])]))
    default: return derived(values)
    }
  }
}
