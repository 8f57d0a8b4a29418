import ScriptSyntax

/// What the macros of SeaORM derive: names of enumerations and types as the database has them, and the table and columns
/// of an entity. They become methods and classes that programs take them from
/// (https://docs.rs/sea-query/latest/sea_query/derive.Iden.html,
/// https://docs.rs/sea-orm/latest/sea_orm/derive.DeriveIden.html).
struct SeaNames {
  private let file: ScriptFile
  private let dialect: String

  private init(_ file: ScriptFile, dialect: String) {
    self.file = file
    self.dialect = dialect
  }

  /// The file with what is derived written out.
  static func expanded(_ file: ScriptFile, dialect: String) -> ScriptFile {
    var copy = file
    copy.statements = SeaNames(file, dialect: dialect).expanded(file.statements)
    return copy
  }

  private func expanded(_ statements: [ScriptStatement]) -> [ScriptStatement] {
    var result = statements.map { statement -> ScriptStatement in
      guard case .classDefinition(let definition) = statement else { return statement }
      return .classDefinition(expanded(definition))
    }
    for statement in statements {
      guard case .classDefinition(let model) = statement, SeaAttributes(model).derives("DeriveEntityModel")
      else { continue }
      result += SeaEntity(model, among: statements).classes.map { .classDefinition($0) }
    }
    return result
  }

  private func expanded(_ definition: ScriptClass) -> ScriptClass {
    var result = definition
    switch definition.kind {
    case .module: result.body = expanded(definition.body)
    case .enumeration:
      let variants = Self.nested(definition)
      let isDerived = SeaAttributes(definition).isName
      let written = isDerived ? nil : Self.writer(definition)
      guard isDerived || written != nil else { return definition }
      result.body = definition.body.map { statement in
        guard case .classDefinition(var variant) = statement else { return statement }
        let name =
          written.map { self.name($0, of: variant, among: variants) }
          ?? Self.derivedName(variant, of: definition)
        if let name { variant.body.append(Self.writing(name, at: variant.range)) }
        return .classDefinition(variant)
      }
    case .classType:
      if let written = Self.writer(definition) {
        let name = name(written, of: definition, among: [])
        if let name { result.body.append(Self.writing(name, at: definition.range)) }
      } else if SeaAttributes(definition).isName {
        let name = SeaAttributes(definition).name ?? Self.snake(definition.name)
        result.body.append(Self.writing(name, at: definition.range))
      }
    }
    return result
  }

  /// The classes that stand in another one.
  static func nested(_ definition: ScriptClass) -> [ScriptClass] {
    definition.body.compactMap { if case .classDefinition(let found) = $0 { found } else { nil } }
  }

  /// `fn to_string() -> String { "name" }`
  static func writing(_ name: String, at range: ScriptRange) -> ScriptStatement {
    .method("to_string", giving: .text(name, at: range), at: range)
  }

  /// The name that a variant has by its attributes: `Table` stands for the enumeration itself.
  private static func derivedName(_ variant: ScriptClass, of definition: ScriptClass) -> String? {
    if let name = SeaAttributes(variant).name { return name }
    return variant.name == "Table"
      ? SeaAttributes(definition).name ?? snake(definition.name) : snake(variant.name)
  }

  /// The method that a type's author wrote to name it.
  private static func writer(_ definition: ScriptClass) -> ScriptFunction? {
    let isName = definition.bases.contains { ["Iden", "IdenStatic"].contains($0.dottedName ?? "") }
    return isName ? definition.method("unquoted") ?? definition.method("as_str") : nil
  }

  /// What such a method writes for a variant.
  private func name(_ method: ScriptFunction, of variant: ScriptClass, among variants: [ScriptClass])
    -> String?
  {
    var own = variant
    if !variants.isEmpty { own.body = variants.map { .classDefinition($0) } }
    let trace = ScriptRun(file, dialect: dialect).calls(in: method, of: own)
    if let text = trace.result?.text { return text }
    for call in trace.calls.map(\.call) {
      let texts = call.positional.dropFirst(call.name == "write!" ? 1 : 0)
      switch call.name {
      case "write!" where texts.count > 1: return texts.dropFirst().first?.text
      case "write!", "write_str": return texts.first?.text
      default: continue
      }
    }
    return nil
  }

  /// `UserId` as `user_id`, as the crate heck divides words.
  static func snake(_ name: String) -> String {
    enum Mode { case boundary, lower, upper }
    let letters = Array(name)
    var result = ""
    var mode = Mode.boundary
    for (place, letter) in letters.enumerated() {
      if letter == "_" {
        if !result.isEmpty, result.last != "_" { result += "_" }
        mode = .boundary
        continue
      }
      let next = place + 1 < letters.count ? letters[place + 1] : nil
      if mode == .upper, letter.isUppercase, next?.isLowercase == true { result += "_" }
      let after: Mode = letter.isLowercase ? .lower : letter.isUppercase ? .upper : mode
      result += letter.lowercased()
      if after == .lower, next?.isUppercase == true {
        result += "_"
        mode = .boundary
      } else {
        mode = after
      }
    }
    while result.last == "_" { result.removeLast() }
    return result
  }

  /// `user_id` as `UserId`.
  static func camel(_ name: String) -> String {
    name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}

/// The attributes of a type, field or variant that SeaORM reads.
struct SeaAttributes {
  private let decorators: [ScriptNode]

  init(_ definition: ScriptClass) { decorators = definition.decorators }

  private func calls(_ name: String) -> [ScriptCall] {
    decorators.compactMap { node in
      if case .call(let call) = node, call.name == name { call } else { nil }
    }
  }

  /// Whether `#[derive(...)]` names a macro.
  func derives(_ macro: String) -> Bool {
    calls("derive").flatMap(\.positional).contains { node in
      guard case .name(let name) = node else { return false }
      return name.text == macro || name.text.hasSuffix("::" + macro)
    }
  }

  /// Whether a macro makes names of it.
  var isName: Bool { derives("Iden") || derives("DeriveIden") || derives("IdenStatic") }

  /// `#[iden = "x"]`, `#[iden(rename = "x")]`, `#[sea_orm(iden = "x")]`
  var name: String? {
    for call in calls("iden") {
      if let text = (call.positional.first ?? call.keyword("rename"))?.stringText { return text }
    }
    return text("iden")
  }

  /// A text of `#[sea_orm(name = "text")]`.
  func text(_ name: String) -> String? { value(name)?.stringText }

  /// A value of `#[sea_orm(name = value)]`.
  func value(_ name: String) -> ScriptNode? { calls("sea_orm").lazy.compactMap { $0.keyword(name) }.first }

  /// Whether `#[sea_orm(word)]` stands there.
  func has(_ word: String) -> Bool {
    calls("sea_orm").flatMap(\.positional).contains { node in
      if case .name(let name) = node { name.text == word } else { false }
    }
  }
}
