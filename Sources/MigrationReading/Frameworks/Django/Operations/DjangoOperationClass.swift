import Domain
import ScriptSyntax

/// A class of the repository that is built on an operation of Django: leaves it as it is, adds something to it, or
/// takes one of its halves away, as a removal from the state that leaves the column alone.
struct DjangoOperationClass {
  /// The half that is left.
  enum Part {
    case whole, state, database, nothing
  }

  /// The operation of Django.
  let kind: DjangoOperation
  /// How much of it is done.
  let part: Part

  /// What a class of a module does; nil if it is built on something else, or does it in a way of its own.
  init?(_ definition: ScriptClass, in module: DjangoMigrationFile) {
    guard let base = definition.bases.first?.dottedName?.split(separator: ".").last,
      let kind = DjangoOperation(named: String(base))
    else { return nil }
    var isLeft: [Bool] = []
    for name in ["state_forwards", "database_forwards"] {
      guard let method = definition.method(name) else {
        isLeft.append(true)
        continue
      }
      let text = Array(method.range.text(of: module.text.bytes).utf8)
      let isPassedOn = ByteSearch.contains(text, Array("super().\(name)(".utf8))
      guard isPassedOn || Self.isEmpty(method, module.text.bytes) else { return nil }
      isLeft.append(isPassedOn)
    }
    if let setup = definition.method("__init__") {
      let text = Array(setup.range.text(of: module.text.bytes).utf8)
      guard ByteSearch.contains(text, Array("super().__init__(".utf8)) else { return nil }
    }
    self.kind = kind
    part = isLeft[0] ? (isLeft[1] ? .whole : .state) : isLeft[1] ? .database : .nothing
  }

  /// Whether a method does nothing: `pass`, `return`, a text that describes it.
  static func isEmpty(_ method: ScriptFunction, _ bytes: [UInt8]) -> Bool {
    method.body.allSatisfy { statement in
      switch statement {
      case .inert: true
      case .expression(let node): node.stringText != nil
      case .returning(let node, _): node.map { $0.range.text(of: bytes) == "None" } ?? true
      default: false
      }
    }
  }
}
