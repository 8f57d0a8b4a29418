import Domain
import ScriptSyntax

/// Rows that programs of migrations change by models of their moment: `apps.get_model("shop.User")`.
struct TortoiseRows: PythonModels {
  /// What Tortoise hands to a program, for the models.
  static let apps = "(apps)"

  let state: TortoiseState
  let app: String

  func change(_ call: FoldedCall) -> PythonRowChange? {
    var links = call.chain
    guard let first = links.first, let model = model(&links, first), let last = links.last,
      PythonRowChange.writes.contains(last.name)
    else { return nil }
    guard let model else { return .unknown(nil) }
    return operation(last, links.dropLast(), model).map { .known($0) } ?? .unknown(model.table)
  }

  func query(_ call: FoldedCall) -> PythonModelQuery? {
    var links = call.chain
    guard let first = links.first, let found = model(&links, first), let model = found,
      let key = model.primary?.column, let last = links.last, last.name != "get_model"
    else { return nil }
    var query = PythonModelQuery(
      table: model.table, key: key, columnName: { model.columnName($0) }, equals: [])
    for link in links {
      switch link.name {
      case "all", "order_by", "only", "using_db", "prefetch_related", "select_related": continue
      case "exclude", "limit", "offset", "distinct": query.equals = nil
      case "filter":
        for argument in link.arguments {
          guard let column = argument.name.flatMap({ model.columnName($0) }), argument.value.isPlain,
            argument.value.elements == nil
          else {
            query.equals = nil
            continue
          }
          query.equals?.append((column, argument.value))
        }
      default: return nil
      }
    }
    return query
  }

  /// The model of a chain, which is left with the calls behind it; an inner nil for one that is not known.
  private func model(_ links: inout [FoldedCall], _ first: FoldedCall) -> TortoiseModel?? {
    if first.resolved == Self.apps + ".get_model" {
      links.removeFirst()
      let texts = first.positional.compactMap(\.text)
      let key =
        texts.count == 2
        ? TortoiseModel.Key(app: texts[0], name: texts[1]) : texts.first.flatMap { TortoiseModel.Key($0) }
      return .some(key.flatMap { state.models[$0] })
    }
    // A class of the application: `User.filter(...)`.
    let parts = (first.resolved ?? "").split(separator: ".").map(String.init)
    guard parts.count > 1, parts[parts.count - 2].first?.isUppercase == true else { return nil }
    let name = parts[parts.count - 2]
    let named = state.models.values.filter { $0.key.name == name }.sorted { $0.key < $1.key }
    return .some(named.first { $0.key.app == app } ?? (named.count == 1 ? named[0] : nil))
  }

  private func operation(_ call: FoldedCall, _ links: ArraySlice<FoldedCall>, _ model: TortoiseModel)
    -> OperationKind?
  {
    let reader = QueryConditions { model.columnName($0) }
    switch call.name {
    case "create":
      guard links.isEmpty, let assignments = assignments(call, reader), !assignments.isEmpty else {
        return nil
      }
      return .insertRows(
        model.table, columns: assignments.map(\.column), rows: [assignments.map(\.value)], isComplete: true)
    case "update":
      guard let assignments = assignments(call, reader), let conditions = conditions(links, reader) else {
        return nil
      }
      return .updateRows(
        model.table, alias: nil, assignments: assignments, inputs: [], conditions: conditions)
    case "delete":
      guard let conditions = conditions(links, reader) else { return nil }
      return .deleteRows(model.table, alias: nil, inputs: [], conditions: conditions)
    default: return nil
    }
  }

  private func assignments(_ call: FoldedCall, _ reader: QueryConditions) -> [Assignment]? {
    let found = call.arguments.filter { $0.name != "using_db" }.map { argument -> Assignment? in
      guard !argument.isSpread, case .column(let column)? = argument.name.flatMap({ reader.column($0) })
      else {
        return nil
      }
      let value = reader.expression(argument.value) ?? .opaque(text: "a value of the program", columns: [])
      return Assignment(column: column.name, value: value)
    }
    let known = found.compactMap { $0 }
    return known.count == found.count ? known : nil
  }

  /// The rows that `filter`, `exclude` and `all` choose.
  private func conditions(_ links: ArraySlice<FoldedCall>, _ reader: QueryConditions) -> [Expression]? {
    var found: [Expression] = []
    for link in links {
      switch link.name {
      case "all", "using_db": continue
      case "filter", "exclude":
        let parts = link.arguments.map { argument in
          argument.isSpread
            ? nil
            : argument.name.map { reader.filter($0, argument.value) } ?? reader.expression(argument.value)
        }
        let known = parts.compactMap { $0 }
        guard known.count == parts.count, !known.isEmpty else { return nil }
        if link.name == "filter" {
          found += known
        } else {
          found.append(.call("not", [known.count == 1 ? known[0] : .call("and", known)]))
        }
      default: return nil
      }
    }
    return found
  }
}

extension TortoiseModel {
  /// The column of a field, of a relation also by its column's own name.
  func columnName(_ name: String) -> String? {
    if name == "pk" { return primary?.column }
    return field(named: name)?.column ?? fields.first { $0.column == name }?.column
  }
}
