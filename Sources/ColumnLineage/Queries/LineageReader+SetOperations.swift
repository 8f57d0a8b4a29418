import Domain
import SQLSyntax

extension LineageReader {
  /// What set operations give.
  mutating func relation(of compound: CompoundQuery, _ around: Surroundings) -> Relation {
    relation(of: compound, first: relation(of: compound.first, around), around)
  }

  /// What set operations give, when the first part is known already.
  mutating func relation(
    of compound: CompoundQuery, first: Relation, _ around: Surroundings
  ) -> Relation {
    var parts = [SetPart(relation: first)]
    var rawReads = first.rawReads
    for branch in compound.rest {
      var inner = around
      if branch.operation == .except { inner.clause = .filter }
      let relation = relation(of: branch.body, inner)
      if branch.operation == .union { rawReads += relation.rawReads }
      if !branch.isAll { rawReads = [] }
      guard branch.operation != .except else { continue }
      parts.append(SetPart(relation: relation, isByName: branch.isByName))
    }
    let merged = merge(parts, compound.range)
    return Relation(columns: merged.columns, opening: merged.opening, rawReads: rawReads.sortedUnique)
  }

  /// A part of a set operation that gives values.
  struct SetPart {
    /// What it gives.
    var relation: Relation
    /// Whether its columns match by name.
    var isByName = false
  }

  /// Columns side by side: by place where all columns are known, else by name.
  private mutating func merge(_ parts: [SetPart], _ range: ByteRange) -> SelectOutput {
    guard let first = parts.first?.relation else { return SelectOutput() }
    if parts.count == 1 { return SelectOutput(columns: first.columns, opening: first.opening) }
    let isByName = parts.contains { $0.isByName || $0.relation.opening != nil }
    var output = SelectOutput()
    var builders = first.columns.map { column in
      var builder = ValueBuilder()
      builder.addSide(column.value)
      return builder
    }
    output.columns = first.columns
    output.opening = first.opening
    var places: [Name: Int] = [:]
    if isByName {
      for (place, column) in first.columns.enumerated() where places[column.name] == nil {
        places[column.name] = place
      }
    }
    for part in parts.dropFirst() {
      output.opening = Opening.union(output.opening, part.relation.opening)
      spend(part.relation.columns.count)
      for (index, column) in part.relation.columns.enumerated() {
        let place = isByName ? places[column.name] : index
        if let place, place < builders.count {
          builders[place].addSide(column.value)
          if !column.isFromStar { output.columns[place].isFromStar = false }
        } else if isByName {
          places[column.name] = builders.count
          var builder = ValueBuilder()
          builder.addSide(column.value)
          builders.append(builder)
          output.columns.append(column)
        }
      }
    }
    for (place, builder) in builders.enumerated() {
      var value = finish(builder)
      value.isConstant = false
      output.columns[place].value = value
    }
    return output
  }
}
