import CommandLineKit
import Domain
import FactTables
import FolderAccess

/// Reads the facts when they are needed: it takes a tenth of a typical check, in which a registry in a folder of its own
/// is being read by another thread.
typealias FactSupply = () throws(CommandFailure) -> Facts

/// Rule pages and tables of facts: the built-in ones, or those of `--rules` over them.
enum FactSource {
  /// The facts of a command line; those of a folder are read at once, for they may be wrong.
  static func supply(_ invocation: ParsedInvocation) throws(CommandFailure) -> FactSupply {
    guard invocation.value("rules") != nil else {
      return { () throws(CommandFailure) in try facts(invocation) }
    }
    let read = try facts(invocation)
    return { read }
  }

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
