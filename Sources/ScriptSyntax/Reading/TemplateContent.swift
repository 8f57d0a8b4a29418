/// The parts of a string with values in it, as they are read.
struct TemplateContent {
  private var parts: [ScriptTemplate.Part] = []
  private var text = ScriptTextBuilder()

  /// Adds a byte of the file.
  mutating func append(_ byte: UInt8, at offset: Int) { text.append(byte, at: offset) }

  /// Adds what an escape at an offset stands for.
  mutating func append(escaped scalar: UInt32, at offset: Int) { text.appendEscape(scalar, at: offset) }

  /// What comes next does not follow the last byte in the file.
  mutating func breakRun() { text.breakRun() }

  /// Adds a value.
  mutating func add(_ value: ScriptNode) {
    flush()
    parts.append(.value(value, format: ""))
  }

  private mutating func flush() {
    if !text.isEmpty { parts.append(.text(text.text())) }
    text = ScriptTextBuilder()
  }

  /// All parts.
  mutating func finished() -> [ScriptTemplate.Part] {
    flush()
    return parts
  }
}
