import Domain

/// Evaluates one template within limits. Nothing is thrown: what is not known becomes an opaque value.
///
/// A condition that is not known takes the branch that `variant` says: 0 the first, 1 the next, and so on, so
/// that a caller who renders all variants has seen the text of every branch.
final class JinjaEvaluator {
  /// What names stand for.
  unowned let host: any JinjaHost
  /// Which branch unknown conditions take.
  let variant: Int
  /// How many variants it takes to see every branch; known after rendering.
  private(set) var variantCount = 1
  /// Steps left.
  private(set) var steps: Int
  /// Why rendering stopped early.
  private(set) var stop: String?
  /// Placeholders in the rendered text, by number.
  private(set) var placeholders: [JinjaPlaceholder] = []

  private var frames: [JinjaFrame] = [JinjaFrame()]
  private var depth = 0
  private var builtBytes = 0
  /// Set by `return()`; unwinds to the macro's call.
  var returned: JinjaValue?
  /// Answers that were chosen for unknown questions.
  private var known: [String: String] = [:]
  private var excluded: [String: Set<String>] = [:]
  /// Set when a condition was answered by an earlier choice.
  var consultedAnswer = false

  init(host: any JinjaHost, variant: Int = 0, steps: Int = JinjaBudget.stepsPerTemplate) {
    self.host = host
    self.variant = variant
    self.steps = min(steps, JinjaBudget.stepsPerTemplate)
  }

  /// Whether rendering must unwind: a `return`, or a limit.
  var isUnwinding: Bool { stop != nil || returned != nil }

  /// Counts work against the limits; false when nothing is left.
  func spend(_ count: Int = 1) -> Bool {
    guard stop == nil else { return false }
    steps &-= count
    if steps < 0 { stop = "rendering takes too many steps" }
    return stop == nil
  }

  /// Counts bytes of strings that are built; false when there are too many.
  func spend(bytes: Int) -> Bool {
    builtBytes &+= bytes
    if builtBytes > JinjaBudget.bytesPerTemplate * 4 || bytes > JinjaBudget.bytesPerTemplate {
      stop = stop ?? "rendering builds too much text"
    }
    return stop == nil
  }

  /// Renders the nodes of a file.
  func render(_ nodes: [JinjaNode], of text: JinjaText) -> JinjaOutput {
    var output = JinjaOutput()
    run(nodes, text, into: &output, place: nil)
    return output
  }

  /// Goes one level deeper; false at the limit.
  func enter() -> Bool {
    guard depth < JinjaBudget.depth else {
      stop = stop ?? "macros or blocks are nested too deep"
      return false
    }
    depth += 1
    return true
  }

  /// Comes back from a level.
  func leave() { depth -= 1 }

  // MARK: Variables

  /// The value of a variable.
  func lookUp(_ name: String) -> JinjaValue {
    if let value = frames[frames.count - 1].value(of: name) { return value }
    if frames.count > 1, let value = frames[0].value(of: name) { return value }
    if let value = host.global(name) { return value }
    if let macro = host.macro(name) { return .macro(macro) }
    return .undefined(name)
  }

  /// Sets a variable of the current scope.
  func assign(_ name: String, _ value: JinjaValue) { frames[frames.count - 1].assign(name, value) }

  /// Sets `a`, or `a.b` of a namespace.
  func assign(target: String, _ value: JinjaValue) {
    guard let dot = target.utf8.firstIndex(of: UInt8(ascii: ".")) else {
      assign(target, value)
      return
    }
    let name = String(target[..<dot])
    let attribute = String(target[target.utf8.index(after: dot)...])
    if case .dict(let dict) = lookUp(name) { dict[attribute] = value }
  }

  /// Spreads a value over several targets.
  func assign(targets: [String], _ value: JinjaValue) {
    guard targets.count > 1 else {
      if let target = targets.first { assign(target: target, value) }
      return
    }
    let items = value.items
    for (index, target) in targets.enumerated() {
      if let items, index < items.count {
        assign(target: target, items[index])
      } else {
        assign(target: target, value.isOpaque ? value : .opaque(JinjaOpaque()))
      }
    }
  }

  /// Opens an inner scope of the current frame.
  func pushScope() { frames[frames.count - 1].push() }

  /// Closes the innermost scope of the current frame.
  func popScope() { frames[frames.count - 1].pop() }

  /// Calls a macro and gives back its text, or what it returned.
  func call(_ macro: JinjaMacro, _ call: JinjaCall, caller: JinjaMacro? = nil) -> JinjaValue {
    guard spend(), enter() else { return .string("") }
    defer { leave() }
    var frame = JinjaFrame()
    bind(call, to: macro, in: &frame)
    if let caller { frame.assign("caller", .macro(caller)) }
    frames.append(frame)
    defer { frames.removeLast() }
    for parameter in macro.parameters where frames[frames.count - 1].value(of: parameter.name) == nil {
      if let preset = parameter.preset { assign(parameter.name, evaluate(preset)) }
    }
    var output = JinjaOutput()
    run(macro.body, macro.text, into: &output, place: call.offset)
    if let value = returned {
      returned = nil
      return value
    }
    return .string(String(decoding: output.bytes, as: UTF8.self))
  }

  private func bind(_ call: JinjaCall, to macro: JinjaMacro, in frame: inout JinjaFrame) {
    for (parameter, value) in zip(macro.parameters, call.positional) { frame.assign(parameter.name, value) }
    let extra = JinjaDict()
    for (name, value) in call.named {
      if macro.parameters.contains(where: { $0.name == name }) {
        frame.assign(name, value)
      } else {
        extra[name] = value
      }
    }
    frame.assign("varargs", .list(of: Array(call.positional.dropFirst(macro.parameters.count))))
    frame.assign("kwargs", .dict(extra))
  }

  // MARK: Unknown conditions

  /// A value with its open question answered, if the question was decided earlier in this rendering.
  func settled(_ value: JinjaValue) -> JinjaValue {
    guard case .opaque(let opaque) = value, let guess = opaque.question else { return value }
    if let choice = known[guess.path] {
      consultedAnswer = true
      return .bool((choice == guess.value) == guess.isEqual)
    }
    if excluded[guess.path]?.contains(guess.value) == true {
      consultedAnswer = true
      return .bool(!guess.isEqual)
    }
    return value
  }

  /// Whether the value counts as true in this rendering; decides an open question by the variant.
  func decide(_ value: JinjaValue) -> Bool {
    let value = settled(value)
    guard case .opaque(let opaque) = value else { return value.truth ?? true }
    needVariants(2)
    settle(opaque.question, variant == 0)
    return variant == 0
  }

  /// The variant in which a question is answered with yes: after the answers already refused in this rendering.
  func turn(of guess: JinjaGuess, or index: Int) -> Int {
    guess.isEqual ? max(index, excluded[guess.path]?.count ?? 0) : index
  }

  /// Whether a value is one of a list, by what was decided of it; the question that is left, if one is.
  func membership(of path: String, in values: [String], isIn: Bool) -> JinjaValue {
    if let choice = known[path] {
      consultedAnswer = true
      return .bool(values.contains(choice) == isIn)
    }
    let left = values.filter { excluded[path]?.contains($0) != true }
    if left.count < values.count { consultedAnswer = true }
    if left.isEmpty { return .bool(!isIn) }
    guard left.count == 1 else { return .opaque(JinjaOpaque()) }
    return .opaque(JinjaOpaque(guess: JinjaGuess(path: path, value: left[0], isEqual: isIn)))
  }

  /// Remembers an answer, so that the same question gets it again.
  func settle(_ guess: JinjaGuess?, _ holds: Bool) {
    guard let guess else { return }
    if guess.isEqual == holds {
      known[guess.path] = guess.value
    } else {
      excluded[guess.path, default: []].insert(guess.value)
    }
  }

  /// Notes that a branch exists which only another variant shows.
  func needVariants(_ count: Int) { variantCount = min(max(variantCount, count), 4) }

  // MARK: Placeholders

  /// The text that stands for a value until the whole text is known.
  func placeholder(_ placeholder: JinjaPlaceholder) -> String {
    guard placeholders.count < 100_000 else { return "" }
    placeholders.append(placeholder)
    return "\u{1}\(placeholders.count - 1)\u{1}"
  }
}

/// A value that is put into the text only when its surroundings are known.
enum JinjaPlaceholder {
  case relation(JinjaRelation)
  case opaque(JinjaOpaque)
}

/// The variables of one macro call, or of the file: a stack of scopes.
struct JinjaFrame {
  private var scopes: [[String: JinjaValue]] = [[:]]

  func value(of name: String) -> JinjaValue? {
    for scope in scopes.reversed() {
      if let value = scope[name] { return value }
    }
    return nil
  }

  mutating func assign(_ name: String, _ value: JinjaValue) { scopes[scopes.count - 1][name] = value }

  mutating func push() { scopes.append([:]) }

  mutating func pop() { if scopes.count > 1 { scopes.removeLast() } }
}
