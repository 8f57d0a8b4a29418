import CommandLineKit
import Domain
import FactTables
import FolderAccess

/// Rule pages and tables of facts: the built-in ones, or those of `--rules` over them.
enum FactSource {
  /// The facts of a command line.
  static func facts(_ invocation: ParsedInvocation) throws(CommandFailure) -> Facts {
    var folder: FileTree?
    if let path = invocation.value("rules") {
      do throws(FolderError) {
        folder = try FolderReader().tree(at: path)
      } catch {
        throw CommandFailure("--rules: \(error.message)")
      }
    }
    do throws(FactError) {
      guard let folder else { return try Facts.embedded() }
      return try Facts(try FactFiles.embedded(overriddenBy: folder))
    } catch {
      throw CommandFailure("--rules: \(error.description)")
    }
  }
}
