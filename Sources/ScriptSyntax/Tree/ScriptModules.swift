/// Names taken from another file or package.
package struct ScriptImport: Sendable {
  /// One name.
  package struct Name: Hashable, Sendable {
    /// The name there; `*` for all, `default` for a default export, empty for the module itself.
    package var name: String
    /// The name here.
    package var alias: String
    /// Where it stands.
    package var range: ScriptRange
  }
  /// The module as written: `django.db`, `..models`, `./constants`.
  package var module: String
  /// The names; empty for an import only for its effect.
  package var names: [Name]
  /// Where it stands.
  package var range: ScriptRange
}

/// Names given to other files.
package struct ScriptExport: Sendable {
  /// One name.
  package struct Name: Hashable, Sendable {
    /// The name here.
    package var name: String
    /// The name for others; `*` for all.
    package var alias: String
  }
  /// The names, for `export { a as b }`.
  package var names: [Name]
  /// The module of `export { a } from 'b'`.
  package var module: String?
  /// The statement of `export const a = 1`; for `export default` the class, function, or the expression.
  package var statement: ScriptStatement?
  /// `export default`.
  package var isDefault = false
  /// Where it stands.
  package var range: ScriptRange
}
