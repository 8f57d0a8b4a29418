import ScriptSyntax

/// Structures of Go as values and types name them, and the tags of their fields.
enum GoStructures {
  /// What tells a structure from all others.
  struct Key: Hashable {
    private let name: String
    private let package: String?
    private let range: ScriptRange

    init(_ type: ScriptClass) {
      name = type.name
      package = GoType.packagePath(of: type)
      range = type.range
    }
  }

  /// The structure that a value is made of: `&A{}`, `A{}`, `[]A{...}`, `new(A)`, `(*A)(nil)`; nil for others.
  static func structure(of value: FoldedValue?, level: Int = 0) -> ScriptClass? {
    guard let value, level < 10 else { return nil }
    switch value.content {
    case .classValue(let type): return type
    case .call(let call):
      if call.isConstruction { return structure(of: call.callee, level: level + 1) }
      if let inner = reflected(call) { return structure(of: inner, level: level + 1) }
      return value.several?.first.flatMap { structure(of: $0, level: level + 1) }
    case .list(let values): return values.first.flatMap { structure(of: $0, level: level + 1) }
    case .element(let element): return structure(of: element.receiver, level: level + 1)
    default: return nil
    }
  }

  /// The value whose type a call takes or makes another value of: `reflect.New(reflect.TypeOf(a).Elem()).Interface()`
  /// (https://pkg.go.dev/reflect).
  private static func reflected(_ call: FoldedCall) -> FoldedValue? {
    let chain = call.chain
    guard let first = chain.first, first.resolved?.hasPrefix("reflect.") == true,
      ["New", "TypeOf", "ValueOf", "Indirect", "Zero"].contains(first.name),
      chain.dropFirst().allSatisfy({ ["Interface", "Elem", "Type", "Addr"].contains($0.name) })
    else { return nil }
    return first.positional.first
  }

  /// The type behind pointers and lists.
  static func plain(_ type: String) -> String { String(type.drop { "*[]".contains($0) }) }

  /// What stands in quotes behind a key of a tag: `a` of `json:"b" gorm:"a"` for `gorm`; nil without that key.
  static func value(of key: String, in tag: String) -> String? {
    let bytes = Array(tag.utf8)
    var at = 0
    while at < bytes.count {
      while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
      let start = at
      while at < bytes.count, bytes[at] != UInt8(ascii: ":"), bytes[at] > 0x20 { at += 1 }
      let name = String(decoding: bytes[start..<at], as: UTF8.self)
      guard at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\"") else { return nil }
      at += 2
      var value: [UInt8] = []
      while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
        if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count { at += 1 }
        value.append(bytes[at])
        at += 1
      }
      at += 1
      if name == key { return String(decoding: value, as: UTF8.self) }
    }
    return nil
  }
}
