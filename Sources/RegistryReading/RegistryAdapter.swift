package import Domain

/// A format in which a data team writes down what it depends on.
package protocol RegistryAdapter: Sendable {
  /// The format's name, for messages.
  var name: String { get }
  /// Whether a tree may hold files of this format, told from the listing alone.
  func applies(to tree: FileTree) -> Bool
  /// All assets of the format; what could not be read becomes diagnostics.
  func read(_ tree: FileTree, options: RegistryOptions) -> AdapterResult
}

/// What an adapter found.
package struct AdapterResult: Sendable {
  /// Nodes in any order.
  package var assets: [Asset]
  /// Blind spots.
  package var diagnostics: [Diagnostic]

  /// A result.
  package init(assets: [Asset] = [], diagnostics: [Diagnostic] = []) {
    self.assets = assets
    self.diagnostics = diagnostics
  }
}

/// What the caller knows about a registry beyond its files.
package struct RegistryOptions: Hashable, Sendable {
  /// SQL dialect of the warehouse; nil lets the registry's own files say it, else `ansi`.
  package var dialect: String?

  /// Options; nothing known by default.
  package init(dialect: String? = nil) {
    self.dialect = dialect
  }
}
