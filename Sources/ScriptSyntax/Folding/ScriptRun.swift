/// What a call gives that is not folded, by the calls that were made before it; nil if that is not known.
package typealias ScriptAnswers = @Sendable (_ call: FoldedCall, _ before: [ExecutedCall]) -> FoldedValue?

/// Runs a script as far as its text alone says: constants are folded, loops over known lists unrolled, functions
/// of the same file run in place. Nothing outside of the file is known, nothing has an effect.
package struct ScriptRun: Sendable {
  /// What the top level of the file does.
  package let module: ScriptTrace
  private let evaluator: Evaluator

  /// Runs the top level of a file.
  ///
  /// `dialect` decides conditions on the database (`postgresql`, `mysql`, `sqlite`, `mssql`, in any spelling);
  /// without it their branches are all run, as conditional. `given` are names from outside, such as constants
  /// of other files. `answers` may know what calls give that leave the file: it is asked with the calls listed so
  /// far, and what it answers is not listed. `modules` are other files, run before, by the names that
  /// `ScriptFile.importedModules` lists. `equivalents` are calls that give a value by another name, as long as no
  /// function is handed to them.
  package init(
    _ file: ScriptFile, dialect: String? = nil, given: [String: FoldedValue] = [:],
    answers: ScriptAnswers? = nil, modules: [String: ScriptModule] = [:],
    equivalents: [String: String] = [:]
  ) {
    var evaluator = Evaluator(file: file, dialect: dialect.map(DialectCondition.normal))
    evaluator.answers = answers
    evaluator.equivalents = equivalents
    evaluator.install(modules)
    for (name, value) in given {
      evaluator.bind(name, value, declares: true)
      guard case .classValue(let type) = value.content else { continue }
      let place = ClassPlace(name: type.name, range: type.range)
      let known = file.language.isOfJVM ? evaluator.homes[place] : nil
      evaluator.homes[place] = known ?? Evaluator.elsewhere
    }
    module = evaluator.runModule()
    self.evaluator = evaluator
  }

  /// The classes at the top level of the file.
  package var classes: [ScriptClass] { evaluator.file.classes }

  /// Whether the file has no statement but plain texts such as `"use strict"`, and was read whole.
  package var isEmpty: Bool {
    module.troubles.isEmpty
      && evaluator.file.statements.allSatisfy {
        switch $0 {
        case .expression(.string), .inert: true
        default: false
        }
      }
  }

  /// The file as others import it, by a name that tells it from all others that are imported: however many of them
  /// import it themselves, it is there once.
  package func asModule(_ origin: String) -> ScriptModule { ScriptModule(evaluator, origin: origin) }

  /// What a name of the top level is bound to.
  package func value(named name: String) -> FoldedValue? { evaluator.moduleValue(name) }

  /// What the file gives to others under a name (`export`, `exports.a`, `module.exports = { a }`); `default` for
  /// a default export or `module.exports` as a whole.
  package func exported(_ name: String) -> FoldedValue? { evaluator.exported(name) }

  /// All that the file gives to others, in the order of its names.
  package var exports: [FoldedValue] {
    evaluator.exports.keys.sorted().compactMap { evaluator.exported($0) }
  }

  /// What an expression of the top level is.
  package func value(of node: ScriptNode) -> FoldedValue {
    var evaluator = evaluator
    return evaluator.value(of: node, use: .value)
  }

  /// What a function does when it is called with these arguments.
  ///
  /// A parameter without an argument and default is a reference by its own name. For a method of a class give
  /// the class; its own parameter (`self`) is then not among the arguments.
  package func calls(
    in function: ScriptFunction, of owner: ScriptClass? = nil, arguments: [FoldedArgument] = []
  ) -> ScriptTrace {
    calls(
      in: FoldedClosure(function: function, captured: [:], owner: owner, frame: nil), arguments: arguments)
  }

  /// A method of a class as a value.
  package static func closure(_ method: ScriptFunction, of owner: ScriptClass) -> FoldedClosure {
    FoldedClosure(function: method, captured: [:], owner: owner, frame: nil)
  }

  /// A function of the file's top level as a value.
  package static func closure(_ function: ScriptFunction) -> FoldedClosure {
    FoldedClosure(function: function, captured: [:], owner: nil, frame: nil)
  }

  /// A method that a class has from one of those that it is built on, as far as their files are known.
  package func inherited(_ name: String, of definition: ScriptClass) -> FoldedClosure? {
    evaluator.lineage(of: definition).dropFirst().lazy.compactMap { type in
      type.method(name).map { evaluator.method($0, of: type, for: definition) }
    }.first
  }

  /// What a function that was passed as a value does when it is called with these arguments.
  package func calls(in closure: FoldedClosure, arguments: [FoldedArgument] = []) -> ScriptTrace {
    var evaluator = evaluator
    return evaluator.trace { evaluator in
      evaluator.run(closure, arguments, isMethod: closure.owner != nil, at: closure.function.range)
    }
  }

  /// What the body of a class defines.
  package func fields(of definition: ScriptClass) -> ScriptFields {
    var evaluator = evaluator
    return evaluator.fields(of: definition)
  }
}
