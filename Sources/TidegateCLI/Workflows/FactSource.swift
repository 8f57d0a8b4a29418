import CommandLineKit
import Domain
import FactTables
import FolderAccess

/// Facts that are read when they are first asked for: it takes a tenth of a typical check, in which a registry in a
/// folder of its own is being read by another thread.
final class FactSupply {
  private let read: () throws(CommandFailure) -> Facts
  private var known: Facts?

  /// Facts that are read later.
  init(_ read: @escaping () throws(CommandFailure) -> Facts) {
    self.read = read
  }

  /// The facts.
  func facts() throws(CommandFailure) -> Facts {
    if let known { return known }
    let facts = try read()
    known = facts
    return facts
  }
}

/// Rule pages and tables of facts: the built-in ones, or those of `--rules` over them.
enum FactSource {
  /// The facts of a command line; those of a folder are read at once, for they may be wrong.
  static func supply(_ invocation: ParsedInvocation) throws(CommandFailure) -> FactSupply {
    guard invocation.value("rules") != nil else {
      return FactSupply { () throws(CommandFailure) in try facts(invocation) }
    }
    let read = try facts(invocation)
    return FactSupply { read }
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
