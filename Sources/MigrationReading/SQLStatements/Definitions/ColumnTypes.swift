import Domain
import SQLSyntax

extension ColumnType {
  /// The neutral form of a parsed type; `serial` is its integer.
  init(_ syntax: TypeName) {
    var name = Self.withoutSequence[syntax.canonical] ?? syntax.canonical
    if let fields = syntax.intervalFields { name += " " + fields }
    if !syntax.members.isEmpty {
      let list = syntax.members.map { ($0.name.map { $0.text + " " } ?? "") + $0.type.display }
      name += "(" + list.joined(separator: ", ") + ")"
    }
    self.init(
      schema: syntax.qualifiers.last.flatMap { $0.isPlaceholder ? nil : $0.text }, name,
      modifiers: syntax.modifiers, arrayDimensions: syntax.arrayDimensions)
  }

  /// The integers that `serial` types stand for.
  static let withoutSequence = [
    "serial": "integer", "serial4": "integer", "bigserial": "bigint", "serial8": "bigint",
    "smallserial": "smallint", "serial2": "smallint",
  ]
}

extension Identifier {
  /// Whether the name is a placeholder that a tool fills in: `${schema}`, `:schema`.
  var isPlaceholder: Bool {
    !isQuoted && (text.hasPrefix("${") || text.hasPrefix(":") || text.hasPrefix("%"))
  }
}
