/// Filters (`value | name`) and tests (`value is name`) of Jinja and dbt.
///
/// https://jinja.palletsprojects.com/en/stable/templates/#builtin-filters
extension JinjaEvaluator {
  /// The value after a filter; an unknown filter makes an unknown value.
  func filter(_ name: String, _ value: JinjaValue, _ call: JinjaCall) -> JinjaValue {
    switch name {
    case "default", "d":
      let fallsBack =
        value.isUndefined || (call.argument(1, "boolean")?.truth == true && value.truth == false)
      return fallsBack ? call.argument(0, "default_value") ?? .string("") : value
    case "safe", "e", "escape", "as_text", "as_native", "string", "forceescape":
      return name == "string" ? .string(display(value)) : value
    case "as_bool", "as_number": return value
    case "list", "unique", "sort", "reverse", "first", "last", "join", "map", "select", "reject",
      "selectattr", "rejectattr", "length", "count", "sum", "min", "max", "batch", "items", "dictsort",
      "random", "groupby":
      return value.isOpaque ? value : sequenceFilter(name, value, call)
    case "int", "float", "abs", "round": return value.isOpaque ? value : numberFilter(name, value, call)
    case "attr":
      return call.text(0, "name").map { apply(.attribute($0), to: value) } ?? .opaque(JinjaOpaque())
    default:
      if value.isOpaque { return value }
      return textFilter(name, value, call) ?? host.call(name, prepend(value, call), self)
        ?? Self.opaque(from: [value] + call.all)
    }
  }

  private func prepend(_ value: JinjaValue, _ call: JinjaCall) -> JinjaCall {
    var call = call
    call.positional.insert(value, at: 0)
    return call
  }

  private func textFilter(_ name: String, _ value: JinjaValue, _ call: JinjaCall) -> JinjaValue? {
    switch name {
    case "upper", "lower", "title", "capitalize", "replace":
      return method(name, of: .string(display(value)), call)
    case "trim": return .string(TextCutting.trimmed(display(value), of: call.text(0, "chars")))
    case "striptags", "urlencode", "wordwrap", "truncate", "center": return .string(display(value))
    case "format": return value.text.map { format($0, call.positional) }
    case "indent":
      let width = call.argument(0, "width")?.number ?? 4
      guard (0...200).contains(width) else { return value }
      return .string(
        TextCutting.split(display(value), by: "\n").joined(
          separator: "\n" + String(repeating: " ", count: width)))
    case "wordcount": return .int(display(value).split(whereSeparator: \.isWhitespace).count)
    case "tojson": return .string(display(value))
    default: return nil
    }
  }

  private func numberFilter(_ name: String, _ value: JinjaValue, _ call: JinjaCall) -> JinjaValue {
    switch name {
    case "int":
      if let number = value.number { return .int(number) }
      if let number = value.double {
        return Int(exactly: number.rounded(.towardZero)).map { .int($0) } ?? .none
      }
      guard let text = value.text else { return .int(0) }
      return .int(Int(TextCutting.trimmed(text)) ?? call.argument(0, "default")?.number ?? 0)
    case "float": return .float(value.double ?? value.text.flatMap { Double($0) } ?? 0)
    case "abs":
      if let number = value.number { return number == .min ? .none : .int(abs(number)) }
      return value.double.map { .float(abs($0)) } ?? value
    default:
      guard let number = value.double else { return value }
      return (call.argument(0, "precision")?.number ?? 0) == 0 ? .float(number.rounded()) : value
    }
  }

  private func sequenceFilter(_ name: String, _ value: JinjaValue, _ call: JinjaCall) -> JinjaValue {
    if name == "length" || name == "count" {
      if case .string(let text) = value { return .int(text.unicodeScalars.count) }
      if case .dict(let dict) = value { return .int(dict.count) }
      return .int(value.items?.count ?? 0)
    }
    if case .dict(let dict) = value, name == "items" || name == "dictsort" {
      let pairs = name == "items" ? dict.pairs : dict.pairs.sorted { $0.key < $1.key }
      return .list(of: pairs.map { .list(of: [.string($0.key), $0.value]) })
    }
    let items = iterated(value)
    guard spend(items.count) else { return .none }
    switch name {
    case "list", "groupby", "batch": return .list(of: items)
    case "reverse":
      if case .string = value { return .string(String(display(value).reversed())) }
      return .list(of: items.reversed())
    case "first": return items.first ?? .undefined("")
    case "last": return items.last ?? .undefined("")
    case "join":
      let texts = items.map { item in
        display(call.text(1, "attribute").map { apply(.attribute($0), to: item) } ?? item)
      }
      let text = texts.joined(separator: call.argument(0, "d").map { display($0) } ?? "")
      return spend(bytes: text.utf8.count) ? .string(text) : .none
    case "map": return .list(of: mapped(items, call))
    case "select", "reject":
      return .list(of: items.filter { keeps($0, call, from: 0) != (name == "reject") })
    case "selectattr", "rejectattr":
      let attribute = call.text(0, "attribute") ?? ""
      return .list(
        of: items.filter {
          keeps(apply(.attribute(attribute), to: $0), call, from: 1) != (name == "rejectattr")
        })
    case "unique": return .list(of: distinct(items))
    case "sort": return .list(of: sorted(items, isDescending: call.argument(0, "reverse")?.truth == true))
    case "sum":
      return items.reduce(call.argument(1, "start") ?? .int(0)) { calculate($0, .plus, $1) }
    case "min": return sorted(items, isDescending: false).first ?? .undefined("")
    case "max": return sorted(items, isDescending: true).first ?? .undefined("")
    default: return .opaque(JinjaOpaque())
    }
  }

  private func mapped(_ items: [JinjaValue], _ call: JinjaCall) -> [JinjaValue] {
    if let attribute = call.named.first(where: { $0.name == "attribute" })?.value.text {
      return items.map { apply(.attribute(attribute), to: $0) }
    }
    guard let name = call.text(0, "filter") else { return items }
    var rest = call
    rest.positional = Array(call.positional.dropFirst())
    return items.map { filter(name, $0, rest) }
  }

  private func keeps(_ item: JinjaValue, _ call: JinjaCall, from index: Int) -> Bool {
    guard let name = call.text(index, "test") else { return item.truth ?? true }
    var rest = call
    rest.positional = Array(call.positional.dropFirst(index + 1))
    return test(name, item, rest) ?? true
  }

  private func distinct(_ items: [JinjaValue]) -> [JinjaValue] {
    var seen: Set<String> = []
    return items.filter { $0.isOpaque || seen.insert(display($0)).inserted }
  }

  private func sorted(_ items: [JinjaValue], isDescending: Bool) -> [JinjaValue] {
    let result: [JinjaValue]
    if items.allSatisfy({ $0.double != nil }) {
      result = items.sorted { ($0.double ?? 0) < ($1.double ?? 0) }
    } else if items.allSatisfy({ $0.text != nil }) {
      result = items.sorted { ($0.text ?? "") < ($1.text ?? "") }
    } else {
      result = items
    }
    return isDescending ? result.reversed() : result
  }

  /// The answer of a test; nil when it is not known.
  func test(_ name: String, _ value: JinjaValue, _ call: JinjaCall) -> Bool? {
    switch name {
    case "defined": return !value.isUndefined
    case "undefined": return value.isUndefined
    default: break
    }
    if value.isOpaque { return nil }
    switch name {
    case "none":
      if case .none = value { return true }
      return value.isUndefined
    case "string": return value.text != nil
    case "number": return value.double != nil
    case "integer":
      if case .int = value { return true }
      return false
    case "float":
      if case .float = value { return true }
      return false
    case "boolean":
      if case .bool = value { return true }
      return false
    case "true": return value.truth == true
    case "false": return value.truth == false
    case "mapping":
      if case .dict = value { return true }
      return false
    case "iterable", "sequence":
      switch value {
      case .list, .dict, .string: return true
      case .undefined, .none, .bool, .int, .float, .function, .method, .macro, .object, .relation, .opaque:
        return false
      }
    case "odd": return value.number.map { $0 % 2 != 0 }
    case "even": return value.number.map { $0 % 2 == 0 }
    case "divisibleby":
      guard let number = value.number, let by = call.argument(0, "num")?.number, by != 0, by != -1 else {
        return nil
      }
      return number % by == 0
    case "equalto", "eq", "==", "sameas":
      return call.positional.first.map { areEqual(value, $0, level: 0) }
    case "ne", "!=": return call.positional.first.map { !areEqual(value, $0, level: 0) }
    case "in": return call.positional.first.flatMap { compare(value, .isIn, $0).truth }
    case "gt", "greaterthan": return call.positional.first.flatMap { compare(value, .greater, $0).truth }
    case "lt", "lessthan": return call.positional.first.flatMap { compare(value, .less, $0).truth }
    case "ge": return call.positional.first.flatMap { compare(value, .greaterOrEqual, $0).truth }
    case "le": return call.positional.first.flatMap { compare(value, .lessOrEqual, $0).truth }
    case "lower", "upper":
      guard let text = value.text else { return false }
      return text == (name == "lower" ? text.lowercased() : text.uppercased())
    case "callable":
      switch value {
      case .function, .method, .macro: return true
      case .undefined, .none, .bool, .int, .float, .string, .list, .dict, .object, .relation, .opaque:
        return false
      }
    default: return nil
    }
  }
}
