/// Texts that templates give with plain fields put in: `template.New("a").Parse("{{.B}}").Execute(&c, d)`
/// (https://pkg.go.dev/text/template).
enum GoTemplateText {
  /// What a call of `Execute` writes; a text that is not known where the template says more than that.
  static func text(_ call: MethodCall, _ evaluator: Evaluator) -> FoldedValue? {
    guard let parse = call.receiver.call?.chain.last(where: { $0.name == "Parse" }),
      let text = parse.positional.first?.located, let data = call.positional.dropFirst().first
    else { return nil }
    var evaluator = evaluator
    var pieces: [FoldedValue] = []
    for (place, part) in text.split(by: "{{").enumerated() {
      let halves = place == 0 ? [part] : part.split(by: "}}")
      if place > 0 {
        guard halves.count == 2, let value = field(halves[0].string, of: data, &evaluator) else {
          return evaluator.opaque("a text that a template gives", at: call.range)
        }
        pieces.append(value)
      }
      if let last = halves.last { pieces.append(FoldedValue(.string(last), at: call.range)) }
    }
    return evaluator.concatenation(pieces, at: call.range)
  }

  /// `.A.B` of a value; nil for other words.
  private static func field(_ action: String, of data: FoldedValue, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    let path = action.split { $0 == " " || $0 == "-" || $0 == "\n" || $0 == "\t" }
    guard path.count == 1, let names = path.first, names.hasPrefix(".") else { return nil }
    var value = data
    for name in names.split(separator: ".").prefix(8) {
      value = value.entry(String(name)) ?? evaluator.member(String(name), of: value, at: data.range)
    }
    return value
  }
}
