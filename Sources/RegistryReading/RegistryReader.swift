package import Domain

/// Reads everything a data team declares from its files into one graph.
package enum RegistryReader {
  /// The registry of a tree with its policy.
  ///
  /// Trouble with single files becomes diagnostics. Thrown is only what leaves no registry to judge by: a wrong
  /// `tidegate.yml`, and a tree in which no format is found or no asset is declared.
  package static func read(_ tree: FileTree, options: RegistryOptions = RegistryOptions())
    throws(RegistryError) -> Registry
  {
    let policy = try PolicyReader.read(tree)
    return try read(tree, policy: policy, options: options)
  }

  /// The registry of a tree under a policy that was read elsewhere (at the target tip).
  package static func read(
    _ tree: FileTree, policy: Policy, options: RegistryOptions = RegistryOptions()
  ) throws(RegistryError) -> Registry {
    var assets: [Asset] = []
    var diagnostics: [Diagnostic] = []
    var names: [String] = []
    for adapter in AdapterList.all where adapter.applies(to: tree) {
      let result = adapter.read(tree, options: options)
      assets += result.assets
      diagnostics += result.diagnostics
      names.append(adapter.name)
    }
    guard !assets.isEmpty else { throw RegistryError.empty(formats: names, fileCount: tree.entries.count) }
    diagnostics.sort { ($0.location, $0.id, $0.summary) < ($1.location, $1.id, $1.summary) }
    return Registry(assets: assets, policy: policy, diagnostics: diagnostics)
  }
}

/// Why a registry could not be read at all: one sentence with the next step, and the place if there is one.
package struct RegistryError: Error, Hashable, Sendable {
  /// What is wrong: lower case, names quoted, no final stop.
  package var message: String
  /// What to do about it.
  package var nextStep: String
  /// Where, in a file of the registry.
  package var location: SourceLocation?

  /// An error with its next step.
  package init(_ message: String, nextStep: String, location: SourceLocation? = nil) {
    self.message = message
    self.nextStep = nextStep
    self.location = location
  }

  /// The whole sentence: `file:line:column: message; next step`.
  package var description: String {
    let place = location.map { "\($0.file):\($0.position.line):\($0.position.column): " } ?? ""
    return place + message + "; " + nextStep
  }

  /// No asset at all.
  static func empty(formats: [String], fileCount: Int) -> RegistryError {
    if fileCount == 0 {
      return RegistryError(
        "the registry is empty: it has no files", nextStep: "check the path given as the registry")
    }
    return RegistryError(
      "the registry declares no sources, models, tests or exposures",
      nextStep:
        "point the registry at the folder that holds \"dbt_project.yml\" or YAML files with \"sources:\", or to a "
        + "folder of \".sql\" files with queries")
  }
}
