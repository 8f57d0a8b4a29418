import Domain
import ScriptSyntax

/// Tables that classes of migrations name: `class Band(Table, tablename="band", schema=None)`.
enum PiccoloTables {
  /// The table of a class.
  static func name(of definition: ScriptClass) -> TableName {
    func keyword(_ name: String) -> String? {
      definition.keywords.last { $0.name == name }?.value.stringText
    }
    return TableName(schema: keyword("schema"), keyword("tablename") ?? snake(definition.name))
  }

  /// The table that a call of the manager names.
  static func name(of call: FoldedCall, _ key: String = "tablename", place: Int = 1) -> TableName? {
    call.argument(place, key)?.text.map { TableName(schema: call.keyword("schema")?.text, $0) }
  }

  /// `BandMember` as `band_member`, as the package inflection does.
  static func snake(_ name: String) -> String {
    let letters = Array(name)
    var text = ""
    for (at, letter) in letters.enumerated() {
      let before = at > 0 ? letters[at - 1] : nil
      let after = at + 1 < letters.count ? letters[at + 1] : nil
      if let before, letter.isUppercase, before != "_" {
        let isStart =
          before.isLowercase || before.isNumber || (before.isUppercase && after?.isLowercase == true)
        if isStart { text += "_" }
      }
      text += letter.lowercased()
    }
    return text
  }
}
