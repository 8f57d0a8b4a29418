import Domain

/// A question that only a person can answer, with the changes that raise it.
struct Judgement {
  /// The question.
  var question: String
  /// The changes, in report order.
  var changes: [ChangeID]

  /// Questions of the findings that are not waived, each once, in report order.
  static func all(in findings: [Finding]) -> [Judgement] {
    var places: [String: Int] = [:]
    var list: [Judgement] = []
    for finding in findings where finding.waiver == nil {
      for question in finding.judgement {
        let place = places[question] ?? list.count
        if place == list.count {
          places[question] = place
          list.append(Judgement(question: question, changes: []))
        }
        if let change = finding.change, !list[place].changes.contains(change) {
          list[place].changes.append(change)
        }
      }
    }
    return list
  }
}
