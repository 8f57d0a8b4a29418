/// A model's query after rendering: text, the way back to the file, and what its relation names stand for.
public struct QueryText: Hashable, Sendable {
  /// The function that stands for a macro nobody knows; its string arguments that name an input column are uses.
  public static let opaqueFunction = "tidegate_opaque"
  /// The name that stands first in an EXCLUDE list whose other columns need not exist, as macros leave them out.
  public static let tolerantExclusion = "tidegate_tolerant"

  /// SQL after Jinja was rendered.
  public var bytes: [UInt8]
  /// The file.
  public var file: String
  /// Way back from rendered bytes to the file.
  public var positions: PositionMap
  /// Relation names -> asset. Keys are the plain lower-case identifiers that `ref` and `source` were rendered to,
  /// and names that the query writes itself, in lower case with dots between the parts (`shop.orders`).
  public var relations: [String: AssetID]
  /// Dialect name; `ansi` when unknown.
  public var dialect: String
  /// What rendering could not do.
  public var diagnostics: [Diagnostic]

  /// A rendered query.
  public init(
    bytes: [UInt8], file: String, positions: PositionMap, relations: [String: AssetID], dialect: String,
    diagnostics: [Diagnostic] = []
  ) {
    self.bytes = bytes
    self.file = file
    self.positions = positions
    self.relations = relations
    self.dialect = dialect
    self.diagnostics = diagnostics
  }

  /// The place in the file of a byte of the rendered text.
  public func location(ofByte offset: Int) -> SourceLocation {
    SourceLocation(repository: .registry, file: file, position: positions.position(ofByte: offset))
  }
}

/// Maps bytes of a rendered text to positions in its file, by segments.
public struct PositionMap: Hashable, Sendable {
  /// A run of rendered bytes.
  public struct Segment: Hashable, Sendable {
    /// First rendered byte.
    public var start: Int
    /// Byte of the file that it comes from.
    public var fileOffset: Int
    /// Whether the bytes are the file's own, one by one; else all of them map to `fileOffset`.
    public var isVerbatim: Bool

    /// A segment.
    public init(start: Int, fileOffset: Int, isVerbatim: Bool) {
      self.start = start
      self.fileOffset = fileOffset
      self.isVerbatim = isVerbatim
    }
  }

  private var segments: [Segment]
  private var lines: LineMap

  /// A map from segments in rendered order and the file's lines.
  public init(segments: [Segment], lines: LineMap) {
    self.segments = segments
    self.lines = lines
  }

  /// A map for a text that is the file itself.
  public init(verbatim lines: LineMap) {
    self.init(segments: [Segment(start: 0, fileOffset: 0, isVerbatim: true)], lines: lines)
  }

  /// The file position of a rendered byte.
  public func position(ofByte offset: Int) -> TextPosition {
    var low = 0
    var high = segments.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if segments[middle].start <= offset { low = middle } else { high = middle }
    }
    guard low < segments.count else { return lines.position(ofByte: offset) }
    let segment = segments[low]
    return lines.position(
      ofByte: segment.isVerbatim ? segment.fileOffset + max(0, offset - segment.start) : segment.fileOffset)
  }
}
