import Domain

/// Methods of texts, lists, dictionaries and tables, as Python has them.
extension JinjaEvaluator {
  /// Calls a method; an unknown one makes an unknown value.
  func method(_ name: String, of receiver: JinjaValue, _ call: JinjaCall) -> JinjaValue {
    let result: JinjaValue?
    switch receiver {
    case .string(let text): result = textMethod(name, text, call)
    case .list(let list): result = listMethod(name, list, call)
    case .dict(let dict): result = dictMethod(name, dict, call)
    case .relation: result = receiver
    case .undefined, .none, .bool, .int, .float, .function, .method, .macro, .object, .opaque: result = nil
    }
    return result ?? Self.opaque(from: [receiver] + call.all)
  }

  private func textMethod(_ name: String, _ text: String, _ call: JinjaCall) -> JinjaValue? {
    guard spend(1 + text.utf8.count / 64), spend(bytes: text.utf8.count) else { return JinjaValue.none }
    let first = call.text(0, "")
    switch name {
    case "upper": return .string(mapped(text) { $0.uppercased() })
    case "lower", "casefold": return .string(mapped(text) { $0.lowercased() })
    case "title", "capitalize": return .string(cased(text, everyWord: name == "title"))
    case "strip": return .string(TextCutting.trimmed(text, of: first))
    case "lstrip": return .string(TextCutting.trimmed(text, of: first, end: false))
    case "rstrip": return .string(TextCutting.trimmed(text, of: first, start: false))
    case "replace":
      guard let part = call.argument(0, "old"), let with = call.argument(1, "new") else { return nil }
      return replaced(text, display(part), display(with))
    case "split":
      if let separator = call.text(0, "sep") {
        let limit = call.argument(1, "maxsplit")?.number ?? .max
        let pieces = TextCutting.split(text, by: separator, limit: limit < 0 ? .max : limit)
        return spend(pieces.count) ? .list(of: pieces.map { .string($0) }) : JinjaValue.none
      }
      return .list(of: text.split(whereSeparator: \.isWhitespace).map { .string(String($0)) })
    case "rsplit":
      return .list(of: TextCutting.split(text, by: first ?? " ").map { .string($0) })
    case "splitlines": return .list(of: TextCutting.split(text, by: "\n").map { .string($0) })
    case "join": return filter("join", call.positional.first ?? .none, JinjaCall(positional: [.string(text)]))
    case "startswith": return first.map { .bool(text.hasPrefix($0)) }
    case "endswith": return first.map { .bool(text.hasSuffix($0)) }
    case "find", "index":
      return first.map { .int(ByteSearch.first(of: Array($0.utf8), in: Array(text.utf8)) ?? -1) }
    case "count": return first.map { .int(TextCutting.split(text, by: $0).count - 1) }
    case "format": return format(text, call.positional, call.named)
    case "isdigit", "isnumeric":
      return .bool(!text.isEmpty && text.utf8.allSatisfy { JinjaLexer.isDigit($0) })
    case "isupper": return .bool(text == text.uppercased() && text != text.lowercased())
    case "islower": return .bool(text == text.lowercased() && text != text.uppercased())
    case "strftime": return .opaque(JinjaOpaque(path: text))
    default: return nil
    }
  }

  /// Changes case, but leaves placeholders alone (they hold digits only).
  private func mapped(_ text: String, _ change: (String) -> String) -> String { change(text) }

  private func cased(_ text: String, everyWord: Bool) -> String {
    var result = String.UnicodeScalarView()
    var atStart = true
    for scalar in text.unicodeScalars {
      let changed =
        atStart ? scalar.properties.titlecaseMapping : scalar.properties.lowercaseMapping
      result.append(contentsOf: changed.unicodeScalars)
      atStart = everyWord && !scalar.properties.isAlphabetic
    }
    return String(result)
  }

  private func replaced(_ text: String, _ part: String, _ with: String) -> JinjaValue {
    guard !part.isEmpty else { return .string(text) }
    let pieces = TextCutting.split(text, by: part)
    let (growth, overflows) = pieces.count.multipliedReportingOverflow(by: with.utf8.count)
    guard !overflows, spend(bytes: text.utf8.count + growth) else { return .none }
    return .string(pieces.joined(separator: with))
  }

  /// `'%s'` formats and `'{}'` formats; anything finer is taken as plain.
  func format(_ text: String, _ values: [JinjaValue], _ named: [(name: String, value: JinjaValue)] = [])
    -> JinjaValue
  {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var next = 0
    var index = 0
    func take() -> [UInt8] {
      guard next < values.count else { return [] }
      next += 1
      return Array(display(values[next - 1]).utf8)
    }
    while index < bytes.count {
      guard spend(), spend(bytes: result.count / 64) else { return .none }
      let byte = bytes[index]
      if byte == UInt8(ascii: "{"), let end = bytes[index...].prefix(64).firstIndex(of: UInt8(ascii: "}")) {
        let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
        if let number = Int(name), values.indices.contains(number) {
          result += Array(display(values[number]).utf8)
        } else if let value = named.first(where: { $0.name == name })?.value {
          result += Array(display(value).utf8)
        } else {
          result += take()
        }
        index = end + 1
      } else if byte == UInt8(ascii: "%"), index + 1 < bytes.count {
        var end = index + 1
        while end < bytes.count, JinjaLexer.isDigit(bytes[end]) || bytes[end] == UInt8(ascii: ".") {
          end += 1
        }
        let kind = end < bytes.count ? bytes[end] : 0
        if kind == UInt8(ascii: "s") || kind == UInt8(ascii: "d") || kind == UInt8(ascii: "f") {
          result += take()
        } else {
          result += bytes[index..<min(end + 1, bytes.count)]
        }
        index = end + 1
      } else {
        result.append(byte)
        index += 1
      }
    }
    return .string(String(decoding: result, as: UTF8.self))
  }

  private func listMethod(_ name: String, _ list: JinjaList, _ call: JinjaCall) -> JinjaValue? {
    guard spend() else { return JinjaValue.none }
    switch name {
    case "append":
      guard list.items.count < JinjaBudget.listLength, let item = call.positional.first else {
        return JinjaValue.none
      }
      list.items.append(item)
    case "extend":
      let more = iterated(call.positional.first ?? .none)
      guard list.items.count + more.count <= JinjaBudget.listLength, spend(more.count) else {
        return JinjaValue.none
      }
      list.items += more
    case "insert":
      guard let place = call.positional.first?.number, call.positional.count > 1,
        list.items.count < JinjaBudget.listLength, spend(list.items.count / 8)
      else { return JinjaValue.none }
      list.items.insert(call.positional[1], at: min(max(0, place), list.items.count))
    case "pop":
      guard !list.items.isEmpty else { return .undefined("") }
      let place = call.positional.first?.number ?? -1
      let index = place < 0 ? list.items.count &+ place : place
      return list.items.indices.contains(index) ? list.items.remove(at: index) : .undefined("")
    case "remove":
      if let item = call.positional.first,
        let index = list.items.firstIndex(where: { areEqual($0, item, level: 0) })
      {
        list.items.remove(at: index)
      }
    case "reverse": list.items.reverse()
    case "clear": list.items.removeAll()
    case "sort": if case .list(let sorted) = filter("sort", .list(list), call) { list.items = sorted.items }
    case "copy": return .list(of: list.items)
    case "index":
      guard let item = call.positional.first else { return nil }
      return .int(list.items.firstIndex { areEqual($0, item, level: 0) } ?? 0)
    case "count":
      guard let item = call.positional.first else { return nil }
      return .int(list.items.filter { areEqual($0, item, level: 0) }.count)
    default: return nil
    }
    return JinjaValue.none
  }

  private func dictMethod(_ name: String, _ dict: JinjaDict, _ call: JinjaCall) -> JinjaValue? {
    guard spend(1 + dict.count / 64) else { return JinjaValue.none }
    switch name {
    case "items": return .list(of: dict.pairs.map { .list(of: [.string($0.key), $0.value]) })
    case "keys": return .list(of: dict.keys.map { .string($0) })
    case "values": return .list(of: dict.pairs.map(\.value))
    case "get":
      guard let key = call.positional.first else { return nil }
      return dict[display(key)] ?? (call.positional.count > 1 ? call.positional[1] : JinjaValue.none)
    case "pop":
      guard let key = call.positional.first.map({ display($0) }) else { return nil }
      defer { dict[key] = nil }
      return dict[key] ?? (call.positional.count > 1 ? call.positional[1] : .undefined(""))
    case "setdefault":
      guard let key = call.positional.first.map({ display($0) }) else { return nil }
      if dict[key] == nil { dict[key] = call.positional.count > 1 ? call.positional[1] : JinjaValue.none }
      return dict[key]
    case "update":
      guard dict.count < JinjaBudget.listLength else { return JinjaValue.none }
      if case .dict(let other)? = call.positional.first {
        for pair in other.pairs { dict[pair.key] = pair.value }
      }
      for (key, value) in call.named { dict[key] = value }
      return JinjaValue.none
    case "copy": return .dict(JinjaDict(dict.pairs.map { ($0.key, $0.value) }))
    default: return nil
    }
  }
}
