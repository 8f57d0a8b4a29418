import ScriptSyntax

extension ProgramSQL {
  /// The text with `?`, `??`, `:name`, `:name:` and `$1` filled in, as far as bindings are given.
  func filled(_ text: ScriptText, _ bindings: FoldedValue?, holes: Bool = true) -> ScriptText {
    guard let bindings, bindings.elements != nil || bindings.entries != nil || bindings.isPlain else {
      return text
    }
    let list = bindings.elements ?? (bindings.entries == nil ? [bindings] : [])
    let bytes = Array(text.string.utf8)
    var pieces: [ScriptText] = []
    var (start, at, next) = (0, 0, 0)
    var quote: UInt8?
    func put(_ sql: String, _ length: Int) {
      pieces.append(text.part(start, at))
      pieces.append(ScriptText(sql, at: Int32(truncatingIfNeeded: text.fileOffset(ofByte: at))))
      at += length
      start = at
    }
    while at < bytes.count {
      let byte = bytes[at]
      let following = at + 1 < bytes.count ? bytes[at + 1] : 0
      if let open = quote {
        if byte == open { quote = nil }
        at += 1
      } else if byte == UInt8(ascii: "'") {
        quote = byte
        at += 1
      } else if byte == UInt8(ascii: "\\"), following == UInt8(ascii: "?") {
        put("?", 2)
      } else if holes, byte == UInt8(ascii: "?"), !list.isEmpty {
        let value = next < list.count ? list[next] : nil
        next += 1
        let isName = following == UInt8(ascii: "?")
        put(isName ? name(value) : value.map { self.value($0) } ?? values.spelling.unknown, isName ? 2 : 1)
      } else if byte == UInt8(ascii: "$"), following &- 0x31 < 9, !list.isEmpty,
        !(at + 2 < bytes.count && bytes[at + 2] &- 0x30 < 10)
      {
        let index = Int(following) - 0x31
        put(index < list.count ? value(list[index]) : values.spelling.unknown, 2)
      } else if byte == UInt8(ascii: ":"), following != UInt8(ascii: ":"),
        at == 0 || bytes[at - 1] != UInt8(ascii: ":"), bindings.entries != nil
      {
        var end = at + 1
        while end < bytes.count, ScriptWordByte.isName(bytes[end]) { end += 1 }
        let name = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
        guard !name.isEmpty, let value = bindings.entry(name) else {
          at += 1
          continue
        }
        let isName = end < bytes.count && bytes[end] == UInt8(ascii: ":")
        put(isName ? self.name(value) : self.value(value), end - at + (isName ? 1 : 0))
      } else {
        at += 1
      }
    }
    pieces.append(text.part(start, bytes.count))
    return ScriptText.joined(pieces) ?? text
  }

  private func name(_ value: FoldedValue?) -> String {
    guard let value, let text = value.text else {
      if let names = value?.elements?.compactMap(\.text), !names.isEmpty {
        return values.spelling.list(names)
      }
      return values.spelling.unknown
    }
    return values.path(text)
  }

  private func value(_ value: FoldedValue) -> String {
    guard let elements = value.elements else { return values.sql(value) }
    return elements.map { values.sql($0) }.joined(separator: ", ")
  }
}

/// Bytes of names in SQL placeholders.
enum ScriptWordByte {
  static func isName(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "_")
  }
}
