/// For every bracket among tokens the one that closes it.
struct BracketPairs: Sendable {
  /// 0 for none.
  private let closers: ContiguousArray<Int32>

  init(_ tokens: ContiguousArray<ScriptToken>) {
    var found = ContiguousArray<Int32>(repeating: 0, count: tokens.count)
    var open: [(code: UInt64, place: Int)] = []
    func code(_ word: ScriptWord) -> UInt64 { word.code }
    for (place, token) in tokens.enumerated() where token.kind == .sign {
      switch ScriptWord(code: token.code) {
      case "(", "[", "{": open.append((token.code, place))
      case ")", "]":
        let wanted = token.code == code(")") ? code("(") : code("[")
        if let last = open.last, last.code == wanted {
          found[last.place] = Int32(truncatingIfNeeded: place)
          open.removeLast()
        }
      case "}":
        // Brackets without their end do not outlive their braces.
        guard let last = open.lastIndex(where: { $0.code == code("{") }) else {
          open = []
          continue
        }
        found[open[last].place] = Int32(truncatingIfNeeded: place)
        open.removeLast(open.count - last)
      default: break
      }
    }
    closers = found
  }

  /// The place of the bracket that closes the one at a place; nil if there is none.
  func closer(of place: Int) -> Int? {
    guard closers.indices.contains(place), closers[place] > 0 else { return nil }
    return Int(closers[place])
  }
}
