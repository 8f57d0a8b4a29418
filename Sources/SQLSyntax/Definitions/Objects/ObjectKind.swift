/// Kinds of database objects that definitions speak of.
package enum ObjectKind: String, Hashable, Sendable, CaseIterable {
  case accessMethod, aggregate, cast, collation, column, constraint, conversion, database, domain
  case domainConstraint, eventTrigger, `extension`, foreignDataWrapper, foreignTable, function, index
  case language, largeObject, macro, materializedView, `operator`, operatorClass, operatorFamily, owned
  case policy, procedure, publication, role, routine, rule, schema, sequence, server, statistics
  case subscription, table, tablespace, textSearchConfiguration, textSearchDictionary, textSearchParser
  case textSearchTemplate, transform, trigger, type, userMapping, view

  /// Whether objects of this kind live in the one name space of tables, views, indexes and sequences.
  package var isRelation: Bool {
    switch self {
    case .foreignTable, .index, .materializedView, .sequence, .table, .view: true
    case .accessMethod, .aggregate, .cast, .collation, .column, .constraint, .conversion, .database,
      .domain, .domainConstraint, .eventTrigger, .extension, .foreignDataWrapper, .function, .language,
      .largeObject, .macro, .operator, .operatorClass, .operatorFamily, .owned, .policy, .procedure,
      .publication, .role, .routine, .rule, .schema, .server, .statistics, .subscription, .tablespace,
      .textSearchConfiguration, .textSearchDictionary, .textSearchParser, .textSearchTemplate,
      .transform, .trigger, .type, .userMapping:
      false
    }
  }
}

/// What `DROP` does to objects that depend on the dropped one.
package enum DropBehavior: String, Hashable, Sendable {
  /// Nothing was written: the same as `restrict`.
  case unspecified
  /// `RESTRICT`.
  case restrict
  /// `CASCADE`.
  case cascade
}

/// An object as a statement names it.
package struct ObjectReference: Hashable, Sendable {
  /// The object's name; for a trigger, rule or policy its own name, for a column the table's name.
  package var name: QualifiedName
  /// The table or domain that a trigger, rule, policy or constraint belongs to; an operator class's method.
  package var owner: QualifiedName?
  /// The column, for comments on columns.
  package var column: Identifier?
  /// Argument types of a function, procedure, aggregate or operator; nil if none were written.
  package var argumentTypes: [TypeName]?

  /// A reference by name.
  package init(
    name: QualifiedName, owner: QualifiedName? = nil, column: Identifier? = nil,
    argumentTypes: [TypeName]? = nil
  ) {
    self.name = name
    self.owner = owner
    self.column = column
    self.argumentTypes = argumentTypes
  }
}
