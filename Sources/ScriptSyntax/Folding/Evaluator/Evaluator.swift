/// Runs statements and folds expressions; a value, so that every question starts from the same state.
struct Evaluator: Sendable {
  /// Nodes and elements that one run may go through.
  static let stepLimit = 400_000
  /// Levels of running in running: nested expressions, blocks and functions in place.
  static let depthLimit = 160
  /// Functions of the file that are run inside of each other.
  static let callLimit = 12
  /// Levels of nested values times five, or links of a chain times two.
  static let heightLimit = 300
  /// Values in one value.
  static let weightLimit = 100_000
  /// Rounds of a loop with a condition.
  static let roundLimit = 1_000
  /// Values that are kept of a list whose length is not known.
  static let sampleLimit = 40
  /// Calls that are listed.
  static let recordLimit = 100_000

  /// The number of files of which only classes were given.
  static let elsewhere = -1

  let file: ScriptFile
  let dialect: String?
  let semantics: any ScriptSemantics
  /// Knows what some calls give that leave the file.
  var answers: ScriptAnswers?
  /// Modules that are imported, the module itself, then what is running, innermost last.
  var frames = [Frame(id: 0, parent: nil)]
  /// Where the module itself stands among the frames.
  var base = 0
  /// What imported files give, by the names that this file has for them.
  var modules: [String: ImportedModule] = [:]
  /// The modules of the classes that imported files have, by where these stand in them.
  var homes: [ClassPlace: Int] = [:]
  /// Calls without functions among their arguments that give a value of another name.
  var equivalents: [String: String] = [:]
  /// The call of this file by which a function of another one runs.
  var site: ScriptRange?
  var nextFrame = 1
  var records: [ExecutedCall] = []
  var troubles: [ScriptTrouble] = []
  var conditions: [FoldedCondition] = []
  var repeats = 0
  var steps = 0
  var depth = 0
  var calls = 0
  /// The functions that run now, with the calls that were listed before them, outermost first.
  var running: [(function: ScriptRange, records: Int)] = []
  /// Whether what runs now came from a call of a function of another file that was given nothing of the tool's.
  var runsApart = false
  /// Names that were bound in branches that may not be run, innermost last.
  var journals: [[FrameKey: FoldedValue?]] = []
  var isExhausted = false
  /// What a template of Go wrote last into the text that its call is given.
  var written: FoldedValue?
  /// What the file gives to others, by name; `default` for a default export.
  var exports: [String: FoldedValue] = [:]
  /// Names that are exported before they may be bound.
  var exportedNames: [ScriptExport.Name] = []

  init(file: ScriptFile, dialect: String?) {
    self.file = file
    self.dialect = dialect
    semantics = file.language.semantics
  }

  /// Names of one running function, class body or the module.
  struct Frame: Sendable {
    var id: Int
    /// The imported file whose names these are.
    var origin: String?
    /// Index of the frame in which names are looked for next.
    var parent: Int?
    var bindings: [String: FoldedValue] = [:]
    /// The class whose body or method runs.
    var owner: ScriptClass?
    var isClassBody = false
    /// Values that may be returned, by branches that may not be run.
    var possibleResults: [FoldedValue?] = []
  }

  struct FrameKey: Hashable, Sendable {
    var frame: Int
    var name: String
  }

  /// How a statement ends.
  enum Flow {
    case normal
    case returned(FoldedValue?)
    case raised
    case broken
    case continued
  }

  /// Counts work; false when the limit is reached, which is a trouble once.
  mutating func spend(_ amount: Int, at range: ScriptRange) -> Bool {
    steps &+= max(0, amount)
    if steps <= Self.stepLimit { return true }
    if !isExhausted {
      isExhausted = true
      let message = "running this takes more than \(Self.stepLimit) steps; the rest is not followed"
      troubles.append(ScriptTrouble(.tooLarge, message, at: range))
    }
    return false
  }

  mutating func trouble(_ message: String, at range: ScriptRange, _ kind: ScriptTrouble.Kind = .notFoldable) {
    if troubles.count < 1_000 { troubles.append(ScriptTrouble(kind, message, at: site ?? range)) }
  }

  /// A value, opaque if it is nested too deep.
  func made(_ content: FoldedValue.Content, at range: ScriptRange) -> FoldedValue {
    let value = FoldedValue(content, at: range)
    return bounded(value)
  }

  /// A value; opaque if it is nested too deep or too large.
  func bounded(_ value: FoldedValue) -> FoldedValue {
    if value.height > Self.heightLimit { return opaque("a value of too many levels", at: value.range) }
    return value.weight > Self.weightLimit ? opaque("a value of too many parts", at: value.range) : value
  }

  func opaque(_ reason: String, at range: ScriptRange) -> FoldedValue {
    FoldedValue(.opaque(reason), at: range)
  }

  /// Runs something and gives what it did.
  mutating func trace(_ body: (inout Evaluator) -> FoldedValue?) -> ScriptTrace {
    records = []
    troubles = []
    steps = 0
    isExhausted = false
    let result = body(&self)
    defer {
      records = []
      troubles = []
    }
    return ScriptTrace(calls: records, result: result, troubles: troubles)
  }

  /// Runs the statements of the file.
  mutating func runModule() -> ScriptTrace {
    let statements = file.statements
    return trace { evaluator in
      evaluator.hoist(statements)
      let flow = evaluator.run(statements)
      evaluator.resolveExports()
      if evaluator.file.language == .php { evaluator.exportClasses(flow) }
      if evaluator.file.language.hasOwnMembers { evaluator.exportTypes() }
      if evaluator.file.language == .rust || evaluator.file.language == .go { evaluator.exportNames() }
      return nil
    }
  }

  /// What a name of the module is bound to.
  func moduleValue(_ name: String) -> FoldedValue? { frames[base].bindings[name] }

  /// Runs the body of a class and gives its fields.
  mutating func fields(of definition: ScriptClass) -> ScriptFields {
    var values: [String: FoldedValue] = [:]
    let traced = trace { evaluator in
      values = evaluator.bodyFields(of: definition)
      return nil
    }
    return ScriptFields(values: values, calls: traced.calls, troubles: traced.troubles)
  }
}
