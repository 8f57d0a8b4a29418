import Domain
import ScriptSyntax

/// Enumerated types and schemas.
extension RailsRunner {
  /// Nil for other calls.
  mutating func typeCall(_ name: String, _ arguments: RailsArguments, _ range: ScriptRange) -> RailsValue? {
    switch name {
    case "create_enum", "add_enum_value", "rename_enum_value", "rename_enum", "drop_enum", "create_schema",
      "drop_schema", "create_type", "drop_type", "rename_schema", "remove_enum_value", "add_enum_values":
      break
    default: return nil
    }
    guard let first = arguments.text(0) else {
      report("dynamic-call", "the name in \"\(name)\" is not known from the text", range, .mayChangeSchema)
      return .null
    }
    if name == "remove_enum_value" {
      // Rows that have it must change before: what they become is told where they do.
      report(
        "dynamic-call", "which columns lose the value that \"\(name)\" names is not known", range,
        .mayChangeRows)
    } else if !changeType(name, first, arguments, range) {
      report("dynamic-call", "a value in \"\(name)\" is not known from the text", range, .mayChangeSchema)
    }
    return .null
  }

  private mutating func changeType(
    _ name: String, _ first: String, _ arguments: RailsArguments, _ range: ScriptRange
  ) -> Bool {
    let type = Self.tableName(first)
    let options = arguments.options
    switch name {
    case "create_enum", "create_type":
      let values = (arguments.value(1) ?? options["values"])?.elements ?? []
      guard !values.isEmpty, values.allSatisfy({ $0.string != nil }) else { return false }
      emit(.createEnum(type, labels: values.compactMap(\.string), onlyIfAbsent: true), range)
    case "add_enum_value", "add_enum_values":
      let labels = arguments.values.dropFirst().flatMap(\.elements)
      guard !labels.isEmpty, labels.allSatisfy({ $0.string != nil }) else { return false }
      let position: LabelPosition =
        options.text("before").map { .before($0) } ?? options.text("after").map { .after($0) } ?? .last
      for label in labels.compactMap(\.string) {
        emit(.addEnumLabel(type, label: label, position: position, onlyIfAbsent: true), range)
      }
    case "rename_enum_value":
      guard let from = options.text("from") ?? arguments.text(1),
        let to = options.text("to") ?? arguments.text(2)
      else { return false }
      emit(.renameEnumLabel(type, label: from, to: to), range)
    case "rename_enum":
      guard let to = options.text("to") ?? arguments.text(1) else { return false }
      emit(.renameType(type, to: Self.tableName(to)), range)
    case "drop_enum", "drop_type":
      emit(
        .dropType(
          type, onlyIfPresent: options.flag("if_exists") == true || isAbsenceGuarded, cascade: false), range)
    case "create_schema": emit(.createSchema(first), range)
    case "drop_schema": emit(.dropSchema(first, cascade: true), range)
    case "rename_schema":
      guard let to = arguments.text(1) else { return false }
      emit(.renameSchema(first, to: to), range)
    default: return false
    }
    return true
  }
}
