extension QueryConditions {
  /// A filter of a model's rows.
  init(model: DjangoModel) {
    self.init { name in
      if name == "pk" { return model.primaryKey?.columnName }
      let field = model.field(named: name) ?? model.fields.first { $0.columnName == name }
      return field?.columnName
    }
  }
}
