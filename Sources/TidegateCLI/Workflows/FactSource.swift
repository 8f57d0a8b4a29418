import CommandLineKit
import Domain
import FactTables
import FolderAccess

/// Rule pages and tables of facts: the built-in ones, or those of `--rules` over them.
enum FactSource {
  /// The facts of a command line.
  static func facts(_ invocation: ParsedInvocation) throws(CommandFailure) -> Facts {
    let folder: FileTree?
    do throws(FolderError) {
      folder = try invocation.value("rules").map { path throws(FolderError) in
        try FolderReader().tree(at: path)
      }
    } catch {
      throw CommandFailure("--rules: \(error.message)")
    }
    do throws(FactError) {
      guard let folder else { return try Facts.embedded() }
      return try Facts(try FactFiles.embedded(overriddenBy: folder))
    } catch {
      throw CommandFailure("--rules: \(error.description)")
    }
  }
}
