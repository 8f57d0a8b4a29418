import Domain
import ScriptSyntax

/// Arguments of Sequel's calls: names, and options as keywords or in a hash.
struct SequelArguments {
  let call: FoldedCall
  /// Arguments by place, hashes of options left out.
  let values: [FoldedValue]
  private let options: [FoldedEntry]

  init(_ call: FoldedCall) {
    self.call = call
    values = call.positional.filter { $0.entries == nil }
    options = call.positional.flatMap { $0.entries ?? [] }
  }

  subscript(_ place: Int) -> FoldedValue? { values.indices.contains(place) ? values[place] : nil }

  /// The value of an option; nil if it is not given.
  func option(_ name: String) -> FoldedValue? {
    call.keyword(name) ?? options.last { $0.key.nameText == name }?.value
  }

  /// Whether an option is given as true.
  func flag(_ name: String) -> Bool { option(name)?.boolean == true }

  /// All hash entries and keywords.
  var entries: [FoldedEntry] {
    options
      + call.arguments.compactMap { argument in
        guard let name = argument.name, name != "&" else { return nil }
        let key = FoldedValue(.symbol(name), at: argument.value.range)
        return FoldedEntry(key: key, value: argument.value)
      }
  }
}

/// Names of tables and columns as Sequel's calls take them.
enum SequelNames {
  /// `:users`, `"users"`, `Sequel[:shop][:users]`, `Sequel.qualify(:shop, :users)`, `:shop__users`.
  static func table(_ value: FoldedValue?) -> TableName? {
    guard let parts = value.flatMap({ path($0) }), let name = parts.last else { return nil }
    return parts.count > 1 ? TableName(schema: parts[parts.count - 2], name) : TableName(name)
  }

  /// The name of a column.
  static func column(_ value: FoldedValue?) -> String? { value.flatMap { path($0) }?.last }

  /// One name, or a list of them.
  static func columns(_ value: FoldedValue?) -> [String]? {
    guard let value else { return nil }
    guard let elements = value.elements else { return column(value).map { [$0] } }
    let names = elements.compactMap { column($0) }
    return names.count == elements.count && !names.isEmpty ? names : nil
  }

  /// The parts of a name; nil if it is not known.
  static func path(_ value: FoldedValue, level: Int = 0) -> [String]? {
    guard level < 8 else { return nil }
    switch value.content {
    case .symbol(let name): return split(name)
    case .string(let text): return split(text.string)
    case .element(let element):
      if element.receiver.resolved == "Sequel" { return path(element.index, level: level + 1) }
      guard let outer = path(element.receiver, level: level + 1), case .element = element.receiver.content
      else { return nil }
      return path(element.index, level: level + 1).map { outer + $0 }
    case .call(let call): return path(call, level)
    default: return nil
    }
  }

  private static func path(_ call: FoldedCall, _ level: Int) -> [String]? {
    let first = call.positional.first
    if call.resolved == "Sequel.qualify", call.positional.count == 2, let first,
      let outer = path(first, level: level + 1)
    {
      return path(call.positional[1], level: level + 1).map { outer + $0 }
    }
    if ["Sequel.identifier", "Sequel.expr", "Sequel.as", "Sequel.desc", "Sequel.asc"].contains(call.resolved)
    {
      return first.flatMap { path($0, level: level + 1) }
    }
    guard case .member(let member) = call.callee.content else { return nil }
    switch call.name {
    case "qualify":
      // Where the schema is not known, names without it are meant.
      return path(member.receiver, level: level + 1).map { own in
        (first.flatMap { path($0, level: level + 1) } ?? []) + own
      }
    case "as", "desc", "asc", "identifier": return path(member.receiver, level: level + 1)
    default: return nil
    }
  }

  /// `schema__table___alias`, as Sequel 4 takes symbols apart.
  private static func split(_ name: String) -> [String] {
    let bytes = Array(name.utf8)
    let mark = [UInt8](repeating: UInt8(ascii: "_"), count: 2)
    guard let at = ByteSearch.first(of: mark, in: bytes), at > 0, at + 2 < bytes.count else { return [name] }
    let rest = bytes[(at + 2)...]
    if rest.first == UInt8(ascii: "_") { return [String(decoding: bytes[..<at], as: UTF8.self)] }
    return [String(decoding: bytes[..<at], as: UTF8.self), String(decoding: rest, as: UTF8.self)]
  }
}
