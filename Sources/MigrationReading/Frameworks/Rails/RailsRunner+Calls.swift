import Domain
import ScriptSyntax

extension RailsRunner {
  /// What a call gives; its effect on the schema is kept.
  mutating func evaluate(_ call: ScriptCall) -> RailsValue {
    if case .function(let function) = call.callee {
      run(function, [])
      return .unknown
    }
    guard let name = call.name else { return .unknown }
    guard let receiver = call.receiver else { return perform(name, call) }
    if let dotted = receiver.dottedName {
      let last = dotted.split(separator: ".").last.map(String.init) ?? dotted
      if dotted == "self" || last == "connection" || ["schema", "conn", "migration"].contains(dotted) {
        return perform(name, call)
      }
      if dotted == "Rails.env" {
        return name == "production?"
          ? .boolean(true) : name.hasSuffix("?") ? .boolean(false) : .text(ScriptText("production"))
      }
    }
    let value = evaluate(receiver)
    switch value {
    case .table: tableCall(name, call)
    case .direction:
      if name == "up", let block = call.block { run(block, []) }
    case .text(let text): return Self.string(name, text)
    case .list, .map: return collection(name, value, call)
    case .rows(let table, let conditions): return rows(name, table, conditions, call)
    case .code(let function):
      if name == "call" { run(function, arguments(of: call).values) }
    case .number, .boolean, .null, .presence, .unknown: return unknownReceiver(name, receiver, call)
    }
    return .unknown
  }

  private static func string(_ name: String, _ text: ScriptText) -> RailsValue {
    switch name {
    case "squish", "strip", "strip_heredoc", "freeze", "to_s", "to_sym", "chomp", "html_safe": .text(text)
    case "upcase": .text(text.replacing(with: text.string.uppercased()))
    case "downcase": .text(text.replacing(with: text.string.lowercased()))
    case "pluralize", "tableize": .text(text.replacing(with: RailsWords.plural(text.string)))
    case "singularize": .text(text.replacing(with: RailsWords.singular(text.string)))
    default: .unknown
    }
  }

  private mutating func collection(_ name: String, _ value: RailsValue, _ call: ScriptCall) -> RailsValue {
    switch name {
    case "each", "each_pair", "reverse_each", "map", "each_with_index", "each_value", "each_key",
      "each_slice":
      guard let block = call.block else { return value }
      each(value, call.range) { $0.run(block, [$1]) }
      return .unknown
    case "freeze", "to_a", "uniq", "compact", "dup", "sort", "flatten": return value
    case "keys":
      if case .map(let entries) = value { return .list(entries.map { .text(ScriptText($0.key)) }) }
    case "values":
      if case .map(let entries) = value { return .list(entries.map(\.value)) }
    case "first":
      if case .list(let values) = value { return values.first ?? .null }
    default:
      if let block = call.block { conditionally { $0.run(block, [.unknown]) } }
    }
    return .unknown
  }

  /// A call on something outside of the file: code of the application.
  private mutating func unknownReceiver(_ name: String, _ receiver: ScriptNode, _ call: ScriptCall)
    -> RailsValue
  {
    if case .name(let constant) = receiver, constant.text.first?.isUppercase == true {
      guard !Self.libraries.contains(constant.text) else {
        if let block = call.block { run(block, []) }
        return .unknown
      }
      if Self.rowCalls.contains(name) || Self.queryCalls.contains(name) {
        return rows(name, TableName(RailsWords.table(constant.text)), [], call)
      }
      report(
        "program-code", "\"\(constant.text).\(name)\" is code that is not read", call.range, .mayChangeRows)
      return .unknown
    }
    if case .attribute(let constant) = receiver, constant.name.first?.isUppercase == true,
      Self.rowCalls.contains(name) || Self.queryCalls.contains(name)
    {
      return rows(name, TableName(RailsWords.table(constant.name)), [], call)
    }
    if let block = call.block { conditionally { $0.run(block, []) } }
    return .unknown
  }

  private static let libraries: Set<String> = [
    "ActiveRecord", "ActiveSupport", "Rails", "ENV", "Time", "Date", "DateTime", "Kernel", "Logger", "STDOUT",
    "SecureRandom", "JSON",
    "ApplicationRecord", "Hash", "Array", "Set", "Struct", "StrongMigrations", "Digest", "Integer", "Math",
    "File",
  ]
}
