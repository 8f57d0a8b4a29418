import Domain
import SQLSyntax

extension ColumnType {
  /// The neutral form of a parsed type; `serial` is its integer.
  init(_ syntax: TypeName) {
    var name = Self.withoutSequence(syntax.canonical) ?? syntax.canonical
    if let fields = syntax.intervalFields { name += " " + fields }
    if !syntax.members.isEmpty {
      let list = syntax.members.map { ($0.name.map { $0.text + " " } ?? "") + $0.type.display }
      name += "(" + list.joined(separator: ", ") + ")"
    }
    self.init(
      schema: syntax.qualifiers.last.flatMap { $0.isPlaceholder ? nil : $0.text }, name,
      modifiers: syntax.modifiers, arrayDimensions: syntax.arrayDimensions)
  }

  /// The integer that a `serial` type stands for; nil for other types.
  static func withoutSequence(_ name: String) -> String? {
    guard let first = name.utf8.first, first == UInt8(ascii: "s") || first == UInt8(ascii: "b") else {
      return nil
    }
    return switch name {
    case "serial", "serial4": "integer"
    case "bigserial", "serial8": "bigint"
    case "smallserial", "serial2": "smallint"
    default: nil
    }
  }
}

extension TypeName {
  /// Whether the type makes its column count by itself.
  var isSerial: Bool { qualifiers.isEmpty && ColumnType.withoutSequence(canonical) != nil }
}

extension Identifier {
  /// Whether the name is a placeholder that a tool fills in: `${schema}`, `:schema`.
  var isPlaceholder: Bool {
    !isQuoted && (text.hasPrefix("${") || text.hasPrefix("{{") || text.hasPrefix(":") || text.hasPrefix("%"))
  }
}
