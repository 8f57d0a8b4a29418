import Documents
import Domain

/// dbt's names of generic tests (dbt-core 1.11, `synthesize_generic_test_names` and `create_test_node`).
struct DbtTestName {
  /// The node's name: `not_null_stg_customers_customer_id`.
  var full: String
  /// Under 64 bytes: the name itself, or its beginning with a digest; the name of files and tables.
  var short: String
  /// What ends the unique id: ten hexadecimal digits.
  var hash: String

  /// The names of a test.
  ///
  /// - Parameters:
  ///   - target: the model's name, with `_v2` for a version; a source table's logical name.
  ///   - isSource: whether the target is a source table.
  ///   - model: dbt's text for the tested table: `{{ get_where_subquery(ref('x')) }}`.
  ///   - column: the column it hangs on, quoted if it is declared so.
  init(_ test: DbtTestEntry, target: String, isSource: Bool, model: String, column: String?) {
    var arguments = test.arguments.map { (name: $0.name, value: PythonValue($0.node)) }
    if let column, !arguments.contains(where: { $0.name == "column_name" }) {
      arguments.append(("column_name", PythonValue(text: column)))
    }
    arguments.sort { $0.name < $1.name }
    if let custom = test.customName {
      full = custom
      short = custom
    } else {
      let kind = (test.package.map { $0 + "_" } ?? "") + (isSource ? "source_" : "") + test.name
      let parts = arguments.flatMap { $0.value.parts }.map(Self.cleaned)
      full = kind + "_" + target + "_" + parts.joined(separator: "__")
      short =
        full.unicodeScalars.count >= 64
        ? String(String.UnicodeScalarView((kind + "_" + target).unicodeScalars.prefix(30))) + "_"
          + MD5.hexDigest(of: Array(full.utf8)) : full
    }
    let known = arguments + [(name: "model", value: PythonValue(text: model))]
    let kwargs = known.sorted { $0.name < $1.name }.map {
      PythonNotation.quoted($0.name) + ": " + $0.value.hashed
    }
    let metadata =
      "{'kwargs': {" + kwargs.joined(separator: ", ") + "}, 'name': " + PythonNotation.quoted(test.name)
      + ", 'namespace': " + PythonNotation.quoted(test.package ?? "None") + "}"
    hash = String(MD5.hexDigest(of: Array((full + metadata).utf8)).suffix(10))
  }

  /// Every run of other characters than letters, digits and underscores becomes one underscore.
  private static func cleaned(_ text: String) -> String {
    var result: [UInt8] = []
    var inRun = false
    for byte in text.utf8 {
      if JinjaLexer.isWord(byte) && byte < 0x80 {
        result.append(byte)
        inRun = false
      } else if !inRun {
        result.append(UInt8(ascii: "_"))
        inRun = true
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// A YAML value as Python would print it.
struct PythonValue {
  /// `str()` of the value, or of each item of a list or mapping.
  let parts: [String]
  /// What dbt hashes: texts of all leaves, keys sorted.
  let hashed: String

  init(text: String) {
    parts = [text]
    hashed = PythonNotation.quoted(text)
  }

  init(_ node: DocumentNode) {
    switch node.content {
    case .scalar: parts = [Self.text(node)]
    case .sequence(let items): parts = items.map { Self.text($0) }
    case .mapping(let mapping): parts = mapping.map { Self.text($0.value) }
    }
    hashed = Self.hashed(node, level: 0)
  }

  /// `str()` of a value.
  private static func text(_ node: DocumentNode) -> String {
    guard let scalar = node.scalar else { return notation(node, level: 0) }
    switch scalar.value {
    case .null: return "None"
    case .bool(let value): return value ? "True" : "False"
    case .int(let value): return String(value)
    case .float(let value): return PythonNotation.float(value)
    case .string: return scalar.text
    }
  }

  /// `repr()` of a value.
  private static func notation(_ node: DocumentNode, level: Int) -> String {
    guard level < 40 else { return "" }
    switch node.content {
    case .scalar(let scalar):
      return scalar.value == .string ? PythonNotation.quoted(scalar.text) : text(node)
    case .sequence(let items):
      return "[" + items.map { notation($0, level: level + 1) }.joined(separator: ", ") + "]"
    case .mapping(let mapping):
      let pairs = mapping.map {
        notation($0.key, level: level + 1) + ": " + notation($0.value, level: level + 1)
      }
      return "{" + pairs.joined(separator: ", ") + "}"
    }
  }

  private static func hashed(_ node: DocumentNode, level: Int) -> String {
    guard level < 40 else { return "" }
    switch node.content {
    case .scalar: return PythonNotation.quoted(text(node))
    case .sequence(let items):
      return "[" + items.map { hashed($0, level: level + 1) }.joined(separator: ", ") + "]"
    case .mapping(let mapping):
      let pairs = mapping.entries.sorted { ($0.name ?? "") < ($1.name ?? "") }.map {
        notation($0.key, level: level + 1) + ": " + hashed($0.value, level: level + 1)
      }
      return "{" + pairs.joined(separator: ", ") + "}"
    }
  }
}
