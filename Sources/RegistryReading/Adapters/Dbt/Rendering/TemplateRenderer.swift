import Domain

/// A template's outcome: its query, what it configures, what it reads.
struct RenderedTemplate {
  /// The SQL with the way back to the file.
  var query: QueryText
  /// `config(...)` calls in order.
  var config: [(key: String, value: JinjaValue, offset: Int)]
  /// Assets that the template reads, sorted, with the place of the first call.
  var parents: [(id: AssetID, offset: Int)]
  /// Names in calls that found no place in the SQL: columns of a parent, if a parent has them.
  var looseNames: [String]
  /// Columns that are read while the project compiles.
  var compileTimeColumns: [(asset: AssetID, column: String, offset: Int)]
  /// Whether parts of the template could not be read, so that its uses are not all known.
  var isOpaque: Bool
}

/// Renders the templates of one registry within a common budget.
struct TemplateRenderer {
  /// What all templates share.
  var shared: DbtContext.Shared
  /// Name of the SQL dialect of the registry.
  var dialect: String
  /// Work left.
  var budget = JinjaBudget()

  /// Renders nodes of a file: all of it, or one block.
  ///
  /// Conditions that cannot be decided (`is_incremental()`, `target.name == 'prod'`) are rendered both ways; where
  /// the texts differ, the query is the UNION ALL of the ways, so that the uses of all of them count.
  mutating func render(
    _ nodes: [JinjaNode], of template: JinjaTemplate, lines: LineMap, file: String, project: String,
    own: (id: AssetID, name: String)?, references: [JinjaReference]
  ) -> RenderedTemplate {
    let ways = renderWays(nodes, of: template, project: project, own: own)
    guard let main = ways.first else { return Self.empty(file: file, lines: lines, dialect: dialect) }
    var output = main.filling.output
    var relations = main.filling.relations
    var loose = main.filling.looseNames
    var unknown = main.filling.unknownOffsets
    var texts = [main.filling.output]
    for way in ways.dropFirst() where !texts.contains(where: { $0.bytes == way.filling.output.bytes }) {
      texts.append(way.filling.output)
      relations.merge(way.filling.relations) { first, _ in first }
      loose += way.filling.looseNames
      unknown += way.filling.unknownOffsets
    }
    if texts.count > 1, let joined = Self.union(texts) { output = joined }
    var diagnostics = trouble(template, lines, file)
    diagnostics += Self.diagnostics(of: ways, unknown: unknown, lines: lines, file: file)
    let query = QueryText(
      bytes: output.bytes, file: file, positions: PositionMap(segments: output.segments, lines: lines),
      relations: relations.compactMapValues(\.asset), dialect: dialect, diagnostics: diagnostics)
    return RenderedTemplate(
      query: query, config: main.context.config,
      parents: parents(ways.map(\.context), references, project: project, own: own?.id), looseNames: loose,
      compileTimeColumns: ways.flatMap(\.context.compileTimeColumns),
      isOpaque: ways.contains { $0.stop != nil } || !template.troubles.isEmpty)
  }

  private struct Way {
    var context: DbtContext
    var filling: PlaceholderFilling
    var stop: String?
  }

  private mutating func renderWays(
    _ nodes: [JinjaNode], of template: JinjaTemplate, project: String, own: (id: AssetID, name: String)?
  ) -> [Way] {
    var ways: [Way] = []
    var count = 1
    while ways.count < count {
      let context = DbtContext(shared: shared, project: project, own: own)
      let evaluator = JinjaEvaluator(host: context, variant: ways.count, steps: budget.total)
      let before = evaluator.steps
      let output = evaluator.render(nodes, of: template.text)
      budget.total -= max(0, before - max(0, evaluator.steps))
      let filling = PlaceholderFilling.fill(output, evaluator.placeholders)
      ways.append(Way(context: context, filling: filling, stop: evaluator.stop))
      count = max(count, evaluator.variantCount)
    }
    return ways
  }

  private static func empty(file: String, lines: LineMap, dialect: String) -> RenderedTemplate {
    let query = QueryText(
      bytes: [], file: file, positions: PositionMap(verbatim: lines), relations: [:], dialect: dialect)
    return RenderedTemplate(
      query: query, config: [], parents: [], looseNames: [], compileTimeColumns: [], isOpaque: true)
  }

  // MARK: Parents

  private func parents(
    _ contexts: [DbtContext], _ references: [JinjaReference], project: String, own: AssetID?
  ) -> [(id: AssetID, offset: Int)] {
    var found: [AssetID: Int] = [:]
    for context in contexts { found.merge(context.parents) { first, _ in first } }
    for reference in references {
      if let id = shared.names.resolve(reference, from: project), found[id] == nil {
        found[id] = reference.offset
      }
    }
    if let own { found[own] = nil }
    return found.sorted { $0.key < $1.key }.map { (id: $0.key, offset: $0.value) }
  }

  // MARK: Several ways

  /// `(first) union all (second)`; nil where a text is no plain query.
  private static func union(_ texts: [JinjaOutput]) -> JinjaOutput? {
    var joined = JinjaOutput()
    for (number, text) in texts.enumerated() {
      guard isQuery(text.bytes) else { return nil }
      var end = text.bytes.count
      while end > 0, JinjaLexer.isSpace(text.bytes[end - 1]) || text.bytes[end - 1] == UInt8(ascii: ";") {
        end -= 1
      }
      joined.append(number == 0 ? "(" : "\nunion all (", at: text.segments.first?.fileOffset ?? 0)
      for (index, segment) in text.segments.enumerated() {
        let next = index + 1 < text.segments.count ? text.segments[index + 1].start : text.bytes.count
        let stop = min(end, next)
        if segment.start < stop { joined.append(text.bytes[segment.start..<stop], from: segment) }
      }
      joined.append("\n)", at: text.segments.last?.fileOffset ?? 0)
    }
    return joined
  }

  /// Whether a text starts with `select`, `with` or a bracket, comments aside.
  private static func isQuery(_ bytes: [UInt8]) -> Bool {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if JinjaLexer.isSpace(byte) {
        index += 1
      } else if byte == UInt8(ascii: "-"), next == UInt8(ascii: "-") {
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
        guard let end = ByteSearch.first(of: Array("*/".utf8), in: bytes, from: index + 2) else {
          return false
        }
        index = end + 2
      } else {
        let word = bytes[index...].prefix(6).map { $0 | 0x20 }
        return byte == UInt8(ascii: "(") || word.elementsEqual("select".utf8)
          || word.prefix(4).elementsEqual("with".utf8)
      }
    }
    return false
  }

  // MARK: Blind spots

  private func trouble(_ template: JinjaTemplate, _ lines: LineMap, _ file: String) -> [Diagnostic] {
    template.troubles.prefix(5).map { trouble in
      Diagnostic(
        id: "jinja-syntax", summary: trouble.message,
        location: SourceLocation(
          repository: .registry, file: file, position: lines.position(ofByte: trouble.offset)),
        reach: .registryUnknown)
    }
  }

  private static func diagnostics(of ways: [Way], unknown: [Int], lines: LineMap, file: String)
    -> [Diagnostic]
  {
    var seen: Set<String> = []
    var list: [Diagnostic] = []
    func add(_ id: String, _ summary: String, _ offset: Int, _ reach: Diagnostic.Reach = .registryUnknown) {
      guard list.count < 50, seen.insert(id + summary + String(offset)).inserted else { return }
      list.append(
        Diagnostic(
          id: id, summary: summary,
          location: SourceLocation(
            repository: .registry, file: file, position: lines.position(ofByte: offset)), reach: reach))
    }
    for way in ways {
      for call in way.context.unknownCalls {
        add("jinja-unknown-macro", "the macro \"\(call.path)\" is not part of the registry", call.offset)
      }
      for missing in way.context.missing {
        add("dbt-unknown-reference", "\"\(missing.text)\" names nothing in the registry", missing.offset)
      }
      if let stop = way.stop { add("jinja-limit", stop, 0) }
    }
    if list.isEmpty {
      for offset in unknown {
        add("jinja-run-time", "this part of the query is only known when dbt runs", offset)
      }
    }
    return list.sorted { ($0.location, $0.id, $0.summary) < ($1.location, $1.id, $1.summary) }
  }
}

extension DbtNames {
  /// The asset of a literal `ref` or `source` call.
  func resolve(_ reference: JinjaReference, from project: String) -> AssetID? {
    if reference.function == "source" {
      guard reference.arguments.count == 2 else { return nil }
      return source(reference.arguments[0], reference.arguments[1], from: project)?.id
    }
    guard reference.function == "ref", let name = reference.arguments.last, reference.arguments.count <= 2
    else {
      return nil
    }
    let package = reference.arguments.count == 2 ? reference.arguments[0] : nil
    return node(name, package: package, version: reference.version, from: project)?.id
  }
}
