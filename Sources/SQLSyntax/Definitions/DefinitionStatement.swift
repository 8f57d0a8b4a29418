/// A statement that defines, changes or drops something, or runs code.
package indirect enum DefinitionStatement: Sendable {
  /// A definition that is known only by its first words.
  case other(OtherStatement)
}
