import CLibYAML

/// A place as libyaml counts it: lines and characters from 0.
struct YAMLMark {
  var line: Int
  var column: Int

  init(_ mark: yaml_mark_t) {
    line = Int(clamping: mark.line)
    column = Int(clamping: mark.column)
  }
}

/// One event of libyaml, copied out.
struct YAMLEvent {
  enum Kind {
    case streamEnd
    case documentStart
    case documentEnd
    case alias(String)
    case scalar(DocumentScalar, anchor: String?)
    case start(mapping: Bool, anchor: String?)
    case end
    /// The start of the stream.
    case other
  }

  var kind: Kind
  var mark: YAMLMark
}

/// Why libyaml stopped.
struct YAMLParserError: Error {
  var problem: String
  var context: String?
  var mark: YAMLMark
  /// Set where the bytes themselves are at fault (not UTF-8, control characters).
  var byteOffset: Int?
}

/// Owns one libyaml parser; the only place that calls libyaml.
struct YAMLParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// A parser over a text that must stay where it is while the parser lives; nil without memory.
  init?(_ input: UnsafeBufferPointer<UInt8>) {
    parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      return nil
    }
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event; after an error or the end of the stream there is none.
  mutating func next() throws(YAMLParserError) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { yaml_event_delete(&event) }
    return YAMLEvent(kind: Self.kind(of: event), mark: YAMLMark(event.start_mark))
  }

  private static func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
    switch event.type {
    case YAML_STREAM_END_EVENT: return .streamEnd
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_ALIAS_EVENT: return .alias(text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      return .scalar(scalar(event), anchor: text(event.data.scalar.anchor))
    case YAML_SEQUENCE_START_EVENT:
      return .start(mapping: false, anchor: text(event.data.sequence_start.anchor))
    case YAML_MAPPING_START_EVENT:
      return .start(mapping: true, anchor: text(event.data.mapping_start.anchor))
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
    default: return .other
    }
  }

  private static func scalar(_ event: yaml_event_t) -> DocumentScalar {
    let data = event.data.scalar
    let bytes = UnsafeBufferPointer(start: data.value, count: data.length)
    let content = String(decoding: bytes, as: UTF8.self)
    let style: DocumentScalar.Style
    switch data.style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: style = .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: style = .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: style = .literal
    case YAML_FOLDED_SCALAR_STYLE: style = .folded
    default: style = .plain
    }
    // A tag such as `!!str` makes a plain scalar text; libyaml then says that it is not implicit.
    let isImplicit = style == .plain && data.plain_implicit != 0
    return DocumentScalar(
      text: content, style: style, value: isImplicit ? YAMLScalarRules.value(of: bytes) : .string)
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private func failure() -> YAMLParserError {
    let state = parser.pointee
    let isReader = state.error == YAML_READER_ERROR
    let isMemory = state.error == YAML_MEMORY_ERROR
    return YAMLParserError(
      problem: state.problem.map { String(cString: $0) } ?? (isMemory ? "out of memory" : "unreadable text"),
      context: state.context.map { String(cString: $0) },
      mark: YAMLMark(state.problem_mark),
      byteOffset: isReader ? Int(clamping: state.problem_offset) : nil)
  }
}
