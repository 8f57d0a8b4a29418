import Domain
import ScriptSyntax

/// Methods that an application adds to the table builder: `Blueprint::macro('audit', function () { })`.
final class LaravelMacros {
  /// A method with the run that it belongs to.
  typealias Macro = (run: ScriptRun, body: FoldedClosure)

  private let classes: PHPClasses
  private lazy var macros = find()

  init(classes: PHPClasses) {
    self.classes = classes
  }

  /// The method of a name.
  func macro(_ name: String) -> Macro? { macros[name] }

  private func find() -> [String: Macro] {
    var found: [String: Macro] = [:]
    let mark = Array("Blueprint::macro".utf8)
    for entry in classes.files(naming: ["provider", "macro", "blueprint"]).prefix(200) {
      guard let text = try? classes.reader.source.text(of: entry).get(),
        ByteSearch.contains(text.bytes, mark), let script = classes.parsed(entry).script
      else { continue }
      let run = ScriptRun(script, dialect: classes.dialect)
      for type in run.classes {
        for case .function(let method) in type.body {
          for executed in run.calls(in: method, of: type).calls {
            let call = executed.call
            guard call.name == "macro", call.resolved?.hasSuffix("Blueprint.macro") == true,
              let name = call.positional.first?.text, let body = call.closures.first, found[name] == nil
            else { continue }
            found[name] = (run, body)
          }
        }
      }
    }
    return found
  }
}
