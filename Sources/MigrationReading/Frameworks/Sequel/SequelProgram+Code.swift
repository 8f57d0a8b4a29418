import Domain
import ScriptSyntax

extension SequelProgram {
  /// A method of no known receiver: one of the application's, else what its block does.
  mutating func performHelper(_ name: String, _ call: FoldedCall, _ isPart: Bool) {
    if Self.harmless.contains(name) { return }
    if let method = ownMethod(name) ?? code.method(name, of: nil) { return perform(method, call) }
    if isPart || name.hasSuffix("?") { return }
    if let block = call.block { return follow(block, scope) }
    let key = name + "@" + (call.resolved ?? "")
    guard told.insert(key).inserted else { return }
    let isGiven = Self.isGivenHandle(call)
    if case .alteration(let table) = scope {
      return output.report(
        "unknown-helper", "what \"\(name)\" does to the table is not known", at: call.range, .mayChangeSchema,
        tables: [table])
    }
    output.report(
      "unknown-helper",
      isGiven
        ? "\"\(name)\" gets the database, and what it does is not known"
        : "what \"\(name)\" does to the database is not known", at: call.range, .mayChangeSchema)
  }

  /// A method of a module of the running file: `helper = Module.new do def a ... end end`.
  private func ownMethod(_ name: String) -> SequelCode.Method? {
    let bodies = run.module.calls.compactMap { $0.call.block?.function.body } + run.classes.map(\.body)
    for body in bodies {
      for case .function(let function) in ScriptStatement.flattened(body) where function.name == name {
        return SequelCode.Method(closure: ScriptRun.closure(function), run: run, entry: nil)
      }
    }
    return nil
  }

  static let harmless: Set<String> = [
    "puts", "p", "print", "pp", "raise", "sleep", "require", "require_relative", "log", "warn", "loop",
    "lambda",
    "proc", "next", "attr_accessor", "attr_reader", "private", "include", "load", "catch", "throw", "binding",
    "include_extension", "extend", "abort", "exit", "format", "sprintf", "rand", "block_given?",
    "load_dependency",
  ]

  static func isGivenHandle(_ call: FoldedCall) -> Bool {
    call.arguments.contains { argument in
      argument.value.resolved.map {
        $0 == ProgramHandle.database || $0 == "(table)" || $0 == "(migration)"
      } ?? false
    }
  }

  /// Runs a method of another file in the place of its call.
  mutating func perform(_ method: SequelCode.Method, _ call: FoldedCall) {
    guard depth < 14 else {
      return output.report(
        "work-limit", "functions are nested deeper than is read", at: call.range, .mayChangeSchema)
    }
    depth += 1
    defer { depth -= 1 }
    if let entry = method.entry { files.append(entry) }
    let outer = (run, output.site, output.standing, scope)
    let block = call.block
    if let block { yielded.append((block, run, scope)) }
    run = method.run
    output.site = outer.1 ?? (method.entry == nil ? nil : call.range)
    var closure = method.closure
    closure.captured["self"] = Self.handle(scope, call.range)
    closure.captured["@db"] = Self.handle(.database, call.range)
    var arguments = call.arguments.filter { $0.name != "&" }
    if block != nil, let name = closure.function.parameters.last, name.kind == .block {
      let yields = FoldedReference(written: "(yield)", resolved: "(yield)")
      arguments.append(
        FoldedArgument(
          name: name.name, value: FoldedValue(.reference(yields), at: call.range), isSpread: false))
    }
    let trace = run.calls(in: closure, arguments: arguments)
    for executed in trace.calls {
      output.standing = ProgramStanding(executed).inside(outer.2)
      perform(executed)
    }
    if block != nil { _ = yielded.popLast() }
    (run, output.site, output.standing, scope) = outer
  }

  /// `yield` of a method of another file.
  mutating func performYield(_ call: FoldedCall) {
    guard let last = yielded.popLast() else {
      return output.report(
        "unknown-helper", "what \"yield\" runs is not known", at: call.range, .mayChangeSchema)
    }
    let outer = (run, output.site)
    run = last.run
    follow(last.closure, last.scope, call.positional)
    (run, output.site) = outer
    yielded.append(last)
  }

  /// A call with a receiver that is a name: a module's method, a model.
  mutating func performForeign(_ parts: [String], _ call: FoldedCall, _ isPart: Bool) {
    let name = parts.last ?? ""
    if let dataset = SequelDataset(FoldedValue(.call(call), at: call.range)) {
      return perform(dataset, call, isPart)
    }
    guard let first = parts.first, first.first?.isUppercase == true else {
      return followBlocks(call, isPart)
    }
    // Rodauth's methods for migrations make functions in the database, and nothing else.
    if first == "Sequel" || first == "Rodauth" || Self.harmless.contains(name) { return }
    if Self.isGivenHandle(call) || call.block != nil || !isPart {
      if let method = code.method(name, of: parts.dropLast().joined(separator: ".")) {
        return perform(method, call)
      }
      if Self.isGivenHandle(call), !name.hasSuffix("?") {
        return output.report(
          "unknown-helper", "\"\(name)\" gets the database, and what it does is not known", at: call.range,
          .mayChangeSchema)
      }
    }
    followBlocks(call, isPart)
  }

  /// A call whose receiver is a value: a chain on tables, a list that is gone through.
  mutating func performMember(_ call: FoldedCall, _ isPart: Bool) {
    let value = FoldedValue(.call(call), at: call.range)
    if let dataset = SequelDataset(value) { return perform(dataset, call, isPart) }
    if Self.isGivenHandle(call), !isPart {
      // `Backfill.new(self).call`, `helper.each(self)`
      return output.report(
        "unknown-helper", "\"\(call.name)\" gets the database, and what it does is not known", at: call.range,
        .mayChangeSchema)
    }
    if let link = call.chain.first(where: Self.isGivenHandle), call.chain.count > 1, !isPart {
      return output.report(
        "unknown-helper", "\"\(link.name)\" gets the database, and what it does is not known", at: call.range,
        .mayChangeSchema)
    }
    followBlocks(call, isPart)
  }

  /// Runs a block that goes through values that are not known: any number of times.
  private mutating func followBlocks(_ call: FoldedCall, _ isPart: Bool) {
    guard let block = call.block else { return }
    let outer = output.standing
    if call.name != "tap", call.name != "then", !isRetry(call) { output.standing.isConditional = true }
    follow(block, scope, [Self.element(of: call)])
    output.standing = outer
  }

  /// `(1..3).each do ... end`: a block that takes no number is tried until it works.
  private func isRetry(_ call: FoldedCall) -> Bool {
    guard call.name == "each" || call.name == "times", call.block?.function.parameters.isEmpty == true,
      case .member(let member) = call.callee.content
    else { return false }
    if case .number = member.receiver.content { return true }
    guard case .operation(let range) = member.receiver.content else { return false }
    return range.operation == .range || range.operation == .openRange
  }

  /// What a block over a value's elements is given.
  static func element(of call: FoldedCall) -> FoldedValue {
    guard case .member(let member) = call.callee.content else {
      return FoldedValue(.opaque("an element of a list that is not known"), at: call.range)
    }
    let any = FoldedValue(.opaque("an element of a list that is not known"), at: call.range)
    return FoldedValue(
      .element(FoldedElement(receiver: member.receiver, index: any)), at: call.range)
  }
}
