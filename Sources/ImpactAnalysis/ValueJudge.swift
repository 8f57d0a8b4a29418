import Domain

/// What a change of values does to a declaration, a use, a literal or a test.
struct ValueJudge {
  /// A comparison that goes wrong.
  struct Hit {
    /// Whether it certainly does.
    var isCertain = true
    /// Whether a person should look before the merge is stopped.
    var isReviewOnly = false
  }

  /// A test that fails.
  struct Failure {
    /// Why.
    var text: String
    /// Whether it certainly fails.
    var isCertain = true
    /// Whether a person should look before the merge is stopped.
    var isReviewOnly = false
  }

  /// The effect on a source that declares the column.
  func effectOnDeclaration(_ value: ValueChange) -> EffectKind? {
    switch value {
    case .null: .nullOnward
    case .otherColumn, .rescaled: .wrongValue
    case .retyped(let type): retypeEffect(type.step)
    case .derived(let effect): effect
    case .replaced, .added, .rewritten, .rewrittenTo, .mayBeNull, .rowsGone, .keyLoosened, .refersElsewhere,
      .collated:
      nil
    }
  }

  /// The effect on a query that names the column, with or without a literal.
  func effectOnUse(_ value: ValueChange) -> EffectKind? {
    switch value {
    case .null: .nullOnward
    case .otherColumn, .rescaled: .wrongValue
    case .retyped(let type): retypeEffect(type.step)
    case .derived(let effect): effect
    case .collated: .unknown
    case .replaced, .added, .rewritten, .rewrittenTo, .mayBeNull, .rowsGone, .keyLoosened, .refersElsewhere:
      nil
    }
  }

  /// The effect on what stands below wrong rows.
  func effectBelow(_ value: ValueChange) -> EffectKind {
    if case .derived(let effect) = value { effect } else { .wrongValue }
  }

  /// Whether findings from this are review at most.
  func isReviewOnly(_ value: ValueChange) -> Bool {
    switch value {
    case .retyped(let type): type.step == .otherClass
    case .mayBeNull, .rowsGone, .refersElsewhere, .collated: true
    case .added, .replaced, .rewritten, .rewrittenTo, .rescaled, .otherColumn, .null, .keyLoosened, .derived:
      false
    }
  }

  private func retypeEffect(_ step: TypeChange.Step) -> EffectKind? {
    switch step {
    case .wider, .constraintOnly: nil
    case .otherClass: .unknown
    case .narrower, .incompatible: .wrongValue
    }
  }

  /// Whether a literal that is compared with the column no longer means what it did.
  func hit(of literal: LiteralUse, by value: ValueChange) -> Hit? {
    switch value {
    case .replaced(let values):
      switch literal.standing(after: values) {
      case .lost: Hit(isCertain: values.isCertain)
      case .doubtful: Hit(isCertain: false, isReviewOnly: true)
      case .kept: nil
      }
    case .rewritten: Hit(isCertain: false)
    case .rewrittenTo(let rewrite):
      switch literal.standing(after: rewrite) {
      case .lost: Hit()
      case .doubtful: Hit(isCertain: false, isReviewOnly: true)
      case .kept: nil
      }
    case .rowsGone(let values): values.contains(literal.value) ? Hit(isReviewOnly: true) : nil
    case .added, .rescaled, .otherColumn, .retyped, .mayBeNull, .null, .keyLoosened, .refersElsewhere,
      .collated,
      .derived:
      nil
    }
  }

  /// Whether a test on the column fails.
  func failure(of use: DeclaredUse, test: String, by value: ValueChange) -> Failure? {
    let name = test.split(separator: ".").last.map(String.init) ?? test
    switch value {
    case .replaced(let values):
      guard use.role == .acceptedValues else { return nil }
      let strange = values.new.subtracting(use.values).sorted()
      guard !strange.isEmpty else { return nil }
      return Failure(
        text: "accepts \(quoted(use.values)), not \(quoted(strange))", isCertain: values.isCertain)
    case .rewrittenTo(let rewrite):
      guard use.role == .acceptedValues else { return nil }
      return failure(of: use, after: rewrite)
    case .added(let new):
      let strange = new.subtracting(use.values).sorted()
      guard use.role == .acceptedValues, new.isEmpty || !strange.isEmpty else { return nil }
      let others = new.isEmpty ? "and any value may come" : "not \(quoted(strange))"
      return Failure(
        text: "accepts \(quoted(use.values)), \(others)", isCertain: false, isReviewOnly: true)
    case .rewritten:
      guard use.role == .acceptedValues else { return nil }
      return Failure(text: "accepts \(quoted(use.values)), and the values were rewritten", isCertain: false)
    case .null:
      guard name == "not_null" else { return nil }
      return Failure(text: "\"\(use.column)\" is NULL from now on")
    case .mayBeNull:
      guard name == "not_null" else { return nil }
      return Failure(text: "\"\(use.column)\" may now be NULL", isCertain: false, isReviewOnly: true)
    case .keyLoosened:
      guard name == "unique" else { return nil }
      return Failure(text: "\"\(use.column)\" is no longer kept unique", isCertain: false, isReviewOnly: true)
    case .refersElsewhere:
      guard name == "relationships" else { return nil }
      return Failure(text: "\"\(use.column)\" refers to other rows", isCertain: false, isReviewOnly: true)
    case .otherColumn, .rescaled, .derived:
      return Failure(text: "\"\(use.column)\" holds other values", isCertain: false, isReviewOnly: true)
    case .retyped(let type):
      guard retypeEffect(type.step) != nil else { return nil }
      return Failure(text: "\"\(use.column)\" has another type", isCertain: false, isReviewOnly: true)
    case .rowsGone, .collated:
      return nil
    }
  }

  /// Whether a list of accepted values refuses what a rewrite leaves.
  private func failure(of use: DeclaredUse, after rewrite: ValueRewrite) -> Failure? {
    let accepts = "accepts \(quoted(use.values)), "
    switch rewrite {
    case .only(let values):
      let strange = Set(values).subtracting(use.values).sorted()
      return strange.isEmpty ? nil : Failure(text: accepts + "not \(quoted(strange))")
    case .uppercase, .lowercase:
      let isAllLost = use.values.allSatisfy { !$0.stands(after: rewrite) }
      let isAllKept = use.values.allSatisfy { $0.stands(after: rewrite) }
      if isAllKept, !use.values.isEmpty { return nil }
      let letters = rewrite == .uppercase ? "capital" : "small"
      return Failure(text: accepts + "and all letters are \(letters) now", isCertain: isAllLost)
    }
  }

  private func quoted(_ values: [String]) -> String {
    values.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}
