import Domain

/// Gives back the values that a column had, from those that it has.
enum InverseValues {
  /// A CASE that maps new values to old ones; nil when a new value stands for several old ones.
  ///
  /// `operand` is the SQL of the column at head. A value that no pair names stays as it is.
  static func mapped(_ operand: String, _ pairs: [ValuePair]) -> String? {
    let known = pairs.compactMap { pair -> (from: String, to: String)? in
      guard let from = pair.from, let to = pair.to, from != to else { return nil }
      return (from, to)
    }
    let isOneToOne =
      Set(known.map(\.to)).count == known.count && Set(known.map(\.from)).count == known.count
    guard !known.isEmpty, isOneToOne else { return nil }
    let branches = known.map { "  when \(SQLText.literal($0.to)) then \(SQLText.literal($0.from))" }
    return (["case \(operand)"] + branches + ["  else \(operand)", "end"]).joined(separator: "\n")
  }

  /// A CASE that maps old values to new ones, for writing a second column.
  static func forward(_ operand: String, _ pairs: [ValuePair]) -> String? {
    mapped(operand, pairs.map { ValuePair(from: $0.to, to: $0.from) })
  }

  /// The calculation that takes a rescaling back; nil when the factor is none that can be.
  ///
  /// Factors are as written: `100`, `1/100`, `0.01`, `+5`, several of them between ` * `.
  static func rescaled(_ operand: String, factor: String) -> String? {
    var expression = operand
    for part in split(factor).reversed() {
      guard let step = inverse(part) else { return nil }
      expression = (expression == operand ? expression : "(\(expression))") + step
    }
    return expression == operand ? nil : expression
  }

  private static func inverse(_ factor: String) -> String? {
    if factor.hasPrefix("1/") {
      let divisor = String(factor.dropFirst(2))
      return isNumber(divisor) ? " * " + divisor : nil
    }
    if factor.hasPrefix("+") || factor.hasPrefix("-") {
      let amount = String(factor.dropFirst())
      return isNumber(amount) ? (factor.hasPrefix("+") ? " - " : " + ") + amount : nil
    }
    guard isNumber(factor) else { return nil }
    return " / " + (factor.utf8.contains(UInt8(ascii: ".")) ? factor : factor + ".0")
  }

  private static func split(_ factor: String) -> [String] {
    factor.split(separator: " ").filter { $0 != "*" }.map(String.init)
  }

  private static func isNumber(_ text: String) -> Bool {
    let digits = text.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let points = text.utf8.count { $0 == UInt8(ascii: ".") }
    return digits.contains { $0 != UInt8(ascii: "0") } && points <= 1
      && digits.count + points == text.utf8.count
      && text.utf8.first != UInt8(ascii: ".")
  }
}
