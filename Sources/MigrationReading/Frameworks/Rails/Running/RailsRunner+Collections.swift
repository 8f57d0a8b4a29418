import Domain
import ScriptSyntax

extension RailsRunner {
  /// Methods of lists and hashes that are known.
  mutating func collection(_ name: String, _ value: RailsValue, _ call: ScriptCall) -> RailsValue {
    let found = arguments(of: call)
    if let block = found.block, let result = looped(name, value, block, found, call) { return result }
    if let method = found.blockName,
      name == "map" || name == "each" || name == "flat_map" || name == "collect"
    {
      var results: [RailsValue] = []
      for element in value.elements where spend(call.range) {
        results.append(sendPlain(method, element))
      }
      return name == "each" ? value : made(.list(results))
    }
    switch (name, value) {
    case ("keys", .map(let entries)):
      return .list(entries.map { .text(ScriptText($0.key, at: call.range.start)) })
    case ("values", .map(let entries)): return .list(entries.map(\.value))
    case ("to_a", .map(let entries)):
      return .list(entries.map { .list([.text(ScriptText($0.key, at: call.range.start)), $0.value]) })
    case ("invert", .map(let entries)):
      return .map(
        entries.compactMap { entry in
          entry.value.string.map {
            RailsEntry(key: $0, value: .text(ScriptText(entry.key, at: call.range.start)))
          }
        })
    case ("merge", .map(let entries)), ("reverse_merge", .map(let entries)), ("update", .map(let entries)),
      ("merge!", .map(let entries)):
      let more = found.entries
      guard !more.isEmpty || found.values.isEmpty else { return .unknown }
      return made(.map(name == "reverse_merge" ? more + entries : entries + more))
    case ("slice", .map(let entries)):
      let kept = Set(found.texts.compactMap { $0 })
      return .map(entries.filter { kept.contains($0.key) })
    case ("except", .map(let entries)), ("without", .map(let entries)):
      let gone = Set(found.texts.compactMap { $0 })
      return .map(entries.filter { !gone.contains($0.key) })
    case ("fetch", .map(let entries)), ("dig", .map(let entries)), ("[]", .map(let entries)):
      guard let key = found.text(0) else {
        return found.value(0).flatMap { lookedUp($0, entries, found.value(1)) } ?? .unknown
      }
      return entries.last { $0.key == key }?.value ?? found.value(1) ?? .null
    case ("key?", .map(let entries)), ("has_key?", .map(let entries)), ("include?", .map(let entries)):
      guard let key = found.text(0) else { return .unknown }
      return .boolean(entries.contains { $0.key == key })
    case ("each", _), ("each_with_index", _), ("to_h", .map), ("to_a", .list), ("entries", _), ("to_set", _),
      ("in_groups_of", _), ("each_slice", _), ("lazy", _), ("force", _):
      return value
    case ("length", _), ("size", _), ("count", _): return .number(String(Self.count(value)))
    default:
      guard case .list(let values) = value else { return .unknown }
      return list(name, values, found)
    }
  }

  private static func count(_ value: RailsValue) -> Int {
    switch value {
    case .list(let values): values.count
    case .map(let entries): entries.count
    default: 0
    }
  }

  /// A method without arguments, as `map(&:name)` calls it.
  private mutating func sendPlain(_ name: String, _ value: RailsValue) -> RailsValue {
    switch value {
    case .text(let text): return string(name, text, RailsArguments())
    case .list(let values):
      if name == "first" { return values.first ?? .null }
      return name == "last" ? values.last ?? .null : .unknown
    default: return name == "to_s" || name == "to_i" ? value : .unknown
    }
  }

  private mutating func list(_ name: String, _ values: [RailsValue], _ found: RailsArguments) -> RailsValue {
    switch name {
    case "uniq":
      guard values.allSatisfy({ $0.string != nil }) else { return .list(values) }
      var seen: Set<String> = []
      return .list(values.filter { seen.insert($0.string ?? "").inserted })
    case "compact", "compact_blank":
      return .list(values.filter { if case .null = $0 { false } else { true } })
    case "reverse": return .list(values.reversed())
    case "sort":
      guard values.allSatisfy({ $0.string != nil }) else { return .unknown }
      return .list(values.sorted { ($0.string ?? "") < ($1.string ?? "") })
    case "flatten":
      return made(
        .list(values.flatMap { inner in if case .list(let parts) = inner { parts } else { [inner] } }))
    case "first":
      guard let count = found.text(0).flatMap({ Int($0) }) else { return values.first ?? .null }
      return .list(Array(values.prefix(max(0, count))))
    case "last": return found.values.isEmpty ? values.last ?? .null : .unknown
    case "join":
      var text = ScriptText("", at: 0)
      for (index, value) in values.enumerated() {
        if index > 0, let separator = found.text(0) { _ = text.append(ScriptText(separator, at: 0)) }
        guard let piece = value.string, text.append(ScriptText(piece, at: 0)) else { return .unknown }
      }
      return .text(text)
    case "include?", "member?":
      guard let wanted = found.text(0), values.allSatisfy({ $0.string != nil }) else { return .unknown }
      return .boolean(values.contains { $0.string == wanted })
    case "+", "concat", "push", "<<", "append", "|":
      return made(
        .list(
          values
            + found.values.flatMap { name == "push" || name == "<<" || name == "append" ? [$0] : $0.elements }
        ))
    case "-", "without", "excluding":
      let gone = Set(found.values.flatMap(\.elements).compactMap(\.string))
      return .list(values.filter { $0.string.map { !gone.contains($0) } ?? true })
    case "zip":
      guard case .list(let others)? = found.value(0) else { return .unknown }
      return made(
        .list(
          values.enumerated().map { index, value in
            .list([value, others.indices.contains(index) ? others[index] : .null])
          }))
    case "product":
      guard case .list(let others)? = found.value(0), values.count &* others.count < 2_000 else {
        return .unknown
      }
      return made(.list(values.flatMap { one in others.map { .list([one, $0]) } }))
    case "to_h":
      var entries: [RailsEntry] = []
      for value in values {
        guard case .list(let pair) = value, pair.count == 2, let key = pair[0].string else { return .unknown }
        entries.append(RailsEntry(key: key, value: pair[1]))
      }
      return .map(entries)
    case "each_slice", "in_groups_of": return .unknown
    case "index_by", "group_by", "sum", "min", "max": return .unknown
    default: return .unknown
    }
  }

  /// Methods that run a block for each element; nil for others.
  private mutating func looped(
    _ name: String, _ value: RailsValue, _ block: RailsClosure, _ found: RailsArguments, _ call: ScriptCall
  ) -> RailsValue? {
    var results: [RailsValue] = []
    switch name {
    case "each", "each_pair", "each_entry", "find_each":
      _ = each(value, call.range) { $0.flow(block, [$1]) }
      return value
    case "reverse_each":
      _ = each(.list(value.elements.reversed()), call.range) { $0.flow(block, [$1]) }
      return value
    case "each_with_index", "each_with_object":
      var index = 0
      let object = found.value(0) ?? .unknown
      _ = each(value, call.range) { runner, element in
        defer { index += 1 }
        return runner.flow(block, [element, name == "each_with_index" ? .number(String(index)) : object])
      }
      return name == "each_with_index" ? value : .unknown
    case "each_key", "each_value":
      guard case .map(let entries) = value else { return nil }
      let list = entries.map {
        name == "each_key" ? .text(ScriptText($0.key, at: call.range.start)) : $0.value
      }
      _ = each(.list(list), call.range) { $0.flow(block, [$1]) }
      return value
    case "each_slice", "in_groups_of", "each_cons":
      guard case .list(let values) = value, let size = found.text(0).flatMap({ Int($0) }), size > 0 else {
        return nil
      }
      var slices: [RailsValue] = []
      var at = 0
      while at < values.count {
        slices.append(.list(Array(values[at..<min(values.count, at + min(size, values.count))])))
        at += min(size, values.count)
      }
      _ = each(.list(slices), call.range) { $0.flow(block, [$1]) }
      return value
    case "map", "collect", "flat_map", "filter_map":
      _ = each(value, call.range) { runner, element in
        let flow = runner.flow(block, [element])
        if case .goes(let result) = flow { results.append(result) }
        if case .skipped(let result) = flow { results.append(result) }
        if case .returned(let result) = flow {
          results.append(result)
          return .skipped(result)
        }
        return flow
      }
      if name == "filter_map" { results.removeAll { $0.truth == false } }
      return made(.list(name == "flat_map" ? results.flatMap(\.elements) : results))
    case "select", "filter", "reject", "find", "detect", "any?", "all?", "none?", "partition", "find_index":
      return filtered(name, value, block, call)
    case "reduce", "inject":
      guard case .list = value, var result = found.value(0), found.values.count == 1 else {
        conditionally { runner in _ = runner.each(value, call.range) { $0.flow(block, [$1]) } }
        return .unknown
      }
      _ = each(value, call.range) { runner, element in
        result = runner.run(block, [result, element])
        return .goes(.null)
      }
      return made(result)
    case "to_h", "index_with", "transform_values", "sum", "group_by", "sort_by",
      "index_by",
      "transform_keys", "min_by", "max_by", "each_cons_pair", "delete_if":
      conditionally { runner in _ = runner.each(value, call.range) { $0.flow(block, [$1]) } }
      return .unknown
    default: return nil
    }
  }

  private mutating func filtered(
    _ name: String, _ value: RailsValue, _ block: RailsClosure, _ call: ScriptCall
  ) -> RailsValue {
    var kept: [RailsValue] = []
    var isKnown = true
    var any = false
    _ = each(value, call.range) { runner, element in
      let holds = runner.run(block, [element]).truth
      if holds == nil { isKnown = false }
      if holds == (name != "reject") { kept.append(element) }
      if holds == true { any = true }
      return .goes(.null)
    }
    guard isKnown else { return .unknown }
    switch name {
    case "find", "detect": return kept.first ?? .null
    case "any?": return .boolean(any)
    case "none?": return .boolean(!any)
    case "all?": return .boolean(kept.count == Self.count(value))
    case "partition", "find_index": return .unknown
    default:
      if case .map = value {
        return .map(
          kept.compactMap { pair in
            guard case .list(let parts) = pair, parts.count == 2, let key = parts[0].string else {
              return nil
            }
            return RailsEntry(key: key, value: parts[1])
          })
      }
      return .list(kept)
    }
  }

  /// `value[key]`
  mutating func element(of receiver: RailsValue, _ key: RailsValue, _ node: ScriptSubscript) -> RailsValue {
    switch receiver {
    case .map(let entries):
      guard let name = key.string else { return lookedUp(key, entries, nil) ?? .unknown }
      return entries.last { $0.key == name }?.value ?? .null
    case .list(let values):
      guard let place = key.string.flatMap({ Int($0) }) else { return .unknown }
      let index = place < 0 ? values.count &+ place : place
      return values.indices.contains(index) ? values[index] : .null
    case .row(let index):
      guard let column = key.string else { return .unknown }
      return rowColumn(column, index)
    case .sql:
      guard let place = key.string.flatMap({ Int($0) }), place >= 0 else { return .unknown }
      return part(of: receiver, place)
    case .unknown where key.string == "primary_key_type":
      // `config.options[config.orm][:primary_key_type]`
      return library.primaryKeyType.map { .text(ScriptText($0, at: node.range.start)) } ?? .null
    default: return .unknown
    }
  }
}
